/** What happens to one item while others use it: its visibility, its attributes, what stands in bodies and beside them. */
import type { Choices } from '../random';
import type { Activity, Desk } from './person';
import type { Step } from './script';
import { inserted } from './textEdits';
import type { Words } from './vocabulary';

export type ItemEdit = 'visibility' | 'attribute' | 'bodies' | 'shift' | 'inBody' | 'value' | 'edition';

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

  /** Several functions of one file: statements come and go in one, another does not parse for a while. */
  *bodies({ c, see, words, rustFile, put }) {
    const path = rustFile();
    const statements = (): string[] =>
      Array.from({ length: 1 + c.below(4) }, () => bodyStatement(c, words()));
    const bodies = [statements(), statements(), statements()];
    const before = see.text(path) ?? '';
    const text = (broken?: number): string =>
      before +
      bodies
        .map(
          (body, at) =>
            `fn one_of_${at}(x: u32) {\n${body.join('')}${at === broken ? c.pick(['{', '(', '}', '"', 'let', '/*']) : ''}}\n`,
        )
        .join('');
    yield put(path, text());
    let broken: number | undefined;
    for (let left = 2 + c.below(5); left > 0; left--) {
      const body = c.pick(bodies);
      const at = c.below(body.length + 1);
      if (c.chance(0.3)) broken = broken === undefined ? c.below(3) : undefined;
      else if (c.chance(0.6)) body.splice(at, 0, bodyStatement(c, words()));
      else body.splice(at, 1);
      yield put(path, text(broken));
    }
    if (broken !== undefined) yield put(path, text());
  },

  /** What is above something moves it: a macro that others call, a file that is missing, a constant out of a macro. */
  *shift({ c, see, words, rustFile, put }) {
    const { functions, constants, modules } = words();
    const [path, user] = [rustFile(), rustFile()];
    const name = c.pick(functions);
    const makes = [
      [
        `#[macro_export]\nmacro_rules! ${name}_moved { () => { seL4_Gone() }; }\n`,
        `fn at() { crate::${name}_moved!(); }\n`,
      ],
      [
        `macro_rules! ${name}_moved { ($x:ident) => { pub const $x: u32 = seL4_Gone; }; }\n${name}_moved!(MOVED);\n`,
        '',
      ],
      [`include!("${c.pick(modules)}_gone.rs");\n`, ''],
      [`mod ${c.pick(modules)}_gone;\n`, ''],
      [
        `pub fn ${name}_private() {}\nmod inner { fn hidden() {} }\n`,
        `fn at() { ${wayTo(path)}inner::hidden(); }\n`,
      ],
      [
        `impl Moved { ${c.pick(functions)}!(); }\npub struct Moved;\n`,
        `fn at() { ${wayTo(path)}Moved::gone(); }\n`,
      ],
      [`pub static ${c.pick(constants)}: [u32; 1] = [seL4_Gone];\n`, ''],
    ] as const;
    const [item, use] = c.pick(makes);
    const pad = (lines: number): string => `fn pad() {\n${'    let padding = 1;\n'.repeat(lines)}}\n`;
    let now = pad(0);
    yield put(path, (see.text(path) ?? '') + now + item);
    if (use !== '') yield put(user, (see.text(user) ?? '') + use);
    for (let left = 1 + c.below(3); left > 0; left--) {
      const next = pad(c.below(6));
      yield put(
        path,
        (see.text(path) ?? '').replace(now, () => next),
      );
      now = next;
    }
  },

  /** A body gives its crate something: an impl, an exported macro, by a macro of another file, too. */
  *inBody({ c, see, words, rustFile, put }) {
    const { functions, constants } = words();
    const [path, user, other] = [rustFile(), rustFile(), rustFile()];
    const name = c.pick(functions);
    const way = wayTo(other);
    const gifts = [
      `impl ${way}Gift { pub fn ${name}(&self) {} }`,
      `impl ${way}Gift { pub const ${c.pick(constants)}: u32 = 1; }`,
      `crate::${name}_gift!();`,
      `#[macro_export] macro_rules! ${name}_given { () => { 1 }; }`,
      `impl ${way}Giving for u8 {}`,
      `mod here { impl ${way}Gift { pub fn ${name}_here() {} } }`,
      'let nothing = 1;',
    ];
    yield put(
      other,
      `${see.text(other) ?? ''}pub struct Gift;\npub trait Giving { fn ${name}(&self) {} }\n#[macro_export]\nmacro_rules! ${name}_gift { () => { impl ${way}Gift { pub fn ${name}(&self) {} } }; }\n`,
    );
    yield put(
      user,
      `${see.text(user) ?? ''}use ${way}Giving;\nfn at(g: ${way}Gift) { g.${name}(); ${way}Gift::${name}_here(); 1u8.${name}(); crate::${name}_given!(); }\n`,
    );
    const body = (): string => `fn gives() { ${c.pick(gifts)} ${c.pick(['', c.pick(gifts)])} }\n`;
    let now = body();
    yield put(path, (see.text(path) ?? '') + now);
    for (let left = 1 + c.below(4); left > 0; left--) {
      const next = body();
      yield put(
        path,
        (see.text(path) ?? '').replace(now, () => next),
      );
      now = next;
    }
  },

  /** The value of a constant that others are made of. */
  *value(desk) {
    const { c, see, put } = desk;
    const name = `${c.pick(desk.words().constants)}_VALUE`;
    const user = desk.rustFile();
    const far = desk.rustFile();
    const definition = (value: number): string => `pub const ${name}: usize = ${value};\n`;
    let now = definition(1);
    yield put(far, (see.text(far) ?? '') + now);
    yield put(
      user,
      `${see.text(user) ?? ''}pub const TWICE: usize = 2 * ${wayTo(far)}${name};\nfn at() { let a = [0; TWICE]; TWICE; ${wayTo(far)}${name}; }\n`,
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
  { c, see, rustFile, put }: Desk,
  all: readonly string[],
  use: (way: string) => string,
): Generator<Step, void, void> {
  const [definer, user] = [rustFile(), rustFile()];
  let now = '';
  const atTop = c.chance(0.5);
  for (const [at, next] of all.entries()) {
    const text = see.text(definer) ?? '';
    const edited = now === '' ? (atTop ? next + text : text + next) : text.replace(now, () => next);
    yield put(definer, edited);
    now = next;
    if (at === 0) yield put(user, (see.text(user) ?? '') + use(c.chance(0.85) ? wayTo(definer) : 'super::'));
  }
}

/** One to four of a list. */
function some<T>(c: Choices, list: readonly T[]): T[] {
  return Array.from({ length: 2 + c.below(3) }, () => c.pick(list));
}

/** The path of a file's module, as it is where nothing renames it: `crate::a::b::`. */
function wayTo(path: string): string {
  const [, inside = ''] = /\/src\/(.*)\.rs$/.exec(path) ?? [];
  const names = inside.split('/').filter((name) => !['lib', 'main', 'mod', ''].includes(name));
  return ['crate', ...names].map((name) => `${name}::`).join('');
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

function bodyStatement(c: Choices, { functions, constants, features, types }: Words): string {
  const f = c.pick(functions);
  const k = c.pick(constants);
  return `    ${c.pick([
    `match x { ${k} => ${k}, ${c.pick(constants)} => 1, other => other };`,
    `if let ${k} = x { ${k}; }`,
    `let ${f} = ${k};`,
    `let ${k} = 1;`,
    `#[cfg(any())] { ${f}(); ${k}; }`,
    `#[cfg(feature = "${c.pick(features)}")] ${f}();`,
    `#[cfg(all())] let ${f} = ${k};`,
    `{ use super::*; ${f}(); }`,
    `{ const ${k}: u32 = 1; ${k}; }`,
    `{ fn ${f}() {} ${f}(); }`,
    `{ let ${f} = x; { ${f}; } }`,
    `let _: ${c.pick(types)} = ${k};`,
    `println!("{${k}} {}", ${f}());`,
    `${f}!(${k});`,
    `macro_rules! ${f} { ($e:expr) => { { let y = $e; y; ${k} } } } ${f}!(x);`,
    `for ${f} in 0..1 { ${f}; ${k}; }`,
    `(|${f}: u32| ${f} + ${k})(1);`,
    `${f}();`,
    `${k};`,
    `sel4::sys::${k};`,
  ])}\n`;
}
