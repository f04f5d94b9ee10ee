/** What the codes of parity share: how sides are named, where things stand, what can be written instead. */
import type { Aspect, Difference } from '../../compare/difference';
import { itemTable, placeOf, startOf } from '../../resolve/unit';
import { declarationParts } from '../../types/constants/initialiser';
import type { Finding, FindingCode, Replacement } from '../finding';
import type { DiagnoseContext } from '../problem';
import type { PairResult, Row } from './result';

/** All codes of parity: where all are off nothing has to be compared. */
export const PARITY_CODES = [
  'parity-missing',
  'parity-kind',
  'parity-value',
  'parity-type',
  'parity-fields',
  'parity-signature',
  'redefined-value',
  'redefined-type',
  'redefined-signature',
] as const satisfies readonly FindingCode[];

/** What one code says of one row; the caller adds place, crate and the other side. */
export interface Said {
  readonly code: FindingCode;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly help?: string;
  readonly replacement?: Replacement;
}

/** Says what is amiss, if it is of its kind; one file each. `pair` is absent for what is held against the kernel alone. */
export type ExplainRow = (row: Row, context: DiagnoseContext, pair?: PairResult) => Said | undefined;

/** The difference of a row in one aspect. */
export function differenceIn({ verdict }: Row, aspect: Aspect): Difference | undefined {
  return verdict.differences.find((difference) => difference.aspect === aspect);
}

/** The other side, as in "but 7 in the bindings (`_object::seL4_ARM_SmallPageObject`)". */
export function otherSide(row: Row, pair: PairResult | undefined): string {
  const { own, withKernel, against, isNumber } = row;
  if (isNumber) return toKernel(row);
  const where = withKernel ? 'in the bindings' : `with \`${pair?.realText ?? ''}\``;
  return against === '' || (withKernel && against === own.title) ? where : `${where} (\`${against}\`)`;
}

/** "to the kernel (bit 1 of the rights word)". */
export function toKernel({ against, isNumber }: Row): string {
  return `to the kernel (${isNumber ? against : `\`${against}\``})`;
}

/** Points as one sentence; the rest of many is counted. */
export function sentence(points: readonly string[]): string {
  const shown = points.slice(0, 3).join('; ');
  return points.length > 3 ? `${shown}; and ${points.length - 3} more` : shown;
}

/** "this follows from `seL4_Word`": nothing if the difference stands for itself. */
export function followsFrom({ follows }: Difference): string | undefined {
  if (follows.length === 0) return undefined;
  return `this follows from ${follows.map((name) => `\`${name}\``).join(' and ')}: mend that first`;
}

/** What follows from something else is worth a remark only. */
export function severityOf({ follows }: Difference): Finding['severity'] {
  return follows.length > 0 ? 'information' : 'warning';
}

/** The part of a declaration to write over, in the file that a person wrote; nothing inside a macro. */
export function replacementOf(
  { own: { item, unit } }: Row,
  part: 'type' | 'value',
  text: string | undefined,
  { world }: DiagnoseContext,
): { readonly replacement?: Replacement } {
  const at = startOf(itemTable(unit.fragment, item), item.at);
  if (text === undefined || at < 0 || unit.source.k !== 'file') return {};
  // The target of an alias stands where the value of a constant does.
  const parts = declarationParts(unit.text, at);
  const range = item.kind === 'alias' ? parts.value : parts[part];
  const place = range && placeOf(unit, range.start, range.end, world.sources);
  return place ? { replacement: { start: place.start, end: place.end, text } } : {};
}
