/** What happens in the bodies of functions, and to what stands below them in their file. */
import type { Choices } from '../random';
import { home, wayTo } from './home';
import type { Activity, Desk } from './person';
import type { Words } from './vocabulary';

export type BodyEdit = 'bodies' | 'shift' | 'inBody' | 'inGiven' | 'inMembers';

export const bodyEdits: Readonly<Record<BodyEdit, (desk: Desk) => Activity>> = {
  /** Several functions of one file: statements come and go in one, another does not parse for a while. */
  *bodies(desk) {
    const { c, see, words, put } = desk;
    const { path } = home(desk);
    const statements = (): string[] =>
      Array.from({ length: 1 + c.below(4) }, () => bodyStatement(c, words()));
    const bodies = [statements(), statements(), statements()];
    const before = see.text(path) ?? '';
    const text = (broken?: number): string =>
      `${before}const seL4_Real: u32 = 1;\n` +
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
      else if (c.chance(0.2)) body.reverse();
      else if (c.chance(0.6)) body.splice(at, 0, bodyStatement(c, words()));
      else body.splice(at, 1);
      yield put(path, text(broken));
    }
    if (broken !== undefined) yield put(path, text());
  },

  /** What is above something moves it: a macro that others call, a file that is missing, a constant out of a macro. */
  *shift(desk) {
    const { c, see, words, put } = desk;
    const { functions, constants, modules } = words();
    const [{ path }, { path: user }] = [home(desk), home(desk)];
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
  *inBody(desk) {
    const { c, see, words, put } = desk;
    const { functions, constants } = words();
    const [{ path }, { path: user }, { path: other, way, open, close }] = [
      home(desk),
      home(desk),
      home(desk),
    ];
    const name = c.pick(functions);
    const gifts = [
      `impl ${way}Gift { pub fn ${name}(&self) {} }`,
      `impl ${way}Gift { pub const ${c.pick(constants)}: u32 = 1; }`,
      `crate::${name}_gift!();`,
      `crate::${name}_making!();`,
      `#[macro_export] macro_rules! ${name}_given { () => { 1 }; }`,
      `impl ${way}Giving for u8 {}`,
      `mod here { impl ${way}Gift { pub fn ${name}_here() {} } }`,
      'let nothing = 1;',
    ];
    const made = [
      `#[macro_export]\nmacro_rules! ${name}_gift { () => { impl ${way}Gift { pub fn ${name}(&self) {} } }; }\n`,
      `#[macro_export]\nmacro_rules! ${name}_making { () => { #[macro_export] macro_rules! ${name}_given { () => { 1 }; } }; }\n`,
    ].join('');
    yield put(
      other,
      `${see.text(other) ?? ''}${open}pub struct Gift;\npub trait Giving { fn ${name}(&self) {} }\n${made}${close}`,
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

  /** Functions that a macro in item position is given: their statements come and go, some do not parse for a while. */
  *inGiven(desk) {
    const { c, words } = desk;
    const { modules } = words();
    const [outer, end] = c.chance(0.3) ? [`#[macro_use]\nmod ${c.pick(modules)}_given {\n`, '}\n'] : ['', ''];
    const extra = c.chance(0.5)
      ? c.pick([
          'macro_rules! handed { ($e:expr) => { { seL4_Handed; $e } }; }\npub(crate) use handed;\n',
          'pub struct seL4_Given { pub one: u32 }\nimpl seL4_Given { pub fn two(&self) { self.one; seL4_Two; } }\n',
          'mod deeper { pub fn seL4_Deeper() { super::seL4_Up(); } }\n',
          'pub const seL4_Valued: u32 = 1 + 1;\n',
        ])
      : '';
    yield* given(desk, { outer, end, extra, visibility: 'pub ', of: '' });
  },

  /** The same among the members of an impl or a trait. */
  *inMembers(desk) {
    const { c } = desk;
    const [outer, visibility, of] = c.pick([
      ['pub struct seL4_Holder { pub one: u32 }\nimpl seL4_Holder {\n', 'pub ', 'seL4_Holder::'],
      ['pub trait seL4_Offers {\n', '', '<u32 as seL4_Offers>::'],
      ['pub trait seL4_Offers {}\nimpl seL4_Offers for u32 {\n', '', '<u32 as seL4_Offers>::'],
    ] as const);
    const extra = c.chance(0.5)
      ? c.pick([
          `${visibility}const seL4_Valued: u32 = 1 + 1;\n`,
          `${visibility}fn seL4_Reads(&self) { self.one; Self::seL4_Valued; seL4_Real; }\n`,
        ])
      : '';
    const end =
      visibility === '' && outer.endsWith('Offers {\n') ? '}\nimpl seL4_Offers for u32 {}\n' : '}\n';
    yield* given(desk, { outer, end, extra, visibility, of });
  },
};

/** What macro calls are given that stand in `outer … end`: three functions that are called as `of::name`, and something more. */
function* given(
  desk: Desk,
  {
    outer,
    end,
    extra,
    visibility,
    of,
  }: Readonly<Record<'outer' | 'end' | 'extra' | 'visibility' | 'of', string>>,
): Activity {
  const { c, see, words, put } = desk;
  const { functions } = words();
  const [{ path }, { path: user }] = [home(desk), home(desk)];
  const [rules, open, middle, close] = c.pick([
    ['', 'sel4::sel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] {\n', '} else {\n', '} }\n'],
    ['', 'core::cfg_select! { any() => {\n', '} _ => {\n', '} }\n'],
    ['macro_rules! given { ($($i:item)*) => { $($i)* } }\n', 'given! {\n', '} given! {\n', '}\n'],
  ] as const);
  const statements = (): string[] => Array.from({ length: 1 + c.below(3) }, () => bodyStatement(c, words()));
  const names = [`${c.pick(functions)}_given`, c.pick(functions), `${c.pick(functions)}_below`];
  const bodies = names.map(statements);
  const before = see.text(path) ?? '';
  let [broken, isLonger] = [-1, false];
  const text = (): string => {
    const made = bodies.map(
      (body, at) =>
        `${visibility}fn ${names[at]}(x: u32) {\n${body.join('')}${at === broken ? 'let = ;\n' : ''}}\n`,
    );
    const [first, second, third] = made;
    const pad = isLonger ? 'fn pad() { let padding = (1, 2); }\n' : 'fn pad() {}\n';
    const half = broken === bodies.length ? `${visibility}fn () {}\n` : '';
    return `${before}${rules}${outer}${pad}${open}${first}${middle}${extra}${second}${half}${third}${close}${end}fn uses_given() { ${of}${names[1]}(1); handed!(2); }\n`;
  };
  yield put(path, text());
  if (extra !== '' && user !== path)
    yield put(
      user,
      `${see.text(user) ?? ''}fn at_given() { ${wayTo(path)}handed!(1); ${wayTo(path)}${names[1]}(1); ${of.startsWith('<') ? '' : `${wayTo(path)}${of}${names[1]}(1);`} }\n`,
    );
  for (let left = 3 + c.below(6); left > 0; left--) {
    const body = c.pick(bodies);
    if (c.chance(0.1)) names[c.below(3)] = `${c.pick(functions)}_other`;
    else if (c.chance(0.25)) broken = broken < 0 ? c.below(bodies.length + 1) : -1;
    else if (c.chance(0.2)) isLonger = !isLonger;
    else if (c.chance(0.7)) body.splice(c.below(body.length + 1), 0, bodyStatement(c, words()));
    else body.splice(c.below(body.length), 1);
    yield put(path, text());
  }
}

function bodyStatement(c: Choices, { functions, constants, features, types }: Words): string {
  // Some that are certainly there, and some that are certainly not: what is mixed up shows.
  const f = c.chance(0.5) ? c.pick(functions) : 'seL4_Gone';
  const k = c.chance(0.5) ? c.pick(constants) : c.pick(['seL4_Real', 'seL4_Binds']);
  return `    ${c.pick([
    `match x { ${k} => ${k}, ${c.pick(constants)} => 1, other => other };`,
    'match x { seL4_Real => 1, seL4_Binds => seL4_Binds };',
    'match x { seL4_Binds => seL4_Binds, seL4_Real => 1 };',
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
