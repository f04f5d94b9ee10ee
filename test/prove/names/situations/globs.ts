/** Names that come in several ways: by two globs, by a glob and an import, by a glob and the module itself. */
import { condition } from '../cfg';
import type { Piece } from '../pieces';
import { nameOf, spell } from '../pools';
import type { Here, Writer } from '../writer';
import { body, defining, item, mention, module, type Named, otherwise, someOf } from './mention';

/** Two modules that have names in common, one with globs of both, and all of it named from inside and outside. */
export function meetingGlobs(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const [first, second, meeting] = [w.fresh('ga'), w.fresh('gb'), w.fresh('gc')];
  const names = someOf(c, 3);
  const others = names.map((one) => (c.chance(0.6) ? otherwise(c, one) : one)).filter(() => c.chance(0.7));
  const own = names.filter(() => c.chance(0.2)).map((one) => otherwise(c, one));
  const imported = names.filter((one) => !own.some(({ name }) => name === one.name) && c.chance(0.4));
  const visible = (): Piece =>
    p.part('detail', c.weighted({ 'pub ': 8, '': 1, 'pub(super) ': 1, 'pub(crate) ': 1 }));
  const define = (one: Named): Piece => item(w, visible(), defining(w, one));
  const glob = (from: string): Piece =>
    item(w, p.part('detail', c.pick(['', 'pub '])), p.slot('glob', ['use super::', from, '::*;'], 'use {};'));
  const target: Named = { name: w.fresh('target'), kind: c.pick(['fn', 'record', 'trait', 'const']) };
  const all = [...names, ...others, ...own];
  const kindOf = (name: string): Named['kind'] => c.pick(all.filter((one) => one.name === name)).kind;
  const mentions = (before: string): Piece[] =>
    names.flatMap(({ name }) =>
      c.chance(0.7) ? [mention(w, here, `${before}${spell(c, name)}`, kindOf(name))] : [],
    );
  return [
    module(w, '', first, names.map(define)),
    module(w, 'pub ', second, [others.map(define), item(w, 'pub ', defining(w, target))]),
    module(w, p.part('detail', 'pub '), meeting, [
      glob(first),
      c.chance(0.8) ? glob(second) : '',
      own.map(define),
      imported.map(({ name }) =>
        item(
          w,
          p.part('detail', c.pick(['', 'pub '])),
          p.slot(
            'import',
            ['use super::', second, '::', target.name, ' as ', spell(c, name), ';'],
            'use {};',
          ),
        ),
      ),
      body(w, mentions('')),
      imported.length > 0 ? body(w, [mention(w, here, spell(c, imported[0]!.name), target.kind)]) : '',
    ]),
    body(w, mentions(`${meeting}::`)),
    c.chance(0.4)
      ? item(
          w,
          p.slot(
            'import',
            ['use self::', meeting, '::', spell(c, names[0]!.name), ' as ', w.fresh('brought'), ';'],
            'use {};',
          ),
        )
      : '',
  ];
}

/** One name by two imports of which conditions choose one, or neither. */
export function chosenImports(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const [one, other] = someOf(c, 2);
  const name = nameOf(c, 'any');
  const { text } = condition(c, here.crate);
  const place = w.fresh('ca');
  const opposite = c.chance(0.7) ? `not(${text})` : condition(c, here.crate).text;
  const attribute = (condition: string): string =>
    c.weighted({
      [`#[cfg(${condition})] `]: 3,
      [`#[cfg_attr(${condition}, cfg(any()))] `]: 1,
      [`#[cfg_attr(all(), cfg(${condition}))] `]: 1,
    });
  const use = (condition: string, of: Named): Piece =>
    item(
      w,
      p.part('detail', attribute(condition)),
      p.slot(
        'import',
        ['use super::', place, '::', spell(c, of.name), ' as ', spell(c, name), ';'],
        'use {};',
      ),
    );
  return [
    module(
      w,
      '',
      place,
      [one, other].map((of) => (of ? item(w, 'pub ', defining(w, of)) : '')),
    ),
    module(w, '', w.fresh('cb'), [
      use(text, one!),
      use(opposite, other ?? one!),
      body(w, [
        mention(w, here, spell(c, name), one!.kind),
        mention(w, here, spell(c, name), (other ?? one!).kind),
      ]),
    ]),
  ];
}

/** Variants that are imported: each is a name among types and among values. */
export function importedVariants(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const [home, place] = [w.fresh('va'), w.fresh('vb')];
  const alias = nameOf(c, 'camel');
  const leaf = c.pick(['Un', 'Tu', 'Re', 'Re', 'Missing']);
  const renamed = c.chance(0.4) && alias !== 'Missing';
  const use = c.chance(0.25)
    ? p.slot('glob', ['use super::', home, '::Kind::*;'], 'use {};')
    : p.slot(
        'import',
        ['use super::', home, '::Kind::', renamed ? `{${leaf} as ${spell(c, alias)}}` : leaf, ';'],
        'use {};',
      );
  const name = renamed ? spell(c, alias) : leaf;
  const kinds = ['record', 'record', 'tuple', 'unit', 'alias'] as const;
  return [
    module(w, '', home, [
      item(w, 'pub enum Kind { Un, ', p.part('detail', '#[cfg(any())] '), 'Tu(u8), Re { aa: u8 } }'),
    ]),
    module(w, p.part('detail', 'pub '), place, [
      item(w, p.part('detail', c.pick(['', 'pub '])), use),
      body(w, [mention(w, here, name, c.pick(kinds)), mention(w, here, name, c.pick(kinds))]),
    ]),
    body(w, [
      mention(w, here, `${place}::${name}`, c.pick(kinds)),
      mention(w, here, `${home}::Kind::${c.pick(['Un', 'Tu', 'Re', 'No'])}`, c.pick(kinds)),
    ]),
  ];
}
