/** Makes an input that goes wrong smaller. */
import { fewestAsync } from '../fewest';
import type { Content, Input } from './input';

/** Milliseconds at most. */
const PATIENCE = 240_000;

/** The smallest input found that goes wrong in the same way; `fails` says whether one does. */
export async function shrinkInput(input: Input, fails: (input: Input) => Promise<boolean>): Promise<Input> {
  const deadline = performance.now() + PATIENCE;
  const attempt = async (candidate: Input): Promise<boolean> =>
    performance.now() < deadline && (await fails(candidate));
  let best = input;
  const files = await fewestAsync([...best.files], (some) => attempt({ ...best, files: new Map(some) }));
  best = { ...best, files: new Map(files) };
  if (best.tricks !== undefined)
    best = { ...best, tricks: await fewestAsync(best.tricks, (tricks) => attempt({ ...best, tricks })) };
  for (const plainer of [{ view: {} }, { folder: '' }, { environment: {} }])
    if (await attempt({ ...best, ...plainer })) best = { ...best, ...plainer };
  // The longest first: it is what matters, mostly.
  for (const [path] of [...best.files].sort((a, b) => b[1].length - a[1].length)) {
    const withContent = (content: Content): Input => ({
      ...best,
      files: new Map(best.files).set(path, content),
    });
    const content = best.files.get(path)!;
    for (const size of [65_536, 4_096, 256, 16, 1]) {
      const now = best.files.get(path)!;
      if (now.length < size * 2 || now.length / size > 3_000) continue;
      const kept = await fewestAsync(pieces(now, size), (some) =>
        attempt(withContent(joined(some, content))),
      );
      best = withContent(joined(kept, content));
    }
  }
  return best;
}

function pieces(content: Content, size: number): Content[] {
  const found: Content[] = [];
  for (let at = 0; at < content.length; at += size) found.push(content.slice(at, at + size));
  return found;
}

function joined(some: readonly Content[], like: Content): Content {
  return typeof like === 'string'
    ? some.join('')
    : Uint8Array.from(some.flatMap((piece) => [...(piece as Uint8Array)]));
}
