/** Patterns, with references in them, and the names that they bind. */
import { aim, WANT_LITERAL, WANT_PATTERN, WANT_TUPLE, WANT_VALUE } from './aim';
import type { Piece } from './pieces';
import { nameOf, spell } from './pools';
import { bind, type Here, macrosAt, type Writer } from './writer';

/** A pattern that may fail to match, for `match`, `if let` and the like. */
export function refutable(w: Writer, here: Here, depth = 1): Piece {
  const { c, p } = w;
  const deeper = depth > 0 ? 1 : 0;
  switch (
    c.weighted({
      path: 6,
      tuple: 5,
      record: 2,
      bare: 3,
      at: 1,
      range: 1,
      or: deeper,
      several: deeper,
      macro: 0.7,
    })
  ) {
    case 'path':
      return p.slot('pattern', aim(w, here, { ...WANT_PATTERN, bare: 'none' }), '0u8');
    case 'tuple':
      return p.slot('pattern', [aim(w, here, WANT_TUPLE), '(', inner(w, here, depth - 1), ')'], '0u8');
    case 'record':
      return p.slot(
        'pattern',
        [aim(w, here, WANT_LITERAL), ' { ', c.chance(0.5) ? field(w, here) : '', '.. }'],
        '0u8',
      );
    case 'bare':
      return p.slot('pattern', identifier(w, here), '0u8');
    case 'at':
      return [binding(w, here), ' @ ', refutable(w, here, 0)];
    case 'range':
      return p.slot(
        'pattern',
        c.chance(0.5) ? ['0..=', aim(w, here, WANT_PATTERN)] : [aim(w, here, WANT_PATTERN), '..=9'],
        '0u8',
      );
    case 'or':
      return p.slot(
        'pattern',
        ['(', aim(w, here, WANT_PATTERN), ' | ', aim(w, here, WANT_PATTERN), ')'],
        '0u8',
      );
    case 'several':
      return ['(', refutable(w, here, depth - 1), ', ', refutable(w, here, depth - 1), ')'];
    default: {
      const macros = macrosAt(here, 'pattern');
      if (macros.length === 0) return '0u8';
      const macro = c.pick(macros);
      return p.slot(
        'macro',
        [macro.name, '!(', macro.takes === 'path' ? aim(w, here, WANT_VALUE) : '', ')'],
        '0u8',
      );
    }
  }
}

function inner(w: Writer, here: Here, depth: number): Piece {
  const { c } = w;
  const kind = c.weighted({ wild: 4, bind: 4, rest: 2, deeper: depth >= 0 ? 2 : 0 });
  if (kind === 'bind') return binding(w, here);
  if (kind === 'deeper') return refutable(w, here, depth);
  return kind === 'rest' ? '..' : '_';
}

function field(w: Writer, here: Here): Piece {
  if (w.c.chance(0.5)) {
    bind(here, 'aa');
    return 'aa, ';
  }
  return ['aa: ', binding(w, here), ', '];
}

/** A bare name that may be a constant's: it binds, or it is a pattern of its own. */
function identifier(w: Writer, here: Here): Piece {
  const name = nameOf(w.c, w.c.chance(0.6) ? 'any' : 'upper');
  bind(here, name);
  return spell(w.c, name);
}

/** A name that binds, however it is spelt. */
function binding(w: Writer, here: Here): Piece {
  const name = w.c.chance(0.85) ? w.c.pick(['xx', 'yy', 'aa', 'bb', 'cc']) : nameOf(w.c, 'snake');
  bind(here, name);
  return w.p.slot(
    'pattern',
    [w.c.weighted({ '': 6, 'ref ': 1, 'mut ': 1 }), spell(w.c, name)],
    w.fresh('_b'),
  );
}

/** A pattern that always matches a `u8`, for `let` and parameters. */
export function plain(w: Writer, here: Here): Piece {
  const { c } = w;
  if (c.chance(0.08)) return '_';
  if (c.chance(0.08)) return [binding(w, here), ' @ _'];
  // Once in a while a constant's name, which rustc takes for the constant.
  if (c.chance(0.06)) return w.p.slot('pattern', identifier(w, here), '_');
  return binding(w, here);
}
