/** Crates that an edit made forget: they are read again when they are asked for, and some before anybody asks. */
import type { CrateMap } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { Item } from '../syntax/summary';
import { hasWord } from '../text/words';

/** What texts say of files that their crate may get from macros. */
interface FilesByMacros {
  /** A macro is called in item position, or a module has an attribute that may be one. */
  readonly calls: boolean;
  /** What is handed to such macros may be a module, or the attribute stands at one. */
  readonly handsOver: boolean;
  /** Macros are defined whose text has modules or includes files. */
  readonly defines: boolean;
}

/** Attributes of modules that are no macros: no other crate changes what they mean. */
const PLAIN: ReadonlySet<string> = new Set([
  'cfg',
  'cfg_attr',
  'path',
  'doc',
  'allow',
  'expect',
  'warn',
  'deny',
  'macro_use',
]);

/**
 * Which crates have to be read before it is known which crates have a file. Of a crate that was edited that is always so;
 * of one that only depends on it where macros decide, as one of another crate may stand for `mod name;`.
 */
export class Unread {
  /** By number; `undefined`: nothing is known of what the crate was. */
  private readonly crates = new Map<number, FilesByMacros | undefined>();

  /** `indices`: all that are to be read first of all. */
  constructor(indices: Iterable<number>) {
    for (const index of indices) this.crates.set(index, undefined);
  }

  /** Crates are about to be forgotten, some of them because they were edited. */
  forget(world: World, indices: Iterable<number>, edited: ReadonlySet<number>): void {
    for (const index of indices) {
      const map = world.crates.get(index);
      if (map) this.crates.set(index, edited.has(index) ? undefined : ofCrate(map));
      else if (edited.has(index) && this.crates.has(index)) this.crates.set(index, undefined);
    }
  }

  /** Reads those crates of which it must be known by now which files they have. */
  readNeeded(world: World): void {
    const { crates } = this;
    if (crates.size === 0) return;
    for (const [index, said] of crates) if (!said) world.crate(index);
    const isRead = (index: number): boolean => world.crates.has(index);
    const defined = (): boolean =>
      [...crates.values()].some((said) => said?.defines) ||
      [...world.crates.values()].some((map) => ofCrate(map).defines);
    const calling = [...crates].filter(
      ([index, said]) => said && !isRead(index) && (said.handsOver || said.calls),
    );
    if (calling.length > 0) {
      const anywhere = defined();
      for (const [index, said] of calling) if (said?.handsOver || anywhere) world.crate(index);
    }
    for (const index of [...crates.keys()]) if (isRead(index)) crates.delete(index);
  }
}

const ofItems = new WeakMap<readonly Item[], FilesByMacros>();

function ofCrate({ units }: CrateMap): FilesByMacros {
  const all = units.map(({ fragment: { items } }) => remembered(ofItems, items, () => ofText(items)));
  return {
    calls: all.some(({ calls }) => calls),
    handsOver: all.some(({ handsOver }) => handsOver),
    defines: all.some(({ defines }) => defines),
  };
}

function ofText(items: readonly Item[]): FilesByMacros {
  const all = items.flatMap(withInner);
  const calls = all.filter((item) => item.kind === 'macroCall');
  const attributed = all.some(
    (item) => item.kind === 'module' && item.attributes?.some(({ path }) => !PLAIN.has(path)),
  );
  return {
    calls: calls.length > 0 || attributed,
    handsOver: attributed || calls.some(({ text }) => bringsFiles(text)),
    defines: all.some((item) => item.kind === 'macroDefinition' && bringsFiles(item.body)),
  };
}

function withInner(item: Item): readonly Item[] {
  return item.kind === 'module' ? [item, ...(item.items ?? []).flatMap(withInner)] : [item];
}

/** Whether a text has the beginning of a module without a body, or includes a file. */
function bringsFiles(text: string): boolean {
  if (!hasWord(text, 'mod')) return hasWord(text, 'include');
  let inName = false;
  for (const { kind, text: word } of tokenize(text)) {
    if (word === 'include' || (inName && word === ';')) return true;
    if (kind === 'identifier' && word === 'mod') inName = true;
    else if (word === '{') inName = false;
  }
  return inName;
}
