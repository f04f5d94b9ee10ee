/** Conditions: `cfg` and `cfg_attr` on everything that may have them. */
import type { Choices } from '../random';
import type { Crate } from './model';
import type { Piece } from './pieces';
import type { Here, Writer } from './writer';

/** A condition, and whether it holds for the crate as it is built. */
export interface Condition {
  readonly text: string;
  readonly holds: boolean;
}

export function condition(c: Choices, crate: Crate, depth = 2): Condition {
  const kind = c.weighted({ feature: 10, all: depth, any: depth, not: depth * 2, constant: 1, target: 1 });
  if (kind === 'feature') {
    const feature = crate.features.length > 0 ? c.pick(crate.features) : 'nothing';
    return { text: `feature = "${feature}"`, holds: crate.on.includes(feature) };
  }
  if (kind === 'not') {
    const inner = condition(c, crate, depth - 1);
    return { text: `not(${inner.text})`, holds: !inner.holds };
  }
  if (kind === 'constant')
    return c.pick([
      { text: 'any()', holds: false },
      { text: 'all()', holds: true },
      { text: 'true', holds: true },
      { text: 'false', holds: false },
    ]);
  if (kind === 'target')
    return c.pick([
      { text: 'test', holds: false },
      { text: 'target_pointer_width = "64"', holds: true },
      { text: 'target_arch = "aarch64"', holds: false },
      { text: 'debug_assertions', holds: true },
    ]);
  const parts = Array.from({ length: 1 + c.below(2) }, () => condition(c, crate, depth - 1));
  const holds = kind === 'all' ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  return { text: `${kind}(${parts.map(({ text }) => text).join(', ')})`, holds };
}

/** Now and then a `#[cfg(…)] ` or `#[cfg_attr(…, cfg(…))] `; it can be left out. */
export function maybeCfg(w: Writer, here: Here, share = 0.06): Piece {
  return w.maybe(share, () => w.p.part('detail', `${attribute(w.c, here.crate)} `));
}

function attribute(c: Choices, crate: Crate): string {
  const { text } = condition(c, crate);
  const kind = c.weighted({ cfg: 8, attr: 1, allow: 1 });
  if (kind === 'cfg') return `#[cfg(${text})]`;
  if (kind === 'attr') return `#[cfg_attr(${text}, cfg(${condition(c, crate, 1).text}))]`;
  return `#[cfg_attr(${text}, allow(unused))]`;
}
