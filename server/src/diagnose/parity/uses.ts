/** Which names of stand-ins the workspace's own code uses: what nobody uses can do no harm yet. */
import { isActive } from '../../resolve/active';
import { enclosingModule } from '../../resolve/blocks';
import type { CrateMap, Module } from '../../resolve/definitions';
import { remembered } from '../../resolve/remembered';
import { endOf, startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Fragment, TypeRef } from '../../syntax/summary';
import { isSameList } from '../../text/sameList';
import { wordsIn } from '../../text/words';
import type { ParityResult, Row } from './result';
import { type OtherName, otherNamesIn, typesByName } from './typeNames';
import { typesIn } from './typesIn';

/** Rows whose names are used. */
export interface Used {
  readonly rows: ReadonlySet<Row>;
  /** Those of them that code calls which is computed while the program is compiled. */
  readonly inConstants: ReadonlySet<Row>;
}

/** A place in a body or signature that names something. */
interface Mention {
  /** A name, `Type::name` where a path says so, `.name` of a method. */
  readonly name: string;
  readonly scope: number;
  /** It is called, or may be. */
  readonly called: boolean;
}

interface Renamed {
  readonly name: string;
  readonly module: Module;
}

/** What one unit's text names, as long as it is that text. */
interface Named {
  readonly fragment: Fragment;
  readonly rows: readonly Row[];
  readonly inConstants: readonly Row[];
  readonly otherNames: readonly OtherName[];
}

const NOTHING: Used = { rows: new Set(), inConstants: new Set() };

/** Rows of the result whose names are used by code that the view compiles, outside of the stand-in itself. */
export class Uses {
  private result: ParityResult | undefined;
  private byName: ReadonlyMap<string, readonly Row[]> = new Map();
  /** The same names without what stands before them, which most words of a text are not. */
  private lastNames: ReadonlySet<string> = new Set();
  private named = new WeakMap<Unit, Named>();
  private mentions = new WeakMap<Fragment, readonly Mention[]>();
  private renamed = new WeakMap<CrateMap, readonly Renamed[]>();
  /** The other names of types by which rows are known so far, as text. */
  private otherNames = '';
  private used: Used | undefined;
  /** Files whose bodies have changed since. */
  private readonly touched = new Set<string>();

  /** What was found last; none before that. */
  get last(): Used {
    return this.used ?? NOTHING;
  }

  /** The bodies of a file have changed, and nothing that others see of it. */
  touch(path: string): void {
    this.touched.add(path);
  }

  /** Looks again at what has changed since it was asked last; the same set where that makes no difference. */
  find(world: World, result: ParityResult): Used {
    if (this.used === undefined || this.result !== result || this.saysOther(world))
      this.used = this.findAll(world, result);
    this.touched.clear();
    return this.used;
  }

  /** Whether a text that has changed names other rows than before. */
  private saysOther(world: World): boolean {
    if (this.touched.size === 0) return false;
    for (const { index, member, checked } of world.project.crates)
      if (member && checked)
        for (const unit of world.crate(index).units) {
          if (unit.virtual || !this.touched.has(unit.file)) continue;
          const before = this.named.get(unit);
          const now = this.namedIn(world, unit);
          if (
            !before ||
            !isSameList(now.rows, before.rows) ||
            !isSameList(now.inConstants, before.inConstants)
          )
            return true;
          if (JSON.stringify(now.otherNames) !== JSON.stringify(before.otherNames)) return true;
        }
    return false;
  }

  private findAll(world: World, result: ParityResult): Used {
    const rows = result.pairs.flatMap((pair) => pair.rows);
    if (rows.length === 0) return NOTHING;
    const crates = world.project.crates.flatMap(({ index, member, checked }) =>
      member && checked ? [world.crate(index)] : [],
    );
    this.take(result, rows, crates);
    const used = new Set<Row>();
    const inConstants = new Set<Row>();
    for (const crate of crates) {
      for (const unit of crate.units) {
        if (unit.virtual) continue;
        const named = this.namedIn(world, unit);
        for (const row of named.rows) used.add(row);
        for (const row of named.inConstants) inConstants.add(row);
      }
      for (const { name, module } of this.renamedIn(crate))
        for (const row of this.byName.get(name) ?? [])
          if (!row.standIn || !isInside(module, row.standIn)) used.add(row);
    }
    spread(rows, used);
    return { rows: used, inConstants };
  }

  /** Takes over the names of other rows, or other names of the same. */
  private take(result: ParityResult, rows: readonly Row[], crates: readonly CrateMap[]): void {
    const types = new Set(rows.flatMap(({ own }) => (own.title === own.name ? [] : [typeOf(own.title)])));
    const texts = new Set([...crates.flatMap(({ units }) => units), ...rows.map(({ own }) => own.unit)]);
    const others = typesByName(
      types,
      types.size === 0 ? [] : [...texts].flatMap(({ fragment }) => otherNamesIn(fragment)),
    );
    const text = JSON.stringify([...others].map(([name, of]) => [name, ...of]).sort());
    if (this.result === result && this.otherNames === text) return;
    this.result = result;
    this.otherNames = text;
    this.byName = byAllNames(rows, others);
    this.lastNames = new Set(rows.flatMap(({ own, names }) => [own.name, ...names]));
    this.named = new WeakMap();
    this.mentions = new WeakMap();
    this.renamed = new WeakMap();
  }

