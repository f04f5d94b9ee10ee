/** What rustc reads after all the rest: what macros stand for, derives with their items, included files. */
import type { CrateMap, Definition, Import } from './definitions';

/** Whether a definition comes late to its module. */
export function isLate(definition: Definition): boolean {
  const { crate, unit, item, of } = definition;
  if (crate === undefined) return false;
  const derived = crate.node !== undefined && [item, of?.item].some(hasDerive);
  return derived || isLateText(crate, unit) || isLast(definition);
}

/** Whether a definition comes last of all: with a derive or attribute that is not there. */
export function isLast({ crate, item, of }: Definition): boolean {
  if (crate === undefined || crate.stuck.size === 0) return false;
  return [item, of?.item].some((each) => each !== undefined && crate.stuck.has(each));
}

/** Whether a text of a crate is read late; what a call in a body stands for always is. */
export function isLateText(crate: CrateMap, unit: Import['unit'] | undefined): boolean {
  return unit !== undefined && (unit.source.k !== 'file' || crate.readLate.has(unit));
}

/** Whether an item waits for a derive. */
export function hasDerive(item: Definition['item']): boolean {
  return item?.attributes?.some(({ path, args }) => path === 'derive' || args.includes('derive')) === true;
}
