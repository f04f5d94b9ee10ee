/** Gives a constant of a stand-in, or one that has a kernel's name, the value or type that the bindings have. */
import type { Case, FixContext } from '../context';
import type { Offer } from '../offer';

export function likeBindings({ finding }: Case, { world }: FixContext): Offer | undefined {
  const { replacement, file } = finding;
  const text = replacement && world.sourceFiles.read(file)?.text.slice(replacement.start, replacement.end);
  if (replacement === undefined || text === undefined) return undefined;
  const { start, end, text: newText } = replacement;
  return {
    id: 'likeBindings',
    title: `Write \`${newText}\` instead of \`${text}\``,
    // What else was written for the old one is not known: never without being asked.
    sure: 'guess',
    wishes: { edits: [{ file, start, end, newText }] },
  };
}
