/** Which names of stand-ins the workspace's own code uses: what nobody uses can do no harm yet. */
import { isActive } from '../../resolve/active';
import { enclosingModule } from '../../resolve/blocks';
import type { CrateMap, Module } from '../../resolve/definitions';
import { remembered } from '../../resolve/remembered';
import { endOf, startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Fragment, Item, TypeRef } from '../../syntax/summary';
import { wordsIn } from '../../text/words';
import type { ParityResult, Row } from './result';

/** A place in a body or signature that names something. */
interface Mention {
  /** A name, `Type::name` where a path says so, `.name` of a method. */
  readonly name: string;
  readonly scope: number;
}

interface Renamed {
  readonly name: string;
  readonly module: Module;
}

/** What one unit's text names, as long as it is that text. */
interface Named {
  readonly fragment: Fragment;
  readonly rows: readonly Row[];
}

/** Rows of the result whose names are used by code that the view compiles, outside of the stand-in itself. */
export class Uses {
  private result: ParityResult | undefined;
  private byName: ReadonlyMap<string, readonly Row[]> = new Map();
  /** The same names without what stands before them, which most words of a text are not. */
  private lastNames: ReadonlySet<string> = new Set();
  private named = new WeakMap<Unit, Named>();
  private mentions = new WeakMap<Fragment, readonly Mention[]>();
  private renamed = new WeakMap<CrateMap, readonly Renamed[]>();
  private used: ReadonlySet<Row> | undefined;
  /** Files whose bodies have changed since. */
  private readonly touched = new Set<string>();

  /** What was found last; none before that. */
  get last(): ReadonlySet<Row> {
    return this.used ?? new Set();
  }

  /** The bodies of a file have changed, and nothing that others see of it. */
  touch(path: string): void {
    this.touched.add(path);
  }

  /** Looks again at what has changed since it was asked last; the same set where that makes no difference. */
  find(world: World, result: ParityResult): ReadonlySet<Row> {
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
          const before = this.named.get(unit)?.rows;
          const now = this.namedIn(world, unit);
          if (now.length !== before?.length || now.some((row, at) => row !== before[at])) return true;
        }
    return false;
  }

  private findAll(world: World, result: ParityResult): ReadonlySet<Row> {
    const rows = result.pairs.flatMap((pair) => pair.rows);
    if (rows.length === 0) return new Set();
    if (this.result !== result) {
      this.result = result;
      this.byName = byAllNames(rows);
      this.lastNames = new Set(rows.flatMap(({ own, names }) => [own.name, ...names]));
      this.named = new WeakMap();
      this.mentions = new WeakMap();
      this.renamed = new WeakMap();
    }
    const used = new Set<Row>();
    for (const { index, member, checked } of world.project.crates) {
      if (!member || !checked) continue;
      const crate = world.crate(index);
      for (const unit of crate.units)
        if (!unit.virtual) for (const row of this.namedIn(world, unit)) used.add(row);
      for (const { name, module } of this.renamedIn(crate))
        for (const row of this.byName.get(name) ?? [])
          if (!row.standIn || !isInside(module, row.standIn)) used.add(row);
    }
    spread(rows, used);
    return used;
  }

  private namedIn(world: World, unit: Unit): readonly Row[] {
    const { fragment } = unit;
    const known = this.named.get(unit);
    if (known?.fragment === fragment) return known.rows;
    const found = new Set<Row>();
    for (const { name, scope } of this.mentionsIn(unit)) {
      const open = this.byName.get(name)?.filter((row) => !found.has(row)) ?? [];
      if (open.length === 0 || isActive(world, unit, scope) === false) continue;
      const place = enclosingModule(world, unit, scope);
      for (const row of open) if (!row.standIn || !isInside(place, row.standIn)) found.add(row);
    }
    const rows = [...found];
    this.named.set(unit, { fragment, rows });
    return rows;
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
  const add = (word: string, name: string, scope: number): void => {
    const list = found.get(word);
    if (list) list.push({ name, scope });
    else found.set(word, [{ name, scope }]);
  };
  for (const { segments, scope, kind } of fragment.references)
    for (let at = 0; at < segments.length; at++) {
      const name = segments[at]!;
      add(name, kind === 'method' ? `.${name}` : name, scope);
      if (at > 0) add(name, `${segments[at - 1]}::${name}`, scope);
    }
  for (const { at, scope } of fragment.calls) {
    const [start, end] = [startOf(fragment.referenceSpans, at), endOf(fragment.referenceSpans, at)];
    for (const word of wordsIn(text, start, end)) add(word, word, scope);
  }
  return found;
}

function byAllNames(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows)
    for (const name of spellings(row)) {
      const list = found.get(name);
      if (list) list.push(row);
      else found.set(name, [row]);
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

/** Names at the ends of the paths that a declaration has for types. */
function typesIn(item: Item): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (type: TypeRef | undefined): void => {
    switch (type?.k) {
      case 'path': {
        for (const name of type.segments) names.add(name);
        type.args?.forEach(visit);
        break;
      }
      case 'reference':
      case 'pointer':
      case 'slice':
      case 'array':
        visit(type.of);
        break;
      case 'tuple':
        type.of.forEach(visit);
        break;
      case 'function':
        type.params.forEach(visit);
        visit(type.ret);
        break;
      default:
    }
  };
  switch (item.kind) {
    case 'function':
      item.params.forEach(visit);
      visit(item.ret);
      break;
    case 'struct':
    case 'union':
      for (const { type } of item.fields) visit(type);
      break;
    case 'alias':
      visit(item.target);
      break;
    case 'const':
      visit(item.type);
      break;
    default:
  }
  return names;
}