  private namedIn(world: World, unit: Unit): Named {
    const { fragment } = unit;
    const known = this.named.get(unit);
    if (known?.fragment === fragment) return known;
    const found = new Set<Row>();
    const inConstants = new Set<Row>();
    for (const { name, scope, called } of this.mentionsIn(unit)) {
      const isConstant = called && isInConstant(unit, scope);
      const open = this.byName.get(name)?.filter((row) => !(isConstant ? inConstants : found).has(row)) ?? [];
      if (open.length === 0 || isActive(world, unit, scope) === false) continue;
      const place = enclosingModule(world, unit, scope);
      for (const row of open) {
        if (row.standIn && isInside(place, row.standIn)) continue;
        found.add(row);
        if (isConstant) inConstants.add(row);
      }
    }
    const named = {
      fragment,
      rows: [...found],
      inConstants: [...inConstants],
      otherNames: otherNamesIn(fragment),
    };
    this.named.set(unit, named);
    return named;
  }

  /** Private imports under another name: what is used then is the other name. */
  private renamedIn(crate: CrateMap): readonly Renamed[] {
    const known = this.renamed.get(crate);
    if (known) return known;
    const found: Renamed[] = [];
    for (const module of crate.modules)
      for (const records of module.imports.values())
        for (const { leaf, item } of records) {
          const name = leaf.segments.at(-1) ?? '';
          if (leaf.alias !== undefined && leaf.alias !== '_' && item.visibility.k === 'private')
            if (this.byName.has(name)) found.push({ name, module });
        }
    if (!crate.collecting) this.renamed.set(crate, found);
    return found;
  }

  private mentionsIn(unit: Unit): readonly Mention[] {
    const { fragment } = unit;
    const known = this.mentions.get(fragment);
    if (known) return known;
    const found: Mention[] = [];
    for (const [word, mentions] of remembered(words, fragment, () => mentionsByWord(unit)))
      if (this.lastNames.has(word))
        for (const mention of mentions) if (this.byName.has(mention.name)) found.push(mention);
    this.mentions.set(fragment, found);
    return found;
  }
}

/** A text says the same in every view. */
const words = new WeakMap<Fragment, ReadonlyMap<string, readonly Mention[]>>();

/** All that a text mentions, by the word that each ends with. */
function mentionsByWord({ fragment, text }: Unit): ReadonlyMap<string, readonly Mention[]> {
  const found = new Map<string, Mention[]>();
  const add = (word: string, name: string, scope: number, called: boolean): void => {
    const list = found.get(word);
    if (list) list.push({ name, scope, called });
    else found.set(word, [{ name, scope, called }]);
  };
  for (const { segments, scope, kind, qualified } of fragment.references)
    for (let at = 0; at < segments.length; at++) {
      const name = segments[at]!;
      const called = kind === 'call' || kind === 'method';
      add(name, kind === 'method' ? `.${name}` : name, scope, called);
      const before = at > 0 ? segments[at - 1] : nameOf(qualified?.type);
      if (before !== undefined) add(name, `${before}::${name}`, scope, called);
    }
  for (const { at, scope } of fragment.calls) {
    const [start, end] = [startOf(fragment.referenceSpans, at), endOf(fragment.referenceSpans, at)];
    for (const word of wordsIn(text, start, end)) add(word, word, scope, true);
  }
  return found;
}

/** Whether what a place calls is called while the program is compiled. */
function isInConstant({ fragment }: Unit, start: number): boolean {
  for (let at = start; at >= 0; ) {
    const scope = fragment.scopes[at];
    if (!scope || scope.closure || scope.kind === 'module') return false;
    if (scope.kind === 'constant') return true;
    if (scope.kind === 'item') return scope.constant === true;
    at = scope.parent;
  }
  return false;
}

function nameOf(type: TypeRef | undefined): string | undefined {
  return type?.k === 'path' ? type.segments.at(-1) : undefined;
}

/** `Type` of `Type::name`. */
function typeOf(title: string): string {
  return title.slice(0, title.indexOf('::'));
}

/** `others`: by the other names of types what they stand for. */
function byAllNames(
  rows: readonly Row[],
  others: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  const names = new Map<string, string[]>();
  for (const [name, types] of others)
    for (const type of types) names.set(type, [...(names.get(type) ?? []), name]);
  const add = (name: string, row: Row): void => {
    const list = found.get(name);
    if (list) list.push(row);
    else found.set(name, [row]);
  };
  for (const row of rows) {
    for (const name of spellings(row)) add(name, row);
    const { name, title } = row.own;
    if (title === name) continue;
    const type = typeOf(title);
    for (const other of names.get(type) ?? []) if (other !== type) add(`${other}::${name}`, row);
  }
  return found;
}

/** All that a name of a stand-in may be called by; members of types are called as methods, too. */
function spellings({ own, names }: Row): readonly string[] {
  return own.title === own.name ? [...new Set([own.name, ...names])] : [own.title, `.${own.name}`];
}

function isInside(place: Module, { crate, path }: NonNullable<Row['standIn']>): boolean {
  const { normal } = place;
  if (normal.crate.packageName !== crate.packageName || normal.crate.name !== crate.name) return false;
  const at = normal.path();
  return at === path || at.startsWith(`${path}::`);
}

/** Who uses a function uses the types in its signature, and so on. */
function spread(rows: readonly Row[], used: Set<Row>): void {
  const types = new Map<string, Row[]>();
  for (const row of rows)
    if (row.own.title === row.own.name)
      for (const name of spellings(row)) types.set(name, [...(types.get(name) ?? []), row]);
  for (const row of used)
    for (const name of typesIn(row.own.item)) for (const other of types.get(name) ?? []) used.add(other);
}
