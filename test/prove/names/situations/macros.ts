/** Macros by example: which of several is meant, where they are seen, and whose names are in them. */
import { pathTo, written } from '../aim';
import { anyModule, chain, type Macro } from '../model';
import type { Piece } from '../pieces';
import { nameOf, spell } from '../pools';
import { type Here, inModule, type Writer } from '../writer';
import { body, defining, item, mention, module, type Named } from './mention';

/** Two macros of one name: each call means the last one before it. */
export function macroOrder(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const name = c.pick(['mm', 'nn', 'call_it']);
  const define = (defines: string): Piece =>
    item(w, `macro_rules! ${name} { () => { pub fn ${defines}(_: u8) -> u8 { 0 } } }`);
  const call = (): Piece => item(w, p.slot('macro', `${name}!();`, 'use {};'));
  const inner: Piece = module(w, p.part('detail', c.pick(['#[macro_use] ', ''])), w.fresh('mi'), [
    define('third'),
    c.chance(0.5) ? call() : '',
  ]);
  const named = (): Piece => mention(w, here, c.pick(['first', 'second', 'third', 'fourth']), 'fn');
  const text = c.chance(0.5)
    ? [define('first'), call(), define('second'), call()]
    : [define('first'), define('second'), call()];
  return module(w, '', w.fresh('mo'), [
    c.chance(0.15) ? call() : '',
    text,
    c.chance(0.7) ? [inner, module(w, '', w.fresh('mp'), [call(), body(w, [named(), named()])])] : '',
    body(w, [named(), named(), named()]),
    body(w, [
      p.part('statement', `macro_rules! ${name} { () => { fn fourth(_: u8) -> u8 { 0 } } } `),
      p.part('statement', [p.slot('macro', `${name}!();`, ''), ' ']),
      named(),
      named(),
    ]),
  ]);
}

/** Variables of a macro and of its caller: neither sees the other's, unless it is handed over. */
export function hygiene(w: Writer, _here: Here): Piece {
  const { c, p } = w;
  const name = w.fresh('hy');
  const [own, other] = [c.pick(['xx', 'hidden']), c.pick(['yy', 'xx'])];
  const seen = (names: readonly string[]): Piece => p.slot('value', c.pick(names), '0u8');
  const all = [own, other, 'free'];
  const expression: Piece = [
    `macro_rules! ${name} { ($e:expr, $n:ident) => { { let ${own} = 1u8; let _ = ${own}; let $n = 1u8; let _ = $n; let _ = &$e; let _ = &`,
    seen(all),
    '; 0u8 } }; }',
  ];
  const binding: Piece = [
    `macro_rules! ${name} { ($e:expr, $n:ident) => { let ${own} = &$e; let _ = ${own}; let $n = 1u8; let _ = $n; }; }`,
  ];
  const isStatement = c.chance(0.5);
  const call = (): Piece => [
    isStatement ? '' : 'let _ = ',
    p.slot('macro', [name, '!(', seen(all), ', ', c.pick(['free', other]), ')'], isStatement ? '()' : '0u8'),
    '; ',
  ];
  return module(w, '', w.fresh('hm'), [
    item(w, isStatement ? binding : expression),
    body(w, [
      c.chance(0.6) ? `let ${other} = 1u8; let _ = ${other}; ` : '',
      p.part('statement', call()),
      p.part('statement', ['let _ = &', seen(all), '; ']),
      p.part('statement', ['let _ = &', seen(all), '; ']),
    ]),
  ]);
}

/** A file that is included: macros before it are seen in it, and its own behind it. */
export function included(w: Writer, here: Here, folder: string): Piece {
  const { c, p } = w;
  const file = w.fresh('in');
  const define = (name: string, defines: string): Piece =>
    item(w, `macro_rules! ${name} { () => { pub fn ${defines}(_: u8) -> u8 { 0 } } }`);
  const call = (name: string): Piece => item(w, p.slot('macro', `${name}!();`, 'use {};'));
  const named = (): Piece => mention(w, here, c.pick(['first', 'second', 'third']), 'fn');
  const inside: Piece = [
    c.chance(0.8) ? call('mm') : '',
    define('nn', 'second'),
    module(w, 'pub ', w.fresh('im'), [call(c.pick(['mm', 'nn', 'call_it'])), body(w, [named(), named()])]),
    body(w, [named(), named()]),
  ];
  return module(w, '', w.fresh('iw'), [
    c.chance(0.8) ? define('mm', 'first') : '',
    item(w, `include!("${file}.rs");`, { k: 'file', path: `${folder}/${file}.rs`, body: inside }),
    c.chance(0.5) ? call('nn') : '',
    c.chance(0.3) ? define('mm', 'third') : '',
    body(w, [named(), named()]),
  ]);
}

