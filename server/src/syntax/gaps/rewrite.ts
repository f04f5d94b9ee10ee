import { castComparison } from './castComparison';
import { closureBinder } from './closureBinder';
import { closureComma } from './closureComma';
import { danglingPlus } from './danglingPlus';
import { declarativeMacro } from './declarativeMacro';
import { dynLifetime } from './dynLifetime';
import { emptyAngles } from './emptyAngles';
import { emptyBounds } from './emptyBounds';
import { emptyPredicate } from './emptyPredicate';
import { foreignTypeVisibility } from './foreignTypeVisibility';
import { Code, Edits, type Gap } from './gap';
import { macroArguments } from './macroArguments';
import { macroRulesBlank } from './macroRulesBlank';
import { macroStatement } from './macroStatement';
import { negativeArgument } from './negativeArgument';
import { oddAttributes } from './oddAttributes';
import { pathWord } from './pathWord';
import { primitiveMacro } from './primitiveMacro';
import { primitiveName } from './primitiveName';
import { rangeOperator } from './rangeOperator';
import { rawVariable } from './rawVariable';
import type { Removed } from './removed';
import { safeForeign } from './safeForeign';
import { scan } from './scan';
import { structAssignment } from './structAssignment';
import { traitAlias } from './traitAlias';
import { tupleFieldPattern } from './tupleFieldPattern';
import { typeDefault } from './typeDefault';
import { typeTurbofish } from './typeTurbofish';
import { unitStructWhere } from './unitStructWhere';
import { unsafeExtern } from './unsafeExtern';
import { unstableTraits } from './unstableTraits';
import { whereMacro } from './whereMacro';
import { whereSubject } from './whereSubject';

/** Forms that are common, or that the grammar misreads without noticing: rewritten before the first parse. */
export const COMMON_GAPS: readonly Gap[] = [
  unsafeExtern,
  safeForeign,
  rawVariable,
  rangeOperator,
  macroStatement,
];

/** Forms that are looked for only in a text that did not parse. Where two touch the same place, the first wins. */
export const RARE_GAPS: readonly Gap[] = [
  declarativeMacro,
  macroArguments,
  unstableTraits,
  traitAlias,
  macroRulesBlank,
  primitiveMacro,
  primitiveName,
  pathWord,
  castComparison,
  unitStructWhere,
  whereSubject,
  whereMacro,
  emptyPredicate,
  foreignTypeVisibility,
  closureBinder,
  closureComma,
  danglingPlus,
  dynLifetime,
  emptyAngles,
  emptyBounds,
  structAssignment,
  tupleFieldPattern,
  negativeArgument,
  typeTurbofish,
  typeDefault,
];

/** Forms that are looked for in what the others have left: attributes in macros are gone by then. */
export const LAST_GAPS: readonly Gap[] = [oddAttributes];

export interface Rewritten {
  /** As long as the original, with every name at the same offset. */
  readonly text: string;
  readonly removed: Removed;
}

/**
 * Rewrites what the grammar cannot parse; strings, comments and character literals are not touched. Costs a few
 * searches where none of the common forms can be in the text. With `broken`, the regions that did not parse, the
 * rare forms are rewritten as well, attributes in odd places among them only if `oddAttributes`.
 */
export function rewriteGaps(text: string, broken?: readonly number[], oddAttributes = true): Rewritten {
  const edits = new Edits();
  const common = rewrite(
    text,
    broken === undefined ? COMMON_GAPS : [...COMMON_GAPS, ...RARE_GAPS],
    broken ?? [],
    edits,
  );
  if (broken === undefined || !oddAttributes) return { text: common, removed: edits.removed };
  return { text: rewrite(common, LAST_GAPS, broken, edits), removed: edits.removed };
}

function rewrite(text: string, gaps: readonly Gap[], broken: readonly number[], edits: Edits): string {
  const found = gaps.filter((gap) => gap.needs.every((needed) => text.includes(needed)));
  if (found.length === 0) return text;
  const code = new Code(text, scan(text));
  edits.list.length = 0;
  for (const gap of found) {
    const before = edits.list.length;
    const removed = edits.removals;
    gap.rewrite(code, edits, broken);
    // A rare form far from what is amiss parses as it is: without it there may be no need of a second parse.
    if (RARE_GAPS.includes(gap) && edits.removals === removed)
      edits.keep((start, end, index) => index < before || isNear(broken, start, end));
  }
  return apply(text, edits);
}

function apply(text: string, edits: Edits): string {
  if (edits.list.length === 0) return text;
  const sorted = [...edits.list].sort((a, b) => a.start - b.start);
  let result = '';
  let last = 0;
  for (const { start, text: replacement } of sorted) {
    if (start < last) continue;
    result += text.slice(last, start) + replacement;
    last = start + replacement.length;
  }
  return result + text.slice(last);
}

/** How far from a region that did not parse its cause is looked for, in UTF-16 units. */
const NEAR = 400;

function isNear(broken: readonly number[], start: number, end: number): boolean {
  for (let i = 0; i + 1 < broken.length; i += 2)
    if ((broken[i] ?? 0) - NEAR <= end && start <= (broken[i + 1] ?? 0) + NEAR) return true;
  return false;
}
