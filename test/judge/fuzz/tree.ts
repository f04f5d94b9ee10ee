/** The definitions of a made-up program: what its paths can aim at. */
import type { Choices } from './random';

export const NAMES = ['aa', 'bb', 'cc', 'dd', 'ee'] as const;
export const TYPES = ['Aa', 'Bb', 'Cc', 'Dd'] as const;
export const CONSTS = ['AA', 'BB', 'CC'] as const;
const FEATURE = { on: '#[cfg(feature = "on")] ', off: '#[cfg(feature = "off")] ' };

/** An item that is no module, as Rust text with a hole for its body where it has one. */
export interface Definition {
  readonly kind: 'function' | 'const' | 'struct' | 'enum';
  readonly name: string;
  readonly before: string;
  readonly shape: string;
}

export interface Module {
  readonly name: string;
  readonly before: string;
  readonly parent: Module | undefined;
  readonly children: Module[];
  readonly definitions: Definition[];
  /** Rust wants each name once a namespace: what is taken by definitions, and by imports. */
  readonly taken: Set<string>;
}

/** A module with random definitions and, down to `depth` levels, modules in it. */
export function makeModule(c: Choices, name: string, parent: Module | undefined, depth: number): Module {
  const module: Module = {
    name,
    before: parent === undefined ? '' : cfg(c) + visibility(c, parent),
    parent,
    children: [],
    definitions: [],
    taken: new Set(),
  };
  for (let left = 3 + c.below(4); left > 0; left -= 1) {
    const definition = makeDefinition(c, module);
    if (!take(module, definition.name)) continue;
    module.definitions.push(definition);
  }
  for (let left = depth > 0 ? 1 + c.below(3) : 0; left > 0; left -= 1) {
    const child = c.pick(NAMES);
    // A module and a function of one name live in different namespaces: now and then they should meet.
    if (!take(module, `mod ${child}`)) continue;
    module.children.push(makeModule(c, child, module, depth - 1));
  }
  return module;
}

/** Takes a name in a module; false if it is taken already. */
export function take(module: Module, name: string): boolean {
  if (module.taken.has(name)) return false;
  module.taken.add(name);
  return true;
}

/** `pub ` and the like, for an item of `module`. */
export function visibility(c: Choices, module: Module): string {
  const inner = module.parent === undefined ? 0 : 1;
  return c.weighted({ 'pub ': 7, '': 3, 'pub(crate) ': 1, 'pub(super) ': inner });
}

/** Now and then a `#[cfg(…)] `. */
export function cfg(c: Choices): string {
  return c.weighted({ '': 14, [FEATURE.on]: 1, [FEATURE.off]: 1 });
}

/** A random item of a module, without its body. */
export function makeDefinition(c: Choices, module: Module): Definition {
  const kind = c.weighted({ function: 4, const: 2, struct: 3, enum: 2 });
  const before = cfg(c) + visibility(c, module);
  if (kind === 'function') return { kind, before, name: c.pick(NAMES), shape: '' };
  if (kind === 'const') return { kind, before, name: c.pick(CONSTS), shape: '' };
  if (kind === 'struct') {
    return {
      kind,
      before,
      name: c.pick(TYPES),
      shape: c.pick([';', '(pub u8);', '(u8);', ' { pub aa: u8 }']),
    };
  }
  return { kind, before, name: c.pick(TYPES), shape: ` { ${c.pick(TYPES)}, ${c.pick(CONSTS)}(u8) }` };
}

/** A module anywhere below `root`, itself included. */
export function anyModule(c: Choices, root: Module): Module {
  let at = root;
  while (at.children.length > 0 && c.chance(0.6)) at = c.pick(at.children);
  return at;
}

/** How `to` is written from `from`: by `crate::`, or by `super::` and `self::`. Both in one crate. */
export function pathTo(c: Choices, from: Module, to: Module): string {
  const up = (module: Module): Module[] => (module.parent ? [...up(module.parent), module] : [module]);
  const here = up(from);
  const there = up(to);
  if (c.chance(0.5)) return ['crate', ...there.slice(1).map((module) => module.name)].join('::');
  let common = 0;
  while (common < here.length && common < there.length && here[common] === there[common]) common += 1;
  const supers = here.slice(common).map(() => 'super');
  return [
    ...(supers.length > 0 ? supers : ['self']),
    ...there.slice(common).map((module) => module.name),
  ].join('::');
}
