/** Writes small Cargo workspaces that are full of names: the program of a seed. */
import { Choices } from '../random';
import { countShapes } from './breadth';
import { maybeCfg } from './cfg';
import { moduleUses } from './imports';
import { busy, definition, extra, inherentImpl, traitImpl } from './items';
import { itemMacro, macroDefinition, planMacros } from './macros';
import { anyModule, type Crate, type Def, type Mod } from './model';
import { type File, type Piece, Pieces, type Program, type ProgramCrate } from './pieces';
import { spell } from './pools';
import { situations } from './situations';
import { makeCrates } from './skeleton';
import { type Here, inModule, Writer } from './writer';

/** One program a seed, always the same. */
export function generate(seed: number): Program {
  const c = new Choices(seed);
  const crates = makeCrates(c);
  const w = new Writer(c, new Pieces(), crates);
  const uses = new Map<Mod, Piece[]>();
  const impls = new Map<Mod, { def: Def; home: Mod }[]>();
  for (const crate of crates) {
    const modules = [...modulesOf(crate.root)];
    planMacros(w, crate, modules);
    for (const mod of modules) uses.set(mod, mod.constified ? [] : moduleUses(w, mod));
    for (const mod of modules)
      for (const def of mod.defs) {
        if (def.members.length === 0 || def.kind === 'trait') continue;
        const where = c.chance(0.75) ? mod : anyModule(c, crate.root);
        impls.set(where, [...(impls.get(where) ?? []), { def, home: mod }]);
      }
  }
  const shapes = countShapes(crates.flatMap((crate) => [...modulesOf(crate.root)]));
  return { seed, shapes, crates: crates.map((crate) => writeCrate(w, crate, uses, impls)) };
}

export function* modulesOf(root: Mod): Iterable<Mod> {
  yield root;
  for (const child of root.children) yield* modulesOf(child);
}

type Impls = ReadonlyMap<Mod, readonly { readonly def: Def; readonly home: Mod }[]>;

function writeCrate(w: Writer, crate: Crate, uses: ReadonlyMap<Mod, Piece[]>, impls: Impls): ProgramCrate {
  const folder = `/${crate.name}`;
  const path = `${folder}/src/lib.rs`;
  const body: Piece = [
    crate.noStd ? '#![no_std]\n' : '',
    'pub fn any<T>() -> T { loop {} }\n',
    moduleItems(w, crate.root, { folder: `${folder}/src`, file: path, owns: true, inline: [] }, uses, impls),
  ];
  return {
    name: crate.name,
    folder,
    root: path,
    edition: crate.edition,
    dependencies: crate.dependencies.map((dependency) => ({
      name: dependency.name,
      crate: dependency.crate.name,
      ...(dependency.optional ? { optional: true as const } : {}),
    })),
    features: [...crate.features],
    on: [
      ...crate.on,
      ...crate.dependencies.filter(({ optional, on }) => optional && on).map(({ name }) => name),
    ],
    pieces: { k: 'file', path, body },
  };
}

/** Where files of modules below go (reference, "Module source filenames"). */
interface Place {
  /** Folder of the file that this stands in. */
  readonly folder: string;
  readonly file: string;
  /** The file is a root, a `mod.rs` or was given by `#[path]`: modules stand beside it. */
  readonly owns: boolean;
  /** Names of the modules in braces around, inside of the file. */
  readonly inline: readonly string[];
}

function moduleItems(
  w: Writer,
  mod: Mod,
  place: Place,
  uses: ReadonlyMap<Mod, Piece[]>,
  impls: Impls,
): Piece {
  const { c } = w;
  const here = inModule(mod.crate, mod);
  if (mod.constified) return mod.defs.map((def) => constified(w, def));
  const macros = mod.crate.macros
    .filter((macro) => macro.mod === mod)
    .map((macro) => macroDefinition(w, macro));
  const first = mod.parent === undefined || c.chance(0.7);
  const calls = Array.from({ length: c.weighted({ 0: 6, 1: 3, 2: 1 }) === '0' ? 0 : 1 }, () =>
    itemMacro(w, here),
  );
  const items: Piece[] = [
    ...(uses.get(mod) ?? []),
    ...calls,
    ...mod.defs.filter(({ kind }) => kind !== 'mod').map((def) => definition(w, here, def)),
    ...(impls.get(mod) ?? []).map(({ def, home }) => inherentImpl(w, here, def, home)),
    ...Array.from({ length: c.below(3) }, () => traitImpl(w, here)),
    ...Array.from({ length: c.below(3) }, () => extra(w, here)),
    ...Array.from({ length: c.below(2) }, () => busy(w, here)),
    ...situations(w, here, { folder: place.folder, share: mod.parent === undefined ? 0.5 : 0.07 }),
    ...mod.children.map((child) => childModule(w, here, child, place, uses, impls)),
    ...(first ? [] : macros),
  ];
  const included = c.chance(0.15) ? includedFile(w, place, items) : items;
  return [...(first ? macros : []), ...shuffled(c, included)];
}

