/**
 * Writes small Rust programs that are full of names: modules, globs, renames, re-exports over crates, cfg, macros,
 * block scopes. Names come from a short list, so that they collide, hide each other and are missing often enough.
 */
import { Choices } from './random';
import {
  anyModule,
  CONSTS,
  cfg,
  type Definition,
  type Module,
  makeModule,
  NAMES,
  pathTo,
  TYPES,
  take,
  visibility,
} from './tree';

const ANY = [...NAMES, ...TYPES, ...CONSTS];

/** A fixture's text (see `support/fixture.ts`), without carets. One program a seed. */
export function generate(seed: number): string {
  const c = new Choices(seed);
  const names = ['one', 'two', 'three'].slice(0, 1 + c.below(3));
  const roots = names.map((name) => makeModule(c, name, undefined, 2));
  return names
    .map((name, index) => {
      const deps = index > 0 ? ` deps:${names.slice(0, index).join(',')}` : '';
      const edition = c.pick(['2018', '2021', '2021', '2024']);
      const header = `//- /${name}/src/lib.rs crate:${name}${deps} edition:${edition} features:on,off on:on`;
      // A crate that others need must compile: it only defines and re-exports what is there.
      const writer = new Writer(c, roots[index]!, roots.slice(0, index), index < names.length - 1);
      return `${header}\n${writer.module(roots[index]!, 0)}`;
    })
    .join('');
}

class Writer {
  #macros = 0;
  #here: Module;

  constructor(
    private readonly c: Choices,
    private readonly root: Module,
    private readonly others: readonly Module[],
    private readonly sound: boolean,
  ) {
    this.#here = root;
  }

  /** The lines of a module's body. */
  module(module: Module, depth: number): string {
    const outside = this.#here;
    this.#here = module;
    const lines = [
      ...module.definitions.map((definition) => this.#definition(definition)),
      ...module.children.map((child) => {
        return `${child.before}mod ${child.name} {\n${this.module(child, depth + 1)}${'    '.repeat(depth)}}`;
      }),
    ];
    for (let left = this.c.below(4); left > 0; left -= 1)
      lines.push(this.sound ? this.#soundUse() : this.#use(module));
    if (!this.sound && this.c.chance(0.3)) lines.push(this.#macro(module));
    if (!this.sound && this.c.chance(0.2)) lines.push(this.#impl());
    this.#here = outside;
    return lines
      .filter(Boolean)
      .map((line) => ({ line, order: this.c.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ line }) => `${'    '.repeat(depth)}${line}\n`)
      .join('');
  }

  #definition({ kind, before, name, shape }: Definition): string {
    if (kind === 'struct' || kind === 'enum') return `${before}${kind} ${name}${shape}`;
    if (kind === 'const') return `${before}const ${name}: u8 = ${this.sound ? '1' : this.#valuePath()};`;
    if (this.sound) return `${before}fn ${name}() -> u8 { 1 }`;
    const parameter = this.c.chance(0.3) ? `${this.c.pick(NAMES)}: ${this.#typePath()}` : '';
    return `${before}fn ${name}(${parameter}) ${this.#block(1 + this.c.below(2))}`;
  }

  /** A re-export that surely resolves: of a module of one's own or of another crate's root, by a name nobody has. */
  #soundUse(): string {
    this.#macros += 1;
    if (this.others.length > 0 && this.c.chance(0.5)) {
      const crate = this.c.pick(this.others).name;
      return this.c.chance(0.3) ? `pub use ${crate}::*;` : `pub use ${crate} as r${this.#macros};`;
    }
    const child = this.#here.children.find((module) => module.before === 'pub ');
    if (child === undefined) return '';
    return this.c.chance(0.5)
      ? `pub use self::${child.name}::*;`
      : `pub use self::${child.name} as r${this.#macros};`;
  }

  #use(scope: { readonly taken: Set<string> }): string {
    const c = this.c;
    const vis = c.chance(0.5) ? visibility(c, this.#here) : '';
    const target = this.#target();
    const form = c.weighted({ plain: 4, rename: 2, glob: 4, group: 1 });
    // A glob of a module in itself is an error that silences the crate: once in a while is enough.
    if (form === 'glob' && target.module === this.#here && c.chance(0.95)) return '';
    if (form === 'glob') return `${cfg(c)}${vis}use ${target.path}::*;`;
    const bring = (name: string): boolean => {
      if (scope.taken.has(name) || scope.taken.has(`mod ${name}`)) return false;
      scope.taken.add(name);
      scope.taken.add(`mod ${name}`);
      return true;
    };
    const leaf = this.#member(target.module);
    const alias = c.pick(ANY);
    if (form === 'rename') return bring(alias) ? `${vis}use ${target.path}::${leaf} as ${alias};` : '';
    if (!bring(leaf)) return '';
    if (form === 'plain') return `${vis}use ${target.path}::${leaf};`;
    const second = bring(alias) ? `, ${this.#member(target.module)} as ${alias}` : '';
    return `${vis}use ${target.path}::{${leaf}${second}};`;
  }

  /** A macro and a call of it: it brings a function in, with an expression given at the call. */
  #macro(module: Module): string {
    const name = this.c.pick(NAMES);
    if (!take(module, name)) return '';
    this.#macros += 1;
    const macro = `m${this.#macros}`;
    const body = `let _ = $e; let local = 1; let _ = (local, ${this.#valuePath()});`;
    return [
      `macro_rules! ${macro} { ($n:ident, $e:expr) => { pub fn $n() { ${body} } } }`,
      `${macro}!(${name}, ${this.#expression(0)});`,
    ].join(' ');
  }

  #impl(): string {
    const type = this.#here.definitions.find(({ kind }) => kind === 'struct' || kind === 'enum');
    if (type === undefined) return '';
    this.#macros += 1;
    const own = `fn f${this.#macros}() { ${this.#expression(0)}; Self::f${this.#macros}(); Self::${this.c.pick(ANY)}; }`;
    const attribute = type.before.includes('cfg') ? `${type.before.split('] ')[0]}] ` : '';
    return `${attribute}impl ${type.name} { ${own} }`;
  }

  /** A module to aim at, and how it is written from here; seldom a path that leads nowhere. */
  #target(): { path: string; module: Module } {
    const c = this.c;
    const root = this.others.length > 0 && c.chance(0.4) ? c.pick(this.others) : this.root;
    const module = anyModule(c, root);
    const path =
      root === this.root
        ? pathTo(c, this.#here, module)
        : [root.name, ...pathTo(c, root, module).split('::').slice(1)].join('::');
    if (c.chance(0.04)) return { path: `${path}::${c.pick(NAMES)}`, module };
    return { path, module };
  }

  #member(module: Module): string {
    const c = this.c;
    const there = [...module.definitions.map(({ name }) => name), ...module.children.map(({ name }) => name)];
    return there.length > 0 && c.chance(0.75) ? c.pick(there) : c.pick(ANY);
  }