/** An exported macro and an impl that a call in a body brings, or a file that a body includes: all of the crate has them. */
export function broughtByBodies(w: Writer, here: Here, folder: string): Piece {
  const { c, p } = w;
  const [home, macro, maker] = [w.fresh('bh'), w.fresh('be'), w.fresh('bm')];
  const type = ['crate', ...names(here), home, 'Thing'].join('::');
  const inner: Piece = [
    p.part('item', `#[macro_export] macro_rules! ${macro} { () => { 0u8 } } `),
    p.part('item', `impl ${type} { pub fn gift(&self) -> u8 { 0 } } `),
  ];
  const brought: Piece = c.chance(0.3) ? ['fn inner() { ', inner, '} '] : inner;
  const file = w.fresh('bi');
  const path = `${folder}/${file}.rs`;
  const define = (text: Piece): Piece => item(w, `macro_rules! ${maker} { `, text, ' }');
  const [definition, call] = c.pick<readonly [Piece, Piece]>([
    [define(['() => { ', brought, '}']), `${maker}! {} `],
    [define(['() => { { ', brought, '1u8 } }']), `let _ = ${maker}!(); `],
    [define(['() => { macro_rules! again { () => { ', brought, '} } again! {} }']), `${maker}! {} `],
    [define('($($t:tt)*) => { $($t)* }'), [`${maker}! { `, brought, '} ']],
    ['', [`let _ = include!("${file}.rs"); `, { k: 'file', path, body: ['{ ', brought, '1u8 }'] }]],
  ]);
  const mentions = (): readonly Piece[] => [
    p.part('statement', [
      'let _ = ',
      p.slot('macro', `${c.pick(['crate::', 'crate::', ''])}${macro}!()`, '0u8'),
      '; ',
    ]),
    p.part('statement', [
      `let _ = |q: &${type}| { let _ = `,
      p.slot('method', ['q.', c.pick(['gift', 'gift', 'gone']), '()'], '0u8'),
      '; }; ',
    ]),
  ];
  const user = (): Piece =>
    c.chance(0.5) ? body(w, mentions()) : module(w, '', w.fresh('bu'), body(w, mentions()));
  return [
    module(w, 'pub ', home, item(w, 'pub struct Thing;')),
    user(),
    module(w, '', w.fresh('bp'), [definition, body(w, [p.part('statement', call)])]),
    user(),
  ];
}

/** Plans an exported macro that names what its own crate has; {@link callsOfExported} calls it from others. */
export function exported(w: Writer, here: Here): Piece {
  const { c } = w;
  const macro: Macro = {
    name: w.fresh('ex'),
    call: 'expression',
    exported: true,
    mod: here.mod,
    takes: 'nothing',
  };
  here.crate.macros.push(macro);
  const inside: Here = { ...inModule(here.crate, here.mod), top: '$crate' };
  const own: Named = { kind: c.pick(['fn', 'const', 'record', 'tuple', 'trait']), name: w.fresh('own') };
  const home = w.fresh('eh');
  const top = c.weighted({ $crate: 8, crate: 1.5, self: 0.5 });
  const path = [top, ...names(here), home, c.chance(0.85) ? own.name : w.fresh('no')].join('::');
  const other = anyModule(c, here.crate.root);
  const somewhere = other.defs.filter(({ kind }) => kind === 'fn' || kind === 'const');
  const def = somewhere.length > 0 ? c.pick(somewhere) : undefined;
  const far =
    def === undefined
      ? ''
      : mention(
          w,
          inside,
          written(c, [...pathTo(c, inside, other), def.name]).replace(/^(self|super)\b/, '$crate'),
          def.kind === 'fn' ? 'fn' : 'const',
        );
  return [
    module(w, 'pub ', home, item(w, 'pub ', defining(w, own))),
    item(
      w,
      '#[macro_export] ',
      `macro_rules! ${macro.name} { () => { { `,
      mention(w, inside, path, own.kind),
      far,
      '0u8 } }; }',
    ),
    body(w, [w.p.part('statement', ['let _ = ', w.p.slot('macro', `crate::${macro.name}!()`, '0u8'), '; '])]),
  ];
}

/** Names of the modules around, as paths have them. */
function names({ mod }: Here): readonly string[] {
  return chain(mod).map(({ name }) => (name === 'type' ? 'r#type' : name));
}

/** Calls of the macros that dependencies export; some of them are not there, or not by that path. */
export function callsOfExported(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const calls = here.crate.dependencies.flatMap(({ name, crate }) =>
    crate.macros
      .filter((macro) => macro.exported && macro.call === 'expression' && macro.takes === 'nothing')
      .map((macro) => `${c.chance(0.95) ? name : nameOf(c, 'snake')}::${spell(c, macro.name)}`),
  );
  if (calls.length === 0) return '';
  return body(
    w,
    calls.map((path) => p.part('statement', ['let _ = ', p.slot('macro', `${path}!()`, '0u8'), '; '])),
  );
}
