/** What happens to one item while others use it: its visibility, its attributes, its shape, its value. */
import type { Choices } from '../random';
import { home } from './home';
import type { Activity, Desk } from './person';
import type { Step } from './script';
import { inserted } from './textEdits';

export type ItemEdit = 'visibility' | 'attribute' | 'shape' | 'value' | 'edition';

const VISIBILITIES = ['', 'pub ', 'pub(crate) ', 'pub(super) ', 'pub(in crate) '];

export const itemEdits: Readonly<Record<ItemEdit, (desk: Desk) => Activity>> = {
  /** An item that stands there, or a new one that another file uses, is shown to more or fewer others. */
  *visibility(desk) {
    const { c } = desk;
    if (c.chance(0.4)) {
      const path = desk.rustFile();
      for (let left = 1 + c.below(3); left > 0; left--)
        yield desk.put(path, shown(c, desk.see.text(path) ?? ''));
      return;
    }
    const item = c.pick<(name: string) => string>([
      (name) => `fn ${name}() {}`,
      (name) => `const ${name}: u32 = 1;`,
      (name) => `struct ${name};`,
      (name) => `mod ${name} { pub fn inside() {} }`,
      (name) => `use self::${name}_too as ${name};`,
    ]);
    const name = c.pick(desk.words().functions);
    const member = c.chance(0.3);
    const written = (visibility: string): string =>
      member
        ? `pub struct Holder { ${visibility}${name}: u32 }\nimpl Holder { ${visibility}fn ${name}_of(&self) {} ${visibility}const ONE: u32 = 1; }\n`
        : `pub(crate) fn ${name}_too() {}\n${visibility}${item(name)}\n`;
    const used = (way: string): string =>
      member
        ? `fn at(h: ${way}Holder) { h.${name}; h.${name}_of(); ${way}Holder::${name}_of; ${way}Holder::ONE; }\n`
        : `use ${way}${name} as taken;\nfn at() { ${way}${name}; ${way}${name}::inside(); }\n`;
    yield* versions(desk, [c.pick(VISIBILITIES), ...some(c, VISIBILITIES)].map(written), used);
  },

  /** An attribute comes before an item, goes, or becomes another one. */
  *attribute(desk) {
    const { c } = desk;
    const { functions, features, types } = desk.words();
    const name = c.pick(functions);
    const feature = c.pick(features);
    const attributes = [
      '',
      '#[cfg(any())]\n',
      '#[cfg(all())]\n',
      `#[cfg(feature = "${feature}")]\n`,
      `#[cfg(not(feature = "${feature}"))]\n`,
      `#[cfg_attr(feature = "${feature}", cfg(any()))]\n`,
      '#[cfg(target_arch = "aarch64")]\n',
      '#[allow(dead_code)]\n',
      `#[derive(Clone, ${c.pick(types)})]\n`,
      '#[derive(Debug)]\n',
      `#[${name}]\n`,
      '#[macro_export]\n',
      '#[macro_use]\n',
      '#[path = "gone.rs"]\n',
      '/// A comment.\n',
    ];
    const makes: readonly [item: (attribute: string) => string, use: (way: string) => string][] = [
      [(a) => `${a}pub fn ${name}() {}\n`, (way) => `fn at() { ${way}${name}(); }\n`],
      [(a) => `${a}pub mod ${name} { pub const A: u32 = 1; }\n`, (way) => `use ${way}${name}::A as taken;\n`],
      [
        (a) => `${a}pub struct Made { pub one: u32 }\n`,
        (way) => `fn at(m: ${way}Made) { m.clone(); m.one; ${way}Made::gone; }\n`,
      ],
      [
        (a) => `pub struct Made { ${a}pub one: u32 }\nimpl Made { ${a}pub fn make() {} }\n`,
        (way) => `fn at(m: ${way}Made) { m.one; ${way}Made::make(); }\n`,
      ],
      [(a) => `pub enum Made { ${a}One, Two }\n`, (way) => `use ${way}Made::*;\nfn at() { One; Two; }\n`],
      [
        (a) => `${a}macro_rules! ${name}_made { () => { seL4_Gone }; }\n`,
        (way) => `fn at() { ${name}_made!(); ${way}${name}_made!(); crate::${name}_made!() }\n`,
      ],
      [
        (a) => `pub trait Can { ${a}fn ${name}(&self) {} }\nimpl Can for u8 {}\n`,
        (way) => `use ${way}Can;\nfn at() { <u8 as Can>::${name}(&1); 1u8.${name}(); }\n`,
      ],
      [(a) => `${a}pub use self::${name}_too as ${name};\n`, (way) => `fn at() { ${way}${name}; }\n`],
    ];
    const [item, use] = c.pick(makes);
    yield* versions(desk, some(c, attributes).map(item), use);
  },

  /** What an item is made of changes, or where it comes from. */
  *shape(desk) {
    const { c } = desk;
    const { functions, types } = desk.words();
    const [one, other] = [`${c.pick(functions)}_one`, `${c.pick(functions)}_other`];
    const type = c.pick(types);
    const makes: readonly [item: (name: string) => string, use: (way: string) => string][] = [
      [
        (name) => `pub struct Made;\nimpl Made { pub fn ${name}(&self) {} }\n`,
        (way) => `fn at(m: ${way}Made) { m.${one}(); ${way}Made::${one}; m.${other}(); }\n`,
      ],
      [
        (name) => `pub trait Can { fn ${name}(&self) {} }\nimpl Can for u8 {}\n`,
        (way) => `use ${way}Can;\nfn at() { <u8 as Can>::${one}(&1); Can::${other}; }\n`,
      ],
      [
        (name) => `pub struct Made { pub ${name}: u32 }\n`,
        (way) => `fn at(m: ${way}Made) { m.${one}; m.${other}; }\n`,
      ],
      [
        (name) => `pub enum Made { ${name} }\n`,
        (way) => `fn at() { ${way}Made::${one}; ${way}Made::${other}; }\n`,
      ],
      [
        (name) => `pub fn ${one}_real() {}\npub use self::${one}_real as ${name};\n`,
        (way) => `fn at() { ${way}${one}(); ${way}${other}(); }\n`,
      ],
      [
        (name) => `pub type Made = ${name};\npub struct ${one};\n`,
        (way) => `fn at(m: ${way}Made) { m.gone(); }\n`,
      ],
      [
        (name) => `pub fn make() -> ${name === one ? 'Made' : type} { loop {} }\npub struct Made;\n`,
        (way) => `fn at() { ${way}make().gone(); }\n`,
      ],
      [
        (name) => `pub fn make(${name === one ? '' : 'a: u32'}) {}\n`,
        (way) => `fn at() { ${way}make(1); }\n`,
      ],
      [
        (name) => `#[macro_export]\nmacro_rules! ${one}_shaped { () => { $crate::${name}() }; }\n`,
        () => `fn at() { crate::${one}_shaped!(); }\n`,
      ],
      [
        (name) =>
          `macro_rules! ${one}_shaped { ($x:ident) => { pub fn ${name === one ? '$x' : other}() {} }; }\n${one}_shaped!(${one});\n`,
        (way) => `fn at() { ${way}${one}(); ${way}${other}(); }\n`,
      ],
    ];
    const [item, use] = c.pick(makes);
    const names = some(c, [one, other]);
    yield* versions(desk, names.map(item), use);
  },

  /** The value of a constant that others are made of. */
  *value(desk) {
    const { c, see, put } = desk;
    const name = `${c.pick(desk.words().constants)}_VALUE`;
    const user = desk.rustFile();
    const { path: far, way, open, close } = home(desk);
    const definition = (value: number): string => `${open}pub const ${name}: usize = ${value};\n${close}`;
    let now = definition(1);
    yield put(far, (see.text(far) ?? '') + now);
    yield put(
      user,
      `${see.text(user) ?? ''}pub const TWICE: usize = 2 * ${way}${name};\nfn at() { let a = [0; TWICE]; TWICE; ${way}${name}; }\n`,
    );
    for (let left = 1 + c.below(3); left > 0; left--) {
      const next = definition(c.below(9));
      yield put(
        far,
        (see.text(far) ?? '').replace(now, () => next),
      );
      now = next;
      yield put(user, probed(see.text(user) ?? ''));
    }
  },

  /** Another edition; a dependency with other features, or none by default. */
  *edition({ c, see, words, manifest, put }) {
    const path = manifest();
    for (let left = 1 + c.below(2); left > 0; left--) {
      const text = see.text(path) ?? '';
      const dependency = c.pick([...text.matchAll(/^[\w-]+ = \{ (?=.*path = )/gm), undefined]);
      if (dependency === undefined) {
        const edition = `edition = "${c.pick(['2015', '2018', '2021', '2024'])}"`;
        const there = /^edition(\.workspace)? = .*$/m;
        yield put(
          path,
          there.test(text)
            ? text.replace(there, edition)
            : text.replace(/^\[package\]$/m, `[package]\n${edition}`),
        );
      } else {
        const key = c.pick([
          `features = ["${c.pick(words().features)}"], `,
          'default-features = false, ',
          'optional = true, ',
        ]);
        yield put(
          path,
          text.includes(key)
            ? text.replace(key, '')
            : inserted(text, dependency.index + dependency[0].length, key),
        );
      }
    }
  },
};

/** What a definer has changes from version to version, while a user uses it. */
function* versions(
  desk: Desk,
  all: readonly string[],
  use: (way: string) => string,
): Generator<Step, void, void> {
  const { c, see, put } = desk;
  const { path, way, open, close } = home(desk);
  const user = c.chance(0.5) ? desk.rustFile() : path;
  const atTop = c.chance(0.5);
  let now: string | undefined;
  for (const version of all) {
    const next = open + version + close;
    const text = see.text(path) ?? '';
    const last = now;
    yield put(
      path,
      last === undefined ? (atTop ? next + text : text + next) : text.replace(last, () => next),
    );
    if (last === undefined) yield put(user, (see.text(user) ?? '') + use(way));
    now = next;
  }
}

/** One to four of a list. */
function some<T>(c: Choices, list: readonly T[]): T[] {
  return Array.from({ length: 2 + c.below(3) }, () => c.pick(list));
}

/** Some item at the left margin with another visibility. */
function shown(c: Choices, text: string): string {
  const items = [
    ...text.matchAll(
      /^( *)(pub(?:\([\w ]+\))? )?(?=(?:unsafe |const )?(?:fn|use|mod|const|static|struct|enum|type|trait) )/gm,
    ),
  ];
  if (items.length === 0) return text;
  const { index, 0: all, 1: indent = '' } = c.pick(items);
  return text.slice(0, index) + indent + c.pick(VISIBILITIES) + text.slice(index + all.length);
}

/** A text as long as such that are asked about everything. */
function probed(text: string): string {
  const plain = text.replace(/\/\/ *\n$/, '');
  return `${plain}//${' '.repeat((16 - ((plain.length + 3) % 8)) % 8)}\n`;
}
