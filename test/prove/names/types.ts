/** Types, bounds and generics, with references in them. */
import { aim, WANT_CALLEE, WANT_TRAIT, WANT_TYPE, WANT_VALUE } from './aim';
import type { Piece } from './pieces';
import { type Here, macrosAt, type Writer } from './writer';

/** A path in the place of a type. */
export function typeSlot(w: Writer, here: Here): Piece {
  return w.p.slot('type', aim(w, here, WANT_TYPE), '()');
}

/** A sized type. `simple` ones may stand everywhere: in statics, signatures of constants and fields. */
export function typeOf(w: Writer, here: Here, simple = false): Piece {
  const { c, p } = w;
  switch (
    c.weighted({
      path: 12,
      reference: simple ? 0 : 2,
      generic: 2,
      tuple: 1,
      array: 0.7,
      pointer: 0.7,
      function: 0.5,
      dyn: simple ? 0 : 0.6,
      qualified: 0.5,
      macro: macrosAt(here, 'type').length > 0 ? 0.6 : 0,
    })
  ) {
    case 'reference':
      return [c.pick(["&'static ", "&'static mut "]), typeSlot(w, here)];
    case 'generic':
      return [
        c.pick(['core::option::Option<', 'core::marker::PhantomData<', 'core::result::Result<u8, ']),
        genericSlot(w, here),
        '>',
      ];
    case 'tuple':
      return ['(', typeSlot(w, here), ', ', typeSlot(w, here), ')'];
    case 'array':
      return ['[', typeSlot(w, here), '; ', p.slot('value', aim(w, here, WANT_VALUE), '1'), ' as usize]'];
    case 'pointer':
      return ['*const ', typeSlot(w, here)];
    case 'function':
      return ['fn(', typeSlot(w, here), ') -> ', typeSlot(w, here)];
    case 'dyn':
      // In edition 2015 `dyn ::a` is a path that begins with `dyn`.
      return p.slot('trait', ["&'static dyn ", aim(w, here, WANT_TRAIT).replace(/^::/, '')], '()');
    case 'qualified':
      return p.slot(
        'associated',
        [
          '<',
          typeSlot(w, here),
          ' as ',
          p.slot('trait', aim(w, here, WANT_TRAIT), 'core::iter::Iterator'),
          '>::Item',
        ],
        '()',
      );
    case 'macro': {
      const macro = c.pick(macrosAt(here, 'type'));
      return p.slot('macro', [macro.name, '!(', macro.takes === 'type' ? typeSlot(w, here) : '', ')'], '()');
    }
    default:
      return typeSlot(w, here);
  }
}

/** What stands between `<` and `>`: a type, or the name of a constant. */
export function genericSlot(w: Writer, here: Here): Piece {
  return w.p.slot('generic argument', aim(w, here, w.c.chance(0.93) ? WANT_TYPE : WANT_CALLEE), '()');
}

/** `: Trait + Trait`, or nothing. */
export function bounds(w: Writer, here: Here, share = 0.5): Piece {
  return w.maybe(share, () => [': ', traitSlot(w, here), w.maybe(0.2, () => [' + ', traitSlot(w, here)])]);
}

/** A trait in a bound; a lifetime stands there when it has failed. */
export function traitSlot(w: Writer, here: Here): Piece {
  return w.p.slot('trait', aim(w, here, WANT_TRAIT), "'static");
}

/** `<T: Trait, const N: usize>`, and the parameters' names. */
export function generics(
  w: Writer,
  here: Here,
  share: number,
): { readonly text: Piece; readonly where: Piece } {
  const { c } = w;
  if (!c.chance(share)) return { text: '', where: '' };
  const types = c.pick([['T'], ['T'], ['Aa'], ['T', 'U']]);
  const constant = c.chance(0.15) ? c.pick(['N', 'AA']) : undefined;
  here.scope.types.push(...types);
  if (constant !== undefined) here.scope.values.push({ name: constant });
  const where = w.maybe(0.3, () => [' where ', types[0]!, ': ', traitSlot(w, here)]);
  return {
    text: [
      '<',
      types.map((type, index) => [index > 0 ? ', ' : '', type, bounds(w, here)]),
      constant === undefined ? '' : `, const ${constant}: usize`,
      '>',
    ],
    where,
  };
}
