/** The crates of a made-up program, their modules and what these define, before anything is written. */
import type { Choices } from '../random';
import {
  type Crate,
  type Def,
  type DefKind,
  type Dependency,
  type Member,
  type Mod,
  namespacesOf,
  take,
  type Variant,
} from './model';
import { nameOf } from './pools';

const FEATURES = ['on', 'off', 'mock', 'real'];

/** One to four crates. A later one may depend on earlier ones. */
export function makeCrates(c: Choices, earlier: readonly Crate[] = []): Crate[] {
  const count = Number(c.weighted({ 1: 2, 2: 5, 3: 2, 4: 1 }));
  const crates = [...earlier];
  for (let index = 0; index < Math.max(1, count - earlier.length); index += 1) {
    const name = ['one', 'two', 'three', 'a-four'][index]!;
    crates.push(makeCrate(c, name, crates));
  }
  return crates;
}

function makeCrate(c: Choices, name: string, others: readonly Crate[]): Crate {
  const edition = c.weighted({ 2015: 3, 2018: 2, 2021: 5, 2024: 3 });
  const crate: Crate = {
    name,
    ident: name.replaceAll('-', '_'),
    edition,
    noStd: c.chance(0.25),
    dependencies: dependencies(c, others),
    features: FEATURES.filter(() => c.chance(0.7)),
    on: [],
    macros: [],
    root: undefined as unknown as Mod,
  };
  (crate.on as string[]).push(...crate.features.filter((feature) => feature !== 'off' && c.chance(0.6)));
  crate.root = makeModule(c, crate, crate.ident, undefined, 2);
  return crate;
}

/** Later crates nearly always need the one before; a renamed one, an optional one that is off. */
function dependencies(c: Choices, others: readonly Crate[]): Dependency[] {
  const found: Dependency[] = [];
  for (const crate of others) {
    if (!c.chance(crate === others.at(-1) ? 0.95 : 0.6)) continue;
    const name = c.chance(0.15) ? c.pick(['renamed', 'aa', 'old']) : crate.ident;
    if (found.some((dependency) => dependency.name === name)) continue;
    const optional = c.chance(0.45);
    found.push({ name, crate, optional, on: !optional || c.chance(0.5) });
  }
  return found;
}

/** `pub ` and the like, for something in a module. */
export function visibility(c: Choices, mod: Mod): string {
  const inner = mod.parent === undefined ? 0 : 1;
  return c.weighted({
    'pub ': 10,
    '': 4,
    'pub(crate) ': 2,
    'pub(super) ': inner,
    'pub(self) ': 0.3,
    [within(mod)]: inner,
  });
}

/** `pub(in path) `: of a module around. */
function within(mod: Mod): string {
  const names: string[] = [];
  for (let at = mod.parent; at?.parent; at = at.parent)
    names.unshift(at.name === 'type' ? 'r#type' : at.name);
  return `pub(in ${['crate', ...names].join('::')}) `;
}

export function makeModule(
  c: Choices,
  crate: Crate,
  name: string,
  parent: Mod | undefined,
  depth: number,
): Mod {
  const form = parent === undefined ? 'file' : c.weighted({ inline: 8, file: 2, 'mod.rs': 1, path: 1 });
  const mod: Mod = {
    name,
    crate,
    parent,
    visibility: parent === undefined ? 'pub ' : visibility(c, parent),
    defs: [],
    children: [],
    brought: [],
    globs: [],
    taken: [new Set(), new Set(), new Set()],
    form,
  };
  // The root has a helper that makes a value of any type.
  if (parent === undefined) mod.taken[1].add('any');
  for (let left = 2 + c.below(5); left > 0; left -= 1) addDefinition(c, mod);
  for (let left = depth > 0 ? 1 + c.below(3) : 0; left > 0; left -= 1) {
    const constified = c.chance(0.15);
    const child = nameOf(c, constified ? 'camel' : 'snake');
    // The extern prelude is not taken: a module may well be named like a crate.
    if (!take(mod, child, [0])) continue;
    const made = constified
      ? constifiedModule(c, crate, child, mod)
      : makeModule(c, crate, child, mod, depth - 1);
    mod.children.push(made);
    mod.defs.push({
      kind: 'mod',
      name: child,
      visibility: made.visibility,
      variants: [],
      members: [],
      module: made,
    });
  }
  return mod;
}

/** What bindgen makes of a C enum: a module of a type and constants. */
function constifiedModule(c: Choices, crate: Crate, name: string, parent: Mod): Mod {
  const plain = { visibility: 'pub ', variants: [], members: [] };
  const mod: Mod = {
    name,
    crate,
    parent,
    visibility: 'pub ',
    defs: [{ kind: 'alias', name: 'Type', ...plain }],
    children: [],
    brought: [],
    globs: [],
    taken: [new Set(['Type']), new Set(), new Set()],
    form: 'inline',
    constified: true,
  };
  for (let left = 1 + c.below(3); left > 0; left -= 1) {
    const constant = nameOf(c, 'upper');
    if (take(mod, constant, [1])) mod.defs.push({ kind: 'const', name: constant, ...plain });
  }
  return mod;
}

function addDefinition(c: Choices, mod: Mod): void {
  const kind = c.weighted({
    fn: 5,
    const: 3,
    static: 1,
    record: 2,
    tuple: 1.5,
    unit: 1.5,
    enum: 2.5,
    union: 0.3,
    trait: 1.5,
    alias: 1.5,
  });
  const def = makeDefinition(c, mod, kind);
  if (take(mod, def.name, namespacesOf(kind))) mod.defs.push(def);
}

function makeDefinition(c: Choices, mod: Mod, kind: DefKind): Def {
  const style = kind === 'fn' ? 'snake' : kind === 'const' || kind === 'static' ? 'upper' : 'camel';
  return {
    kind,
    name: nameOf(c, style),
    visibility: visibility(c, mod),
    variants: kind === 'enum' ? variants(c) : [],
    members: ['record', 'tuple', 'unit', 'enum', 'trait'].includes(kind) ? members(c) : [],
  };
}

function variants(c: Choices): Variant[] {
  const names = new Set(
    Array.from({ length: 1 + c.below(3) }, () => nameOf(c, c.pick(['camel', 'upper'] as const))),
  );
  return [...names].map((name) => ({ name, shape: c.weighted({ unit: 5, tuple: 3, record: 1 }) }));
}

function members(c: Choices): Member[] {
  const found = new Map<string, Member>();
  for (let left = c.below(4); left > 0; left -= 1) {
    const kind = c.weighted({ fn: 4, method: 5, const: 2 });
    const name = nameOf(c, kind === 'const' ? 'upper' : 'snake');
    found.set(name, { name, kind });
  }
  return [...found.values()];
}
