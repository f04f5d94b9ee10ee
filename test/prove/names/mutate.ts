/** Random edits to the seL4 paths of real-looking code: each is what a person gets wrong. */
import { tokenize } from '../../../server/src/syntax/lexer';
import type { Token } from '../../../server/src/syntax/token';
import type { Choices } from '../random';

/** A stretch of a file that is replaced. Offsets are in UTF-16 units. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What kind of mistake it is. */
  readonly what: string;
}

/** A path as written: its segments, without generic arguments. */
export interface Path {
  readonly start: number;
  readonly end: number;
  readonly segments: readonly string[];
  /** Stands in a `use`. */
  readonly used: boolean;
}

const MODULES = [
  'seL4_Error',
  'seL4_CapFault_Msg',
  'api_object',
  'adapter',
  'syscalls',
  'sys',
  '_mode_object',
];
const CRATES = ['sel4', 'sel4_sys', 'sel4_platform', 'sel4_mock_sys', 'core', 'crate', 'super', 'self'];
const NAMES = [
  ...[
    'seL4_NoError',
    'seL4_CPtr',
    'seL4_Word',
    'seL4_IPCBuffer',
    'seL4_TCBObject',
    'seL4_PageBits',
    'seL4_CanRead',
  ],
  ...[
    'seL4_TCB_Resume',
    'seL4_Untyped_Retype',
    'seL4_Wait',
    'seL4_MessageInfo',
    'Type',
    'IpcBuffer',
    'seL4_Eror',
  ],
];

/** One edit of a file; `undefined` where it has no path to edit. */
export function mutation(c: Choices, file: string, text: string): Edit | undefined {
  const tokens = tokenize(text);
  const paths = pathsIn(tokens).filter(isOfInterest);
  if (paths.length === 0) return undefined;
  const path = c.pick(paths);
  const { segments } = path;
  const at = c.below(segments.length);
  const put = (what: string, changed: readonly string[]): Edit => ({
    file,
    start: path.start,
    end: path.end,
    text: changed.join('::'),
    what,
  });
  const kind = c.weighted({
    name: 4,
    module: 3,
    drop: 3,
    insert: 2,
    crate: 2,
    deeper: 1,
    use: 2,
    glob: 1,
    item: 1,
  });
  switch (kind) {
    case 'name':
      return put('another name', [...segments.slice(0, -1), c.pick(NAMES)]);
    case 'module':
      return put(
        'another module',
        segments.map((segment, index) => (index === at ? c.pick([...MODULES, ...NAMES]) : segment)),
      );
    case 'drop':
      return segments.length > 1
        ? put(
            'a segment less',
            segments.filter((_, index) => index !== at),
          )
        : undefined;
    case 'insert':
      return put('a segment more', [
        ...segments.slice(0, at + 1),
        c.pick(MODULES),
        ...segments.slice(at + 1),
      ]);
    case 'crate':
      return put('another crate', [c.pick(CRATES), ...(segments.length > 1 ? segments.slice(1) : segments)]);
    case 'deeper':
      return put('a variant of it', [...segments, c.pick(NAMES)]);
    case 'item':
      return renamedItem(c, file, tokens);
    default:
      return useEdit(c, file, tokens, kind);
  }
}

function isOfInterest({ segments, used }: Path): boolean {
  return used || segments.some((segment) => /^(seL4|sel4)/.test(segment) || MODULES.includes(segment));
}

/** All paths of a text: identifiers that `::` joins. */
export function pathsIn(tokens: readonly Token[]): Path[] {
  const found: Path[] = [];
  let used = false;
  for (let index = 0; index < tokens.length; index += 1) {
    const first = tokens[index]!;
    if (first.text === 'use') used = true;
    else if (first.text === ';') used = false;
    if (first.kind !== 'identifier' || isKeyword(first.text) || isColons(tokens, index - 2)) continue;
    const segments = [first.text];
    let last = first;
    while (isColons(tokens, index + 1) && tokens[index + 3]?.kind === 'identifier') {
      index += 3;
      last = tokens[index]!;
      segments.push(last.text);
    }
    found.push({ start: first.start, end: last.end, segments, used });
  }
  return found;
}

function isColons(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.text === ':' && tokens[index]?.joint === true && tokens[index + 1]?.text === ':';
}

const KEYWORDS =
  /^(as|const|else|enum|extern|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|static|struct|trait|type|unsafe|use|where|while|true|false|dyn|break|continue)$/;

function isKeyword(text: string): boolean {
  return KEYWORDS.test(text);
}

/** A `use` that is gone, or turned into a glob. */
function useEdit(c: Choices, file: string, tokens: readonly Token[], kind: 'use' | 'glob'): Edit | undefined {
  const starts = tokens.filter(({ text }) => text === 'use');
  if (starts.length === 0) return undefined;
  const from = c.pick(starts);
  const end = tokens.find(({ text, start }) => text === ';' && start > from.start);
  if (!end) return undefined;
  if (kind === 'use') return { file, start: from.start, end: end.end, text: 'use {};', what: 'a use less' };
  const inside = tokens.filter(({ start }) => start > from.start && start < end.start);
  const last = inside.at(-1)!;
  if (last.kind !== 'identifier' || inside.some(({ text }) => text === 'as')) return undefined;
  return { file, start: last.start, end: last.end, text: '*', what: 'a glob' };
}

/** A function, constant or type of another name than its uses say. */
function renamedItem(c: Choices, file: string, tokens: readonly Token[]): Edit | undefined {
  const names = tokens.filter(
    (token, index) =>
      token.kind === 'identifier' &&
      /^(fn|const|struct|type|mod|enum|trait)$/.test(tokens[index - 1]?.text ?? ''),
  );
  if (names.length === 0) return undefined;
  const { start, end, text } = c.pick(names);
  return { file, start, end, text: `${text}_2`, what: 'an item renamed' };
}

/** The files with some edits made, those of one file from the end on; overlapping ones are left out. */
export function edited(files: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const changed = new Map(files);
  const done: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    if (done.some((other) => other.file === edit.file && other.start < edit.end)) continue;
    done.push(edit);
    const text = changed.get(edit.file) ?? '';
    changed.set(edit.file, text.slice(0, edit.start) + edit.text + text.slice(edit.end));
  }
  return changed;
}
