/** Crates that an edit made forget: they are read again when they are asked for, and some before anybody asks. */
import { rootUnits } from '../query';
import { type CrateMap, type Module, TYPE } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { asWritten } from '../syntax/asWritten';
import { tokenize } from '../syntax/lexer';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';
import { hasWord } from '../text/words';

/** What a crate's texts say of files that it may get from macros, as it was when it was forgotten. */
interface FilesByMacros {
  /** A macro is called in item position, or a module has an attribute that may be one. */
  readonly calls: boolean;
  /** What is handed to such macros may be a module, and forgotten crates may decide what becomes of it. */
  readonly handsOver: boolean;
  /** Macros are defined whose text has modules or includes files. */
  readonly defines: boolean;
  /** Crates that were forgotten together with it. */
  readonly besides: ReadonlySet<number>;
  /** Its files: they are the same as long as it need not be read to know. */
  readonly files: readonly string[];
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
  forget(world: World, indices: ReadonlySet<number>, edited: ReadonlySet<number>): void {
    for (const index of indices) {
      const map = world.crates.get(index);
      if (map) this.crates.set(index, edited.has(index) ? undefined : ofCrate(map, indices));
      else if (edited.has(index)) this.crates.set(index, undefined);
      else this.widen(index, indices);
    }
  }

  /** A crate that was forgotten with others is so with more: whether these bring it files is not known any more. */
  private widen(index: number, indices: ReadonlySet<number>): void {
    const said = this.crates.get(index);
    if (said?.calls && [...indices].some((one) => !said.besides.has(one)))
      this.crates.set(index, { ...said, handsOver: true });
  }

  /** Crates that are still to be read, with their files, which {@link readNeeded} has made sure of. */
  left({ crates }: World): ReadonlyMap<number, readonly string[]> {
    const left = new Map<number, readonly string[]>();
    for (const [index, said] of this.crates) if (said && !crates.has(index)) left.set(index, said.files);
    return left;
  }

  /** Reads those crates of which it must be known by now which files they have. */
  readNeeded(world: World): void {
    const { crates } = this;
    if (crates.size === 0) return;
    for (const [index, said] of crates) if (!said) world.crate(index);
    const isRead = (index: number): boolean => world.crates.has(index);
    const defined = (): boolean =>
      [...crates.values()].some((said) => said?.defines) ||
      [...world.crates.values()].some((map) => textOf(map).defines);
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

/** Of a crate that has been read; edits in bodies leave its items what they are. */
const ofCrates = new WeakMap<CrateMap, TextOfItems>();

function textOf(map: CrateMap): TextOfItems {
  return remembered(ofCrates, map, () => {
    const all = map.units.map(({ fragment }) => remembered(ofTexts, fragment, () => ofText(fragment)));
    return {
      called: new Set(all.flatMap(({ called }) => [...called])),
      handedTo: new Set(all.flatMap(({ handedTo }) => [...handedTo])),
      defines: all.some(({ defines }) => defines),
    };
  });
}

/** `forgotten`: crates that may say something else from now on. */
function ofCrate(map: CrateMap, forgotten: ReadonlySet<number>): FilesByMacros {
  const { called, handedTo, defines } = textOf(map);
  return {
    besides: forgotten,
    files: rootUnits(map).map(({ file }) => file),
    calls: called.size > 0,
    handsOver: [...handedTo].some((path) => !isFromElsewhere(map, path, forgotten)),
    defines,
  };
}

interface TextOfItems {
  /** Paths of macros that are called in item position, and of attributes of modules that may be macros. */
  readonly called: ReadonlySet<string>;
  /** Those that are given what may be a module with a file. */
  readonly handedTo: ReadonlySet<string>;
  readonly defines: boolean;
}

const ofTexts = new WeakMap<Fragment, TextOfItems>();

function ofText(fragment: Fragment): TextOfItems {
  const all = fragment.items.flatMap(withInner).map((item) => asWritten(fragment, item));
  const calls = all.filter((item) => item.kind === 'macroCall');
  const attributes = all.flatMap(macrosAt);
  return {
    called: new Set([...calls.map(pathOf), ...attributes]),
    handedTo: new Set([...calls.filter(({ text }) => bringsFiles(text)).map(pathOf), ...attributes]),
    defines: all.some((item) => item.kind === 'macroDefinition' && bringsFiles(item.body)),
  };
}

function pathOf({ segments, global }: MacroCallItem): string {
  return (global ? '::' : '') + segments.join('::');
}

/** Attributes of a module that may be macros. */
function macrosAt(item: Item): readonly string[] {
  if (item.kind !== 'module') return [];
  return (item.attributes ?? []).flatMap(({ path }) => (PLAIN.has(path) ? [] : [path]));
}

/**
 * Whether a macro is taken, wherever in a crate it is called, by its own name straight out of crates that are not
 * forgotten.
 */
function isFromElsewhere(
  { modules, node, units }: CrateMap,
  name: string,
  forgotten: ReadonlySet<number>,
): boolean {
  if (!node) return false;
  const isElsewhere = (crate: string): boolean => {
    const dependency = node.dependencies.find((each) => each.name === crate);
    return dependency !== undefined && !(dependency.crate !== undefined && forgotten.has(dependency.crate));
  };
  const segments = name.split('::');
  if (segments.length > 1) {
    const [crate = ''] = segments;
    const isNamed = modules.some(({ imports, items }) => imports.has(crate) || items[TYPE].has(crate));
    return segments.length === 2 && !isNamed && isElsewhere(crate);
  }
  const imports = modules.flatMap((module) => module.imports.get(name) ?? []);
  const outside = ({ leaf }: (typeof imports)[number]): boolean => {
    const [first = ''] = leaf.segments;
    if (leaf.segments.length !== 2 || leaf.alias !== undefined || leaf.segments[1] !== name) return false;
    if (first === 'crate' || first === 'self' || first === 'super') return true;
    return isElsewhere(first);
  };
  // One that has no import in its module is found by other ways.
  const isImported = (unit: Unit, items: readonly Item[], module: Module | undefined): boolean =>
    items.every((item) => {
      const names = item.kind === 'macroCall' ? [pathOf(item)] : macrosAt(item);
      // What the view leaves out has no module.
      if (module && names.includes(name) && !module.imports.has(name)) return false;
      return item.kind !== 'module' || !item.items || isImported(unit, item.items, unit.modules[item.number]);
    });
  return (
    imports.length > 0 &&
    imports.every(outside) &&
    units.every((unit) => isImported(unit, unit.fragment.items, unit.modules[0]))
  );
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
