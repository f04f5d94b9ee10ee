import type { Placeholders } from '../lower/lowering';
import { Code, Edits, type Gap } from './gap';
import { rawVariable } from './rawVariable';
import { safeForeign } from './safeForeign';
import { scan } from './scan';
import { unsafeExtern } from './unsafeExtern';

/** All gaps of the grammar that are bridged. */
export const GAPS: readonly Gap[] = [unsafeExtern, safeForeign, rawVariable];

export interface Rewritten {
  /** As long as the original, and with every name at the same offset. */
  readonly text: string;
  readonly placeholders: Placeholders;
}

const NONE: Placeholders = new Map();

/**
 * Rewrites what the grammar cannot parse; strings, comments and character literals are not touched. Costs a few
 * searches where none of the forms can be in the text.
 */
export function rewriteGaps(text: string, gaps: readonly Gap[] = GAPS): Rewritten {
  const found = gaps.filter((gap) => gap.needs.every((needed) => text.includes(needed)));
  if (found.length === 0) return { text, placeholders: NONE };
  const code = new Code(text, scan(text));
  const edits = new Edits();
  for (const gap of found) gap.rewrite(code, edits);
  return { text: apply(text, edits), placeholders: edits.placeholders };
}

function apply(text: string, edits: Edits): string {
  if (edits.list.length === 0) return text;
  const sorted = [...edits.list].sort((a, b) => a.start - b.start);
  let result = '';
  let last = 0;
  for (const { start, text: replacement } of sorted) {
    if (start < last) continue; // inside of what another gap has replaced
    result += text.slice(last, start) + replacement;
    last = start + replacement.length;
  }
  return result + text.slice(last);
}
