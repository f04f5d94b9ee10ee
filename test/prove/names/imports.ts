/** `use` and `extern crate`, in modules and blocks. */
import { pathTo, spoil, written } from './aim';
import { maybeCfg } from './cfg';
import { anyModule, type Def, type Mod, reachable, take } from './model';
import type { Piece } from './pieces';
import { nameOf, spell } from './pools';
import { visibility } from './skeleton';
import { type Here, inModule, takeInBlock, type Writer } from './writer';

interface Leaf {
  readonly text: Piece;
  readonly bring: string | undefined;
  readonly to?: Def;
}

/** Where imports of a module or block go: names are taken there, and remembered for paths. */
interface Sink {
  readonly here: Here;
  take(name: string): boolean;
  brought(leaf: Leaf): void;
  glob(of: Mod | Def): void;
}

/** The imports of a module; they are written before anything else, so that paths may go through them. */
export function moduleUses(w: Writer, mod: Mod): Piece[] {
  const here = inModule(mod.crate, mod);
  const sink: Sink = {
    here,
    take: (name) => take(mod, name, [0, 1, 2]),
    brought: ({ bring, to }) => {
      if (bring !== undefined) mod.brought.push(to === undefined ? { name: bring } : { name: bring, to });
    },
    glob: (of) => mod.globs.push(of),
  };
  const pieces: Piece[] = mod.parent === undefined ? externCrates(w, here) : [];
  for (let left = w.c.below(4); left > 0; left -= 1) {
    const vis = w.c.chance(0.5) ? visibility(w.c, mod) : '';
    pieces.push(use(w, sink, [maybeCfg(w, here, 0.08), w.p.part('detail', vis)]));
  }
  return pieces;
}

/** A `use` in a block. */
export function blockUse(w: Writer, here: Here): Piece {
  return use(
    w,
    {
      here,
      take: (name) => takeInBlock(here, name, [0, 1, 2]),
      brought: () => undefined,
      glob: (of) => {
        for (const { name } of 'defs' in of ? reachable(of, 0) : of.variants) {
          here.scope.types.push(name);
          here.scope.values.push({ name });
        }
      },
    },
    '',
  );
}

function use(w: Writer, sink: Sink, before: Piece): Piece {
  const { c, p } = w;
  const target = someTarget(w, sink.here);
  const path = spoil(w, sink.here, inUse(w, sink.here, target.path), 0.1);
  const form = c.weighted({ plain: 5, rename: 3, glob: 4, group: 2, module: 2, nothing: 0.4 });
  const whole = (kind: 'import' | 'glob', text: Piece): Piece =>
    p.part('item', [before, p.slot(kind, ['use ', text, ';'], 'use {};'), '\n']);
  // A glob of a module in itself silences the whole crate: seldom is enough.
  if (form === 'glob' && (target.mod !== sink.here.mod || c.chance(0.05))) {
    sink.glob(target.def ?? target.mod);
    const enumeration = target.def === undefined ? '' : `::${spell(c, target.def.name)}`;
    return whole('glob', [written(c, path), enumeration, '::*']);
  }
  if (form === 'nothing') return whole('import', [written(c, path), '::{}']);
  if (form === 'module' && path.length > 1) {
    const bring = path.at(-1)!;
    const alias = c.chance(0.5) ? nameOf(c, 'snake') : undefined;
    const name = alias ?? bring;
    if (['crate', 'self', 'super'].includes(name) || !sink.take(name)) return '';
    const to = target.mod.parent?.defs.find(({ module }) => module === target.mod);
    sink.brought(to === undefined ? { text: '', bring: name } : { text: '', bring: name, to });
    const own = c.chance(0.3) && !['crate', 'self', 'super'].includes(bring);
    const leaf = own
      ? ['::{self', alias === undefined ? '' : ` as ${spell(c, alias)}`, '}']
      : alias === undefined
        ? ''
        : ` as ${spell(c, alias)}`;
    return whole('import', [written(c, path), leaf]);
  }
  if (form === 'group') return group(w, sink, before, path, target.mod);
  const leaf = leafOf(w, sink, target.mod, form === 'rename');
  if (leaf === undefined) return '';
  return whole('import', [written(c, path), '::', leaf]);
}

