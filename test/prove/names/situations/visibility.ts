/** Names that are visible in a part of the crate, named from within it, from beside it, and through re-exports. */
import { chain } from '../model';
import type { Piece } from '../pieces';
import { spell } from '../pools';
import type { Here, Writer } from '../writer';
import { body, defining, item, mention, module, type Named, someOf } from './mention';

/** Three modules in one another; what stands in the innermost is named from every one of them. */
export function restricted(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const [outer, middle, inner, beside] = [w.fresh('ra'), w.fresh('rb'), w.fresh('rc'), w.fresh('rd')];
  const up = chain(here.mod).map(({ name }) => (name === 'type' ? 'r#type' : name));
  const within = (...path: string[]): string => `pub(in ${['crate', ...up, ...path].join('::')}) `;
  const names = someOf(c, 4).map((one) => ({
    one,
    visibility: c.weighted({
      '': 2,
      'pub ': 1,
      'pub(super) ': 4,
      'pub(self) ': 1,
      'pub(crate) ': 1,
      [within(outer, middle)]: 2,
      [within(outer)]: 3,
    }),
  }));
  const mentions = (before: string): Piece =>
    body(
      w,
      names.flatMap(({ one }) =>
        c.chance(0.8) ? [mention(w, here, `${before}${spell(c, one.name)}`, one.kind)] : [],
      ),
    );
  const again = p.part('item', [
    c.pick(['pub ', 'pub(crate) ', '']),
    p.slot('glob', `use self::${inner}::*;`, 'use {};'),
    '\n',
  ]);
  return [
    module(w, 'pub ', outer, [
      module(w, 'pub ', middle, [
        module(
          w,
          'pub ',
          inner,
          names.map(({ one, visibility }) => item(w, p.part('detail', visibility), defining(w, one))),
        ),
        module(w, '', beside, mentions(`super::${inner}::`)),
        c.chance(0.3) ? again : '',
      ]),
      mentions(`${middle}::${c.chance(0.2) ? '' : `${inner}::`}`),
    ]),
    mentions(`${outer}::${middle}::${c.chance(0.2) ? '' : `${inner}::`}`),
  ];
}

/** A struct whose fields, and so whose constructor, are seen less far than itself, re-exported. */
export function hiddenConstructors(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const [outer, home, place] = [w.fresh('ho'), w.fresh('ha'), w.fresh('hb')];
  const names = ['Full', 'Half', 'Less'].map((name) => ({
    name,
    field: c.weighted({ '': 2, 'pub ': 2, 'pub(super) ': 4, 'pub(crate) ': 1 }),
  }));
  const as = c.pick(['', ' as Other']);
  const { name } = c.pick(names);
  const use = p.slot('import', ['use super::', home, '::', name, as, ';'], 'use {};');
  const glob = p.slot('glob', ['use super::', home, '::*;'], 'use {};');
  const [imported, brought] = c.chance(0.7) ? [use, as === '' ? name : 'Other'] : [glob, name];
  const named = (path: string): Piece => mention(w, here, path, 'tuple');
  return [
    module(w, 'pub ', outer, [
      module(w, 'pub ', home, [
        names.map((one) => item(w, 'pub struct ', one.name, '(', p.part('detail', one.field), 'u8);')),
        body(w, [named(c.pick(names).name)]),
      ]),
      module(w, 'pub ', place, [
        item(w, 'pub ', imported),
        module(w, '', w.fresh('hc'), body(w, [named(`super::${brought}`)])),
      ]),
      body(w, [named(`${place}::${brought}`), named(`${home}::${c.pick(names).name}`)]),
    ]),
    body(w, [
      named(`${outer}::${place}::${brought}`),
      named(`${outer}::${place}::${brought}`),
      named(`${outer}::${home}::${c.pick(names).name}`),
    ]),
  ];
}

/** An import may be seen less far than what it brings, and its own name is what is found. */
export function reexported(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const [home, place] = [w.fresh('xa'), w.fresh('xb')];
  const names: readonly Named[] = someOf(c, 2);
  const use = (one: Named): Piece =>
    item(
      w,
      p.part('detail', c.weighted({ 'pub ': 4, '': 3, 'pub(super) ': 2, 'pub(crate) ': 1 })),
      p.slot('import', ['use super::', home, '::', spell(c, one.name), ';'], 'use {};'),
    );
  const far = w.fresh('xc');
  const mentions = (before: string): Piece =>
    body(
      w,
      names.map((one) => mention(w, here, `${before}${spell(c, one.name)}`, one.kind)),
    );
  return [
    module(
      w,
      '',
      home,
      names.map((one) =>
        item(w, p.part('detail', c.weighted({ 'pub ': 6, 'pub(super) ': 2, '': 1 })), defining(w, one)),
      ),
    ),
    module(w, 'pub ', place, [names.map(use), module(w, '', w.fresh('xd'), mentions('super::'))]),
    mentions(`${place}::`),
    module(w, '', far, mentions(`super::${place}::`)),
  ];
}
