/**
 * What of parity is worth a finding. A mock may lack and have hundreds of names that nobody uses: that is for the list of
 * all differences. What the code of the workspace depends on is said, each thing once.
 */
import type { Aspect } from '../../compare/difference';
import type { Finding, FindingCode } from '../finding';
import { differenceIn, PARITY_CODES, type Said } from './explain';
import type { PairResult, Row } from './result';
import type { Used } from './uses';

/** Whether a difference is told only to those who ask for all of them. */
export function isQuiet(row: Row, { code }: Said, used: Used, pair: PairResult | undefined): boolean {
  const aspect = code.slice(code.indexOf('-') + 1) as Aspect | 'missing';
  const difference = aspect === 'missing' ? undefined : differenceIn(row, aspect);
  // What it follows from is said.
  if (difference && difference.follows.length > 0) return true;
  // Names of the kernel in the workspace's own crates are its own business, used or not.
  if (!pair) return difference?.onlyInConstants === true;
  if (!used.rows.has(row)) return true;
  if (difference?.onlyInConstants && !used.inConstants.has(row)) return true;
  const isElsewhere = row.missing !== undefined || differenceIn(row, 'kind') !== undefined;
  switch (aspect) {
    case 'missing':
    case 'kind':
      // Every use is an error of its own there.
      return pair.seesReal;
    case 'type':
    case 'signature':
      // Whoever uses it has to write something else there anyway, and then sees these.
      return isElsewhere && row.own.item.kind !== 'alias';
    default:
      return false;
  }
}

/** What a difference is, point by point, to be said along with a graver one of the same thing. */
export function inShortOf(row: Row, code: FindingCode): readonly string[] {
  const aspect = code.slice(code.indexOf('-') + 1) as Aspect | 'missing';
  if (aspect === 'missing') return ['the other side has no such name'];
  return differenceIn(row, aspect)?.points ?? [];
}

/** The gravest first: what is said of a thing of which several could be said. */
const GRAVITY: readonly string[] = ['value', 'missing', 'kind', 'fields', 'signature', 'type'];
const OF_PARITY: ReadonlySet<string> = new Set(PARITY_CODES);

/** Drops what is quiet, and has of each thing one finding only, which mentions the rest. `findings` are of one file. */
export function calm(findings: readonly Finding[]): readonly Finding[] {
  const loud = findings.filter(({ quiet }) => !quiet);
  const byPlace = new Map<number, Finding[]>();
  for (const finding of loud)
    if (OF_PARITY.has(finding.code))
      byPlace.set(finding.start, [...(byPlace.get(finding.start) ?? []), finding]);
  return loud.flatMap((finding) => {
    const all = byPlace.get(finding.start);
    if (!all || all.length === 1 || !OF_PARITY.has(finding.code)) return [finding];
    const [gravest, ...others] = [...all].sort((a, b) => gravity(a) - gravity(b));
    return finding === gravest ? [withOthers(gravest, others)] : [];
  });
}

function gravity({ code }: Finding): number {
  return GRAVITY.indexOf(code.slice(code.indexOf('-') + 1));
}

function withOthers(finding: Finding, others: readonly Finding[]): Finding {
  // A stand-in and the wrapper that it stands in for may be unlike the kernel in the same point.
  const said = new Set(finding.inShort);
  const more = others.flatMap(({ code, inShort = [] }) => {
    const point = inShort.find((one) => !said.has(one));
    if (point === undefined) return [];
    said.add(point);
    // "There" is another place than in what is said before.
    return [isOfPair(finding.code) && !isOfPair(code) ? `against the bindings' own, ${point}` : point];
  });
  return more.length === 0 ? finding : { ...finding, message: [finding.message, ...more].join('; ') };
}

function isOfPair(code: FindingCode): boolean {
  return code.startsWith('parity-');
}
