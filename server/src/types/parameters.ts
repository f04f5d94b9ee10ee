/** Whether a type as written has parameters of what stands around it: types, constants or lifetimes. */

import { type Definition, TYPE, VALUE } from '../resolve/definitions';
import { walkPrefix } from '../resolve/paths';
import { lookupFrom } from '../resolve/scopes';
import { itemTable, startOf } from '../resolve/unit';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { TypeRef } from '../syntax/summary';
import { definitionOfType, type TypeIn } from './types';

export type Certainty = 'yes' | 'no' | 'perhaps';

/** Whether a type has parameters. Lifetimes that are left out count; what does not resolve has none. */
export function hasParameter(world: World, { type, environment }: TypeIn, depth = 0): Certainty {
  if (depth > 32) return 'perhaps';
  const inner = (of: TypeRef): Certainty => hasParameter(world, { type: of, environment }, depth + 1);
  switch (type.k) {
    case 'path': {
      if (isAbsent(world, { type, environment })) return 'no';
      const { unit, scope } = environment;
      const [name = ''] = type.segments;
      if (type.segments.length === 1 && !type.global && unit && scope !== undefined)
        for (const namespace of [TYPE, VALUE] as const) {
          const found = lookupFrom(world, unit, scope, { name, namespace, context: 0 });
          if (found?.k === 'local') return 'yes';
          if (found) break;
        }
      const definition = definitionOfType(world, { type, environment });
      return most([definition ? hasLifetimes(definition) : 'no', ...(type.args ?? []).map(inner)]);
    }
    case 'reference':
      return type.lifetime === "'static" ? inner(type.of) : 'yes';
    case 'pointer':
    case 'slice':
      return inner(type.of);
    case 'array':
      return most([inner(type.of), /^\d+$/.test(type.length ?? '') ? 'no' : 'perhaps']);
    case 'tuple':
      return most(type.of.map(inner));
    case 'never':
      return 'no';
    case 'constant':
      return /^\d+$/.test(type.text) ? 'no' : 'perhaps';
    default:
      return 'perhaps';
  }
}

/** Whether a type is a path that leads nowhere. */
export function isAbsent(world: World, { type, environment }: TypeIn): boolean {
  if (type.k !== 'path') return false;
  const { module, unit, scope } = environment;
  const [name = ''] = type.segments;
  if (type.segments.length === 1 && !type.global && unit && scope !== undefined)
    return [TYPE, VALUE].every(
      (namespace) => lookupFrom(world, unit, scope, { name, namespace, context: 0 }) === undefined,
    );
  return walkPrefix(world, { module }, type.segments, type.global === true, []).k === 'failed';
}

function most(all: readonly Certainty[]): Certainty {
  return all.find((one) => one === 'yes') ?? all.find((one) => one === 'perhaps') ?? 'no';
}

/** A summary leaves lifetimes out: they are seen in the text. */
function hasLifetimes({ item, unit }: Definition): Certainty {
  if (!item || !unit) return 'perhaps';
  const start = startOf(itemTable(unit.fragment, item), item.at);
  if (start < 0) return 'perhaps';
  const [, open, first] = tokenize(unit.text, { start, end: Math.min(unit.text.length, start + 400) });
  return open?.text === '<' && first?.text.startsWith("'") ? 'yes' : 'no';
}
