/** What the engine is given, that nobody should give it: files, and how they are looked at. */
import type { ViewRequest } from '../../../server/src/project/model';

export type Content = string | Uint8Array;

/** What only a real disk can do. Paths are relative to the workspace, with a leading slash. */
export type Trick =
  | { readonly k: 'link'; readonly path: string; readonly target: string }
  | { readonly k: 'folder'; readonly path: string }
  | { readonly k: 'pipe'; readonly path: string }
  /** Nobody may read it. */
  | { readonly k: 'closed'; readonly path: string };

export interface Input {
  /** For counting: `rust, mutated`. */
  readonly kind: string;
  /** Path with a leading slash → text, or bytes as they stand on the disk. */
  readonly files: ReadonlyMap<string, Content>;
  readonly view: ViewRequest;
  /** Below the workspace; empty for itself. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Given where the files have to lie on a real disk. */
  readonly tricks?: readonly Trick[];
  /** Answers of the file system change from one question to the next, from this seed on. */
  readonly unsteady?: number;
}

export const PLAIN: Pick<Input, 'view' | 'folder' | 'environment'> = {
  view: {},
  folder: '',
  environment: {},
};

/** A package of one file. */
export function package_(
  text: Content,
  more: readonly (readonly [string, Content])[] = [],
): Map<string, Content> {
  return new Map<string, Content>([
    [
      '/Cargo.toml',
      '[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nsel4 = "1"\n',
    ],
    ['/src/lib.rs', text],
    ...more,
  ]);
}

/** Characters or bytes of all its files. */
export function sizeOf({ files }: Input): number {
  let size = 0;
  for (const content of files.values()) size += content.length;
  return size;
}

/** An input for a person to read; long texts are cut in the middle. */
export function shown({ files, view, folder, tricks, environment, unsteady }: Input): string {
  const lines = [...files].flatMap(([path, content]) => [
    `//- ${path}`,
    typeof content === 'string'
      ? cut(JSON.stringify(content))
      : cut(`bytes ${Buffer.from(content).toString('hex')}`),
  ]);
  const options = { view, folder, environment, tricks, unsteady };
  return [JSON.stringify(options), ...lines].join('\n');
}

const cut = (text: string): string =>
  text.length <= 2_000 ? text : `${text.slice(0, 1_000)} … (${text.length} in all) … ${text.slice(-500)}`;