function group(w: Writer, sink: Sink, before: Piece, path: string[], mod: Mod): Piece {
  const { c, p } = w;
  const leaves: Piece[] = [];
  for (let left = 1 + c.below(3); left > 0; left -= 1) {
    const rename = c.chance(0.3);
    const child = mod.children.length > 0 && c.chance(0.25) ? c.pick(mod.children) : undefined;
    const leaf = leafOf(w, sink, child ?? mod, rename);
    if (leaf === undefined) continue;
    const prefix = child === undefined ? '' : `${spell(c, child.name)}::`;
    const text: Piece = child !== undefined && c.chance(0.4) ? [prefix, '{', leaf, '}'] : [prefix, leaf];
    leaves.push(p.slot('import', [text, ', '], ''));
  }
  if (c.chance(0.12)) {
    sink.glob(mod);
    leaves.push(p.slot('glob', '*, ', ''));
  }
  const text: Piece = ['use ', written(c, path), '::{', leaves, '};'];
  return p.part('item', [before, p.slot('import', text, 'use {};'), '\n']);
}

/** `name`, `name as other` or `Trait as _`; nothing where the name is taken. */
function leafOf(w: Writer, sink: Sink, mod: Mod, rename: boolean): Piece | undefined {
  const { c } = w;
  const there = reachable(mod);
  const chosen = there.length > 0 && c.chance(0.85) ? c.pick(there) : { name: nameOf(c, 'any') };
  const def = 'def' in chosen ? chosen.def : undefined;
  if (def?.kind === 'trait' && c.chance(0.2)) return [spell(c, chosen.name), ' as _'];
  const variant = def?.kind === 'enum' && c.chance(0.15) ? (def.variants[0]?.name ?? 'Aa') : undefined;
  const last = variant ?? chosen.name;
  const bring = rename ? nameOf(c, 'any') : last;
  if (!sink.take(bring)) return undefined;
  sink.brought(def === undefined || variant ? { text: '', bring } : { text: '', bring, to: def });
  const path = variant === undefined ? spell(c, last) : `${spell(c, chosen.name)}::${spell(c, last)}`;
  return rename ? [path, ` as ${spell(c, bring)}`] : path;
}

interface Target {
  readonly path: string[];
  readonly mod: Mod;
  /** An enum, for a glob of its variants. */
  readonly def?: Def;
}

function someTarget(w: Writer, here: Here): Target {
  const { c } = w;
  const { dependencies } = here.crate;
  const root = dependencies.length > 0 && c.chance(0.4) ? c.pick(dependencies).crate.root : here.crate.root;
  const mod = anyModule(c, c.chance(0.04) ? c.pick(w.crates).root : root);
  const enums = mod.defs.filter(({ kind }) => kind === 'enum');
  const def = enums.length > 0 && c.chance(0.25) ? c.pick(enums) : undefined;
  return { path: pathTo(c, here, mod), mod, ...(def ? { def } : {}) };
}

/** In edition 2015 the paths of a `use` start at the root by themselves. */
function inUse(w: Writer, here: Here, path: string[]): string[] {
  if (here.crate.edition !== '2015') return path;
  if (path[0] === 'crate' && path.length > 1 && w.c.chance(0.6)) return path.slice(1);
  return path;
}

/** In the root: what edition 2015 needs, and renames, and `alloc`. */
function externCrates(w: Writer, here: Here): Piece[] {
  const { c, p } = w;
  const { crate, mod } = here;
  const found: Piece[] = [];
  const needed = crate.edition === '2015' ? 0.9 : 0.08;
  const all = [
    ...crate.dependencies.filter(() => c.chance(needed)).map(({ name }) => name),
    ...(c.chance(crate.noStd ? 0.4 : 0.06) ? ['alloc'] : []),
    ...(crate.noStd && c.chance(0.1) ? ['std'] : []),
    ...(c.chance(0.01) ? ['missing'] : []),
  ];
  for (const name of all) {
    const alias = c.chance(0.12) ? c.pick(['aa', 'renamed', '_']) : undefined;
    const bring = alias ?? name;
    if (bring !== '_' && !take(mod, bring, [0])) continue;
    const attribute = c.chance(0.25) && bring !== '_' ? p.part('detail', '#[macro_use] ') : '';
    const text = ['extern crate ', name, alias === undefined ? '' : ` as ${alias}`, ';'];
    found.push(p.part('item', [attribute, p.slot('extern crate', text, 'use {};'), '\n']));
  }
  return found;
}
