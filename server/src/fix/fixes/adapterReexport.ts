/** Adds a re-export, or a constant, to the adapter. */
import { supplyFor } from '../adapter/offers';
import { meantBy } from '../naming';
import type { Fixer } from '../offer';

export const adapterReexport: Fixer = (given, context) => {
  const supply = supplyFor(given, context);
  if (supply === undefined) return undefined;
  if (typeof supply === 'string')
    return given.problem.kind === 'call' ? undefined : { id: 'adapterReexport', reason: supply };
  if (supply.entry.own.k === 'call') return undefined;
  const { name } = given.problem;
  const invented = context.knowledge.invented(name, context.arch);
  const note = invented === undefined ? '' : (meantBy(name, context)?.what ?? '');
  return {
    id: 'adapterReexport',
    title: supply.title + note,
    sure: invented === undefined ? 'plain' : 'meant',
    wishes: supply.wishes,
  };
};
