/** Stretches of texts as tokens: what a call is given, what a macro's definition says. */

import { asWritten } from '../syntax/asWritten';
import { tokenize } from '../syntax/lexer';
import type { Token } from '../syntax/token';
import { remembered } from './remembered';
import type { Anchor, Unit } from './unit';
import type { World } from './world';

/**
 * A stretch of a text. Its tokens are numbered for themselves, so that they are the same in every view and crate that
 * the text stands in: what `source` and `context` mean in a view is said beside.
 */
export interface Stretch {
  /** Whose stretch: the same object as long as a stretch of the same offsets has the same tokens. */
  readonly owner: object;
  /** Offsets, counted as the owner does. */
  readonly start: number;
  readonly end: number;
  /** What the view calls the sources and contexts of the tokens, by their numbers. */
  readonly sources: readonly number[];
  readonly contexts: readonly number[];
  /** The tokens. */
  tokens(docComments: boolean): readonly Token[];
}

/** What was written in place has no context. */
const IN_PLACE: readonly number[] = [0];

/**
 * A stretch of a unit's text. `anchor` is the item that it belongs to and one of its spans, at or before `start`: its
 * tokens move with it. Those of bodies live no longer than their text.
 */
export function stretchOf(
  world: World,
  unit: Unit,
  start: number,
  end: number,
  anchor: Anchor | undefined,
): Stretch {
  const { source } = unit;
  switch (source.k) {
    case 'file': {
      const isLoose = anchor === undefined || anchor.item.inBlock === true || unit.outer !== undefined;
      const number = isLoose ? world.sourceNumber(unit.file) : world.anchoredSource(unit, anchor);
      const base = world.sources[number]!.base();
      const { text } = unit;
      return {
        owner: isLoose ? unit.fragment : asWritten(unit.fragment, anchor.item),
        start: start - base,
        end: end - base,
        sources: [number],
        contexts: IN_PLACE,
        tokens: (docComments) =>
          tokenize(base === 0 ? text : text.slice(base, end), {
            start: start - base,
            end: end - base,
            source: 0,
            context: 0,
            docComments,
          }),
      };
    }
    case 'slice':
      return stretchOf(world, source.parent, start + source.shift, end + source.shift, source.anchor);
    case 'tokens': {
      const { rendered, sources, contexts } = source.map;
      return {
        owner: rendered,
        start,
        end,
        sources,
        contexts,
        tokens: () => rendered.inside(start, end),
      };
    }
  }
}

/** What is known of stretches, by owner; goes with it. */
const known = new WeakMap<object, Map<string, unknown>>();

/**
 * What `make` makes of a stretch, made once for all views: it must depend on nothing but the tokens and what is in the
 * key.
 */
export function ofStretch<T>({ owner, start, end }: Stretch, key: string, make: () => T): T {
  const ofOwner = remembered(known, owner, () => new Map<string, unknown>());
  return remembered(ofOwner as Map<string, T>, `${start} ${end} ${key}`, make);
}

/** A stretch of a text that stands nowhere: of a snapshot. `owner` is whose it is; absent: nobody else asks for it. */
export function nowhere(text: string, start: number, end: number, owner: object = {}): Stretch {
  return {
    owner,
    start,
    end,
    sources: [],
    contexts: IN_PLACE,
    tokens: () => tokenize(text, { start, end, source: -1, context: 0 }),
  };
}
