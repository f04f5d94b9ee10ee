/** Bodies where it matters what a name is found as: a variable or a constant, an item of the block or of the module. */
import type { Piece } from '../pieces';
import { nameOf, spell } from '../pools';
import type { Here, Writer } from '../writer';
import { body, defining, item, mention, module, type Named, otherwise, someOf } from './mention';

/** Bare names in patterns: a constant stays one in the items and array lengths of the arm, a variable is none there. */
export function constantPatterns(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const home = w.fresh('pa');
  const constants = ['AA', 'BB', 'seL4_NoError'];
  const names = [...constants, 'Uu', 'Va', nameOf(c, 'upper'), nameOf(c, 'snake')];
  const use = (text: string, kind: 'import' | 'glob'): Piece =>
    item(w, p.slot(kind, ['use super::', home, '::', text, ';'], 'use {};'));
  const arm = (): Piece => {
    const name = c.pick(names);
    const text = spell(c, name);
    const inside: Piece = c.chance(0.5)
      ? ['let _ = [0u8; { let _ = &', p.slot('value', text, '1u8'), '; 1 }];']
      : ['fn inner() -> u8 { let _ = &', p.slot('value', text, '0u8'), '; 0 }'];
    const pattern = p.slot('pattern', text, '0u8');
    return p.part('statement', [
      c.pick([
        ['match ', here.top, '::any() { ', pattern, ' => { ', inside, ' } _ => {} } '],
        ['if let ', pattern, ' = ', here.top, '::any() { ', inside, ' } '],
        ['let ', pattern, ' = ', here.top, '::any() else { loop {} }; { ', inside, ' } '],
      ]),
    ]);
  };
  return [
    module(w, '', home, [
      constants.map((name) => item(w, 'pub const ', name, ': u8 = 1;')),
      item(w, 'pub struct Uu; pub enum Kind { Va, Vb(u8) }'),
    ]),
    module(w, '', w.fresh('pb'), [
      c.chance(0.5) ? use('*', 'glob') : use(`{${c.pick(constants)}, Uu}`, 'import'),
      c.chance(0.5) ? use('Kind::Va', 'import') : '',
      body(w, [arm(), arm(), arm()]),
    ]),
  ];
}

/** Items in a body: they see no variable and no parameter of what is around, and go before the module's. */
export function itemsInBodies(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const names = someOf(c, 2);
  const inner = names.map((one) => otherwise(c, one));
  const variable = c.pick(['xx', 'yy', 'aa', 'AA']);
  const seen = (): Piece => p.slot('value', spell(c, c.pick([variable, variable, 'zz', 'aa'])), '0u8');
  const type = (): Piece => p.slot('type', c.pick(['T', 'T', 'Aa']), '()');
  const within = (): Piece =>
    c.pick<Piece>([
      ['fn inner(zz: u8) -> u8 { let _ = &', seen(), '; 0 } '],
      ['const INNER: u8 = { let _ = &', seen(), '; 1 }; '],
      ['let _ = |zz: u8| { let _ = &zz; let _ = &', seen(), '; }; '],
      ['struct Inner { x: *const ', type(), ' } '],
      ['fn inner<U>(_: *const ', type(), ') {} '],
      ['mod inner { fn f() { let _ = &', seen(), '; } } '],
    ]);
  const define = (one: Named): Piece => p.part('statement', [defining(w, one), ' ']);
  const kinds = [...names, ...inner];
  const named = (name: string): Piece =>
    mention(w, here, spell(c, name), c.pick(kinds.filter((one) => one.name === name)).kind);
  return module(w, '', w.fresh('ia'), [
    names.map((one) => item(w, 'pub ', defining(w, one))),
    item(
      w,
      'fn ',
      w.fresh('s'),
      '<T>() { let ',
      variable,
      ' = 1u8; let _ = ',
      variable,
      '; ',
      p.part('statement', within()),
      p.part('statement', ['{ ', within(), '} ']),
      '}',
    ),
    body(w, [
      inner.map((one) => (c.chance(0.8) ? define(one) : '')),
      names.map(({ name }) => named(name)),
      '{ ',
      names.map(({ name }) => named(name)),
      '} ',
    ]),
    body(
      w,
      names.map(({ name }) => named(name)),
    ),
  ]);
}

/** Methods of a trait are there where the trait is in scope, by whatever name, and nowhere else. */
export function traitScopes(w: Writer): Piece {
  const { c, p } = w;
  const [home, again] = [w.fresh('ta'), w.fresh('tb')];
  const method = nameOf(c, 'snake');
  const text = spell(c, method);
  const path = c.pick([home, again, home]);
  const use = (form: string, kind: 'import' | 'glob'): Piece =>
    item(w, p.slot(kind, ['use super::', path, '::', form, ';'], 'use {};'));
  const call = (): Piece =>
    p.part('statement', [
      'let _ = |q: &super::',
      home,
      '::Thing| { let _ = ',
      p.slot('method', ['q.', text, '()'], '0u8'),
      '; }; ',
    ]);
  const place = (): Piece => {
    const form = c.weighted({ none: 2, plain: 2, renamed: 2, unnamed: 4, glob: 2, block: 1, off: 1 });
    const inBlock = p.slot('import', ['use super::', path, '::Able as _;'], 'use {};');
    const brings: Record<typeof form, Piece> = {
      none: '',
      block: '',
      plain: use('Able', 'import'),
      renamed: use('Able as Other', 'import'),
      unnamed: use('Able as _', 'import'),
      glob: use('*', 'glob'),
      off: p.part('item', ['#[cfg(any())] ', use('Able as _', 'import')]),
    };
    return module(w, '', w.fresh('tc'), [
      brings[form],
      body(w, [form === 'block' ? p.part('statement', [inBlock, ' ']) : '', call(), call()]),
      body(w, [call()]),
    ]);
  };
  return [
    module(w, '', home, [
      item(w, p.part('detail', 'pub '), `trait Able { fn ${text}(&self) -> u8 { 0 } }`),
      item(w, 'pub struct Thing;'),
      p.part('item', 'impl Able for Thing {}\n'),
    ]),
    module(w, '', again, [
      item(
        w,
        'pub ',
        p.slot('import', ['use super::', home, '::Able', c.pick(['', ' as _']), ';'], 'use {};'),
      ),
    ]),
    place(),
    place(),
  ];
}