  #valuePath(): string {
    const c = this.c;
    const kind = c.weighted({ bare: 5, full: 5, two: 2, variant: 2 });
    if (kind === 'bare') return c.pick(ANY);
    if (kind === 'two') return `${c.pick(NAMES)}::${c.pick(ANY)}`;
    const { path, module } = this.#target();
    if (kind === 'full') return `${path}::${this.#member(module)}`;
    const enumeration = module.definitions.find((definition) => definition.kind === 'enum');
    return `${path}::${enumeration?.name ?? c.pick(TYPES)}::${c.pick([...TYPES, ...CONSTS])}`;
  }

  #typePath(): string {
    const c = this.c;
    if (c.chance(0.5)) return c.pick(c.chance(0.9) ? TYPES : NAMES);
    const { path, module } = this.#target();
    const types = module.definitions.filter(({ kind }) => kind === 'struct' || kind === 'enum');
    return `${path}::${types.length > 0 && c.chance(0.8) ? c.pick(types).name : c.pick(TYPES)}`;
  }

  #expression(depth: number): string {
    const c = this.c;
    const inner = depth > 0 ? 1 : 0;
    const kind = c.weighted({
      path: 5,
      call: 4,
      literal: 1,
      struct: 1,
      cast: 1,
      format: 1,
      match: 2 * inner,
      block: 2 * inner,
      closure: inner,
    });
    if (kind === 'path') return this.#valuePath();
    if (kind === 'call') return `${this.#valuePath()}()`;
    if (kind === 'struct') return `(${this.#typePath()} { aa: 1 })`;
    if (kind === 'cast') return `(1u8 as ${this.#typePath()})`;
    if (kind === 'format') return `format!("{${c.pick(NAMES)}}{}", ${this.#valuePath()})`;
    if (kind === 'match') return this.#match(depth - 1);
    if (kind === 'block') return this.#block(depth - 1);
    if (kind === 'closure') return `(|${c.pick(NAMES)}| ${this.#expression(depth - 1)})`;
    return '1u8';
  }

  #pattern(): string {
    const c = this.c;
    const kind = c.weighted({ bare: 3, path: 3, tuple: 2, struct: 1 });
    if (kind === 'bare') return c.pick(ANY);
    if (kind === 'struct') return `${this.#typePath()} { .. }`;
    const path = c.chance(0.5) ? `${c.pick(TYPES)}::${c.pick([...TYPES, ...CONSTS])}` : this.#valuePath();
    return kind === 'path' ? path : `${path}(_)`;
  }

  #match(depth: number): string {
    const arms = Array.from({ length: 1 + this.c.below(2) }, () => {
      return `${this.#pattern()} => { ${this.#expression(depth)}; }`;
    });
    return `match ${this.#valuePath()} { ${arms.join(' ')} _ => {} }`;
  }

  #block(depth: number): string {
    const c = this.c;
    const scope = { taken: new Set<string>() };
    const statements = Array.from({ length: 1 + c.below(4) }, () => {
      const kind = c.weighted({ let: 4, expression: 4, use: 2, item: 1 });
      if (kind === 'use') return this.#use(scope).replace(/pub(\(\w+\))? use/, 'use');
      if (kind === 'item') {
        const name = c.pick(CONSTS);
        if (scope.taken.has(name)) return '';
        scope.taken.add(name);
        return `const ${name}: u8 = 1;`;
      }
      if (kind === 'let') return `${cfg(c)}let ${c.pick([...NAMES, '_'])} = ${this.#expression(depth)};`;
      return `${cfg(c)}{ ${this.#expression(depth)} };`;
    });
    return `{ ${statements.filter(Boolean).join(' ')} }`;
  }
}