/** `pub type Type = u32;` and `pub const seL4_NoError: Type = 0;` */
function constified({ c, p }: Writer, { kind, name }: Def): Piece {
  const text = kind === 'alias' ? `type ${name} = u32` : `const ${spell(c, name)}: Type = 0`;
  return p.part('item', `pub ${text};\n`);
}

/** Some of the items stand in a file of their own, brought in by `include!`. */
function includedFile(w: Writer, place: Place, items: readonly Piece[]): Piece[] {
  const { c, p } = w;
  const name = w.fresh('gen');
  const inside = items.filter((item) => typeof item !== 'string' && !hasFile(item) && c.chance(0.4));
  const outside = items.filter((item) => !inside.includes(item));
  const line = c.chance(0.5);
  const file: File = {
    k: 'file',
    path: `${place.folder}/${name}.rs`,
    body: line ? inside.map(onOneLine) : inside,
  };
  return [...outside, p.part('item', [`include!("${name}.rs");\n`, file])];
}

/** As generators without a formatter write it. */
function onOneLine(piece: Piece): Piece {
  if (typeof piece === 'string') return piece.replaceAll('\n', ' ');
  if ('length' in piece) return piece.map(onOneLine);
  return { ...piece, body: onOneLine(piece.body) };
}

function hasFile(piece: Piece): boolean {
  if (typeof piece === 'string') return false;
  if ('length' in piece) return piece.some(hasFile);
  return piece.k === 'file' || hasFile(piece.body);
}

function childModule(
  w: Writer,
  here: Here,
  child: Mod,
  place: Place,
  uses: ReadonlyMap<Mod, Piece[]>,
  impls: Impls,
): Piece {
  const { c, p } = w;
  const before: Piece = [
    maybeCfg(w, here, 0.04),
    w.maybe(0.12, () => p.part('detail', '#[macro_use] ')),
    p.part('detail', child.visibility),
  ];
  const name = spell(c, child.name);
  const plain = child.name;
  if (child.form === 'inline') {
    const inside = moduleItems(w, child, { ...place, inline: [...place.inline, plain] }, uses, impls);
    const prelude = c.chance(0.008) ? '#![no_implicit_prelude]\n' : '';
    return p.part('item', [before, `mod ${name} {\n`, prelude, inside, '}\n']);
  }
  const stem = place.file.slice(place.file.lastIndexOf('/') + 1).replace(/\.rs$/, '');
  const base = [place.folder, ...(place.owns ? [] : [stem]), ...place.inline].join('/');
  const [attribute, path, owns] =
    child.form === 'path'
      ? ([`#[path = "${w.fresh('p')}.rs"] `, '', true] as const)
      : child.form === 'mod.rs'
        ? (['', `${base}/${plain}/mod.rs`, true] as const)
        : (['', `${base}/${plain}.rs`, false] as const);
  const given =
    attribute === ''
      ? path
      : `${place.inline.length > 0 ? base : place.folder}/${/"(.*)"/.exec(attribute)![1]!}`;
  const folder = given.slice(0, given.lastIndexOf('/'));
  const file: File = {
    k: 'file',
    path: given,
    body: moduleItems(w, child, { folder, file: given, owns, inline: [] }, uses, impls),
  };
  return p.part('item', [attribute, before, `mod ${name};\n`, file]);
}

function shuffled(c: Choices, pieces: readonly Piece[]): Piece[] {
  return pieces
    .map((piece) => ({ piece, order: c.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ piece }) => piece);
}
