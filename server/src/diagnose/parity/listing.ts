/** All that comparing stand-ins says, name by name, as plain data: for lists and reports. */
import type { Aspect, Difference } from '../../compare/difference';
import type { DiagnoseContext } from '../problem';
import { currentRow, placeOfRow } from './findings';
import { calledAs, keyOfOwn } from './own';
import type { PairResult, ParityResult, Row } from './result';
import type { Used } from './uses';

/** One name of a stand-in, or one that the workspace has of its own, beside what it was held against. */
export interface ComparedName {
  /** `Type::name` for members, `seL4_Error::Type` for types of C enums. */
  readonly name: string;
  /** Absolute path; empty if its place cannot be told. */
  readonly file: string;
  /** UTF-16 offset. */
  readonly start: number;
  /** What it was held against, as one writes it below the bindings' root; empty where nothing was found. */
  readonly against: string;
  /** Code of the workspace outside of the stand-in depends on it. */
  readonly used: boolean;
  /** The other side has no such name; where the bindings have it instead, if anywhere. */
  readonly missing?: { readonly elsewhere?: string };
  readonly differences: readonly Difference[];
  readonly unknown: readonly { readonly aspect: Aspect | 'name'; readonly reason: string }[];
}

/** Two sides that stand in for each other. */
export interface ComparedPair {
  /** The module with two faces, or the stand-in's path. */
  readonly module: string;
  /** How the sides are told apart: a cfg or a path. */
  readonly standIn: string;
  readonly real: string;
  /** Each thing once, in the order of the stand-in. */
  readonly names: readonly ComparedName[];
}

export interface ParityListing {
  readonly pairs: readonly ComparedPair[];
  /** Constants and functions of the workspace that have a kernel's name. */
  readonly redefined: readonly ComparedName[];
}

/** Makes the list; `used` are the rows that code depends on. */
export function parityListing(context: DiagnoseContext, result: ParityResult, used: Used): ParityListing {
  return {
    pairs: result.pairs.map((pair) => comparedPair(context, pair, used)),
    redefined: result.redefined.map((row) => comparedName(context, [row], true)),
  };
}

function comparedPair(context: DiagnoseContext, pair: PairResult, used: Used): ComparedPair {
  const things = new Map<string, Row[]>();
  for (const row of pair.rows) {
    const key = keyOfOwn(row.own);
    things.set(key, [...(things.get(key) ?? []), row]);
  }
  return {
    module: pair.title,
    standIn: pair.mockText,
    real: pair.realText,
    names: [
      ...[...things.values()].map((rows) =>
        comparedName(
          context,
          rows,
          rows.some((row) => used.rows.has(row)),
        ),
      ),
      ...pair.unknown.map(
        ({ name, reason }): ComparedName => ({
          ...NOWHERE,
          name,
          unknown: [{ aspect: 'name', reason }],
        }),
      ),
    ],
  };
}

const NOWHERE = { file: '', start: 0, against: '', used: false, differences: [] } as const;

function comparedName(context: DiagnoseContext, rows: readonly Row[], used: boolean): ComparedName {
  const [first] = rows;
  const now = first && currentRow(context.world, first);
  const place = now && placeOfRow(context.world, now.own);
  const missing = rows.find((row) => row.missing)?.missing;
  return {
    name: first ? calledAs(first.own.title, first.own.module) : '',
    file: place?.file ?? '',
    start: place?.start ?? 0,
    against: rows.find(({ against }) => against !== '')?.against ?? '',
    used,
    ...(missing ? { missing: missing.elsewhere === undefined ? {} : { elsewhere: missing.elsewhere } } : {}),
    differences: rows.flatMap(({ verdict }) => verdict.differences),
    unknown: rows.flatMap(({ verdict }) => verdict.unknown),
  };
}
