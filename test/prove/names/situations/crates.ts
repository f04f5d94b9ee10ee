/** Crates by their names, and what the preludes have: it depends on manifest, edition and `no_std`. */

import { pathTo, written } from '../aim';
import { anyModule } from '../model';
import type { Piece } from '../pieces';
import { spell } from '../pools';
import type { Here, Writer } from '../writer';
import { body, item, mention, module } from './mention';

/** Dependencies by the names that sources may use, and by those that they may not. */
export function dependencies(w: Writer, here: Here): Piece {
  const { c } = w;
  const mentions = here.crate.dependencies.flatMap(({ name, crate }) => {
    const mod = anyModule(c, crate.root);
    const defs = mod.defs.filter(({ kind }) => kind === 'fn' || kind === 'const');
    const def = defs.length > 0 ? c.pick(defs) : undefined;
    const inside = pathTo(c, { ...here, crate, mod: crate.root, top: 'crate' }, mod).filter(
      (segment) => !['crate', 'self', 'super', ''].includes(segment),
    );
    const member = def ? spell(c, def.name) : 'any';
    const kind = def?.kind === 'const' ? 'const' : 'fn';
    return [name, ...(crate.ident === name ? [] : [crate.ident])].map((first) =>
      mention(
        w,
        here,
        written(
          c,
          [first, ...inside, member].filter((part) => part !== ''),
        ),
        kind,
      ),
    );
  });
  return mentions.length > 0 ? body(w, mentions) : '';
}

/** Names that came into the preludes with an edition, or are in that of `std` only. */
const NAMES = {
  trait: ['TryFrom<u8>', 'TryInto<u8>', 'FromIterator<u8>', 'Future', 'IntoFuture', 'Into<u8>', 'ToString'],
  alias: ['Vec<u8>', 'String', 'Box<u8>', 'Option<u8>', 'HashMap<u8, u8>'],
  fn: ['drop', 'size_of_val', 'align_of_val', 'Some', 'Box::new'],
} as const;

export function preludes(w: Writer, here: Here): Piece {
  const { c } = w;
  const named = (): Piece => {
    const kind = c.weighted({ trait: 4, alias: 2, fn: 1 });
    return mention(w, here, c.pick<string>(NAMES[kind]), kind);
  };
  return body(w, [named(), named()]);
}

/** A module that is called like a crate: it goes first, but for paths that begin with `::`. */
export function namesakes(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const name = c.pick(['core', 'std', ...here.crate.dependencies.map((dependency) => dependency.name)]);
  const inside = c.pick(['own', 'any', 'mem']);
  const path = (): string =>
    `${c.weighted({ '': 4, '::': 2, 'self::': 1 })}${name}::${c.pick([inside, 'any'])}`;
  const used = p.slot('import', ['use ', path(), ' as ', w.fresh('ns'), ';'], 'use {};');
  return module(w, '', w.fresh('na'), [
    module(w, '', name, item(w, 'pub fn ', inside, '(_: u8) -> u8 { 0 }')),
    c.chance(0.5) ? item(w, used) : '',
    body(w, [mention(w, here, path(), 'fn'), mention(w, here, path(), 'fn')]),
  ]);
}
