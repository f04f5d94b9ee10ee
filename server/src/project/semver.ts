/** Version requirements as cargo reads them (cargo book, "Version requirement syntax"). */

interface Version {
  /** Major, minor, patch; those not written are absent. */
  readonly parts: readonly number[];
  readonly pre: string;
}

/**
 * Does a version (`1.2.3`) satisfy a requirement (`^1.2`, `~1.2`, `>=1, <2`, `1.*`, `=1.2.3`, `1.2`)? What cannot be
 * read is satisfied: a doubt here must not hide a folder that a manifest names.
 */
export function satisfies(version: string, requirement: string): boolean {
  const actual = parseVersion(version);
  if (actual === undefined) return true;
  return requirement.split(',').every((comparator) => satisfiesOne(actual, comparator.trim()));
}

const OPERATORS = ['>=', '<=', '^', '~', '=', '>', '<'] as const;

function satisfiesOne(actual: Version, comparator: string): boolean {
  const operator = OPERATORS.find((sign) => comparator.startsWith(sign));
  const text = comparator.slice(operator?.length ?? 0).trim();
  const wildcard = text.split('.').some((part) => part === '*' || part === 'x' || part === 'X');
  const wanted = parseVersion(text);
  if (wanted === undefined) return true;
  if (wildcard) return samePrefix(actual, wanted, wanted.parts.length);
  const order = compare(actual, wanted);
  const length = wanted.parts.length;
  // `>1.2` means `>=1.3`, `<=1.2` means `<1.3`: what is not written may be anything.
  const within = samePrefix(actual, wanted, length);
  switch (operator) {
    case '=':
      return length === 3 ? order === 0 : within;
    case '>':
      return order > 0 && (length === 3 || !within);
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0 || (length < 3 && within);
    case '~':
      return order >= 0 && samePrefix(actual, wanted, Math.min(length, 2));
    default: {
      const used = wanted.parts.findIndex((part) => part !== 0);
      return order >= 0 && samePrefix(actual, wanted, used === -1 ? length : used + 1);
    }
  }
}

function samePrefix(a: Version, b: Version, length: number): boolean {
  return b.parts.slice(0, length).every((part, index) => part === (a.parts[index] ?? 0));
}

function compare(a: Version, b: Version): number {
  for (let index = 0; index < 3; index++) {
    const difference = (a.parts[index] ?? 0) - (b.parts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre === b.pre) return 0;
  // A pre-release comes before its release.
  return a.pre === '' ? 1 : b.pre === '' ? -1 : a.pre < b.pre ? -1 : 1;
}

/** Numbers up to the first part that is none (`*`); `undefined` if there is text that is no version. */
function parseVersion(text: string): Version | undefined {
  const [withPre = ''] = text.split('+');
  const dash = withPre.indexOf('-');
  const plain = dash === -1 ? withPre : withPre.slice(0, dash);
  const parts: number[] = [];
  for (const part of plain.split('.')) {
    if (part === '*' || part === 'x' || part === 'X') break;
    const value = Number(part);
    if (part === '' || !Number.isInteger(value)) return undefined;
    parts.push(value);
  }
  return { parts, pre: dash === -1 ? '' : withPre.slice(dash + 1) };
}
