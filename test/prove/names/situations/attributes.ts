/** Paths of attribute macros and derives. No crate of a program has one of its own: most lead nowhere, or past what is private. */
import { pathTo, spoil, written } from '../aim';
import { anyModule } from '../model';
import type { Piece } from '../pieces';
import { nameOf } from '../pools';
import type { Here, Writer } from '../writer';
import { item } from './mention';

/** Above a function, a type, a field, a variant, a member, a statement. */
export function attributePaths(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const path = (): string => {
    const crate =
      c.chance(0.4) && here.crate.dependencies.length > 0
        ? c.pick(here.crate.dependencies).crate
        : here.crate;
    const aimed = [...pathTo(c, here, anyModule(c, crate.root)), nameOf(c, 'any')];
    const spoilt = spoil(w, here, aimed, 0.3);
    // rustc has no code for a single name.
    return written(c, spoilt.filter((segment) => segment !== '').length > 1 ? spoilt : aimed);
  };
  const attribute = (): Piece => (c.chance(0.6) ? p.slot('attribute', ['#[', path(), '] '], '') : '');
  const derive = (): Piece => {
    const others = c.pick(['', 'Clone, ', 'core::fmt::Debug, ']);
    return p.slot('derive', ['#[derive(', others, path(), ')] '], '');
  };
  const off = (): Piece => (c.chance(0.15) ? p.part('detail', '#[cfg(any())] ') : '');
  return [
    item(w, off(), attribute(), 'fn ', w.fresh('at'), '(_: u8) { ', attribute(), 'let _ = 1; }'),
    item(
      w,
      derive(),
      off(),
      'struct ',
      w.fresh('At'),
      ' { ',
      attribute(),
      'a: u8, ',
      off(),
      attribute(),
      'b: u8 }',
    ),
    item(w, attribute(), 'enum ', w.fresh('At'), ' { ', attribute(), 'A, ', off(), attribute(), 'B }'),
    item(w, 'trait ', w.fresh('At'), ' { ', attribute(), 'fn member() { ', attribute(), 'let _ = 1; } }'),
  ];
}
