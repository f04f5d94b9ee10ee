/** Counts over the findings of a run: which names are missing, how often, and where. */
import type { Finding, FindingCode, Severity } from '../diagnose/finding';
import type { JoinedFinding } from '../diagnose/joined';
import { isMissingName } from './causes';

export interface MissingName {
  readonly name: string;
  readonly uses: number;
  /** What to write instead, where that is one path. */
  readonly instead?: string;
}

export interface MissingNames {
  readonly category: Finding['category'];
  readonly uses: number;
  /** Most used first, then by name. */
  readonly names: readonly MissingName[];
}

export interface Summary {
  readonly severities: Readonly<Record<Severity, number>>;
  readonly codes: ReadonlyMap<FindingCode, number>;
  readonly crates: ReadonlyMap<string, number>;
  /** `cap_broker::irq` → count; a crate's root module is the crate's name. */
  readonly modules: ReadonlyMap<string, number>;
  /** Errors that are about a name, by what the name stands for. */
  readonly missing: readonly MissingNames[];
}

/** What is said first. */
export const CATEGORIES: readonly Finding['category'][] = ['function', 'constant', 'type', 'import', 'other'];

/** Counts what was found; maps are sorted, largest count first, then by name. */
export function summarize(joined: readonly JoinedFinding[]): Summary {
  const severities: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  const codes = new Map<FindingCode, number>();
  const crates = new Map<string, number>();
  const modules = new Map<string, number>();
  const missing = new Map<Finding['category'], Map<string, Finding[]>>();
  for (const { finding } of joined) {
    severities[finding.severity]++;
    add(codes, finding.code);
    if (finding.crate !== '') {
      add(crates, finding.crate);
      add(modules, modulePath(finding));
    }
    if (!isMissingName(finding)) continue;
    const names = missing.get(finding.category) ?? new Map<string, Finding[]>();
    missing.set(finding.category, names);
    const uses = names.get(finding.name) ?? [];
    names.set(finding.name, uses);
    uses.push(finding);
  }
  return {
    severities,
    codes: byCount(codes),
    crates: byCount(crates),
    modules: byCount(modules),
    missing: CATEGORIES.flatMap((category) => {
      const names = missing.get(category);
      return names === undefined ? [] : [missingNames(category, names)];
    }),
  };
}

/** `crate::irq` in crate `cap_broker` is `cap_broker::irq`. */
export function modulePath(finding: Pick<Finding, 'crate' | 'module'>): string {
  const [root, ...rest] = finding.module.split('::');
  return root === 'crate' || root === ''
    ? [finding.crate, ...rest].join('::')
    : `${finding.crate}::${finding.module}`;
}

function missingNames(
  category: Finding['category'],
  names: ReadonlyMap<string, readonly Finding[]>,
): MissingNames {
  const rows = [...names].map(([name, uses]): MissingName => {
    const instead = new Set(uses.map((use) => use.candidates[0]));
    const [only] = instead;
    return {
      name,
      uses: uses.length,
      ...(instead.size === 1 && only !== undefined ? { instead: only } : {}),
    };
  });
  rows.sort((a, b) => b.uses - a.uses || (a.name < b.name ? -1 : 1));
  return { category, uses: rows.reduce((sum, row) => sum + row.uses, 0), names: rows };
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byCount<K extends string>(counts: ReadonlyMap<K, number>): ReadonlyMap<K, number> {
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
