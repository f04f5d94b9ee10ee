/**
 * rustc hides some errors behind others. These are all the rules by which a finding of ours may be unconfirmed for a
 * round: each needs its cause to be there, and the cause is repaired before rustc is asked again. `docs/PROOF.md`
 * explains them.
 */
import type { Reported } from '../../support/compare';
import type { RustcError } from '../../support/rustc';

/** Codes of rustc's late resolution: one failed glob import silences them in its crate. */
const LATE = new Set([
  ...['E0401', 'E0404', 'E0405', 'E0411', 'E0412', 'E0422', 'E0423', 'E0424', 'E0425', 'E0433'],
  ...['E0434', 'E0435', 'E0530', 'E0531', 'E0533', 'E0532', 'E0573', 'E0574', 'E0575', 'E0576'],
]);

/** Codes of the type checker that are about names. */
const TYPED = new Set([
  'E0401',
  ...['E0164', 'E0220', 'E0223', 'E0533', 'E0599', 'E0624'],
  ...['E0026', 'E0027', 'E0060', 'E0061', 'E0063', 'E0559', 'E0560', 'E0769'],
]);

export type HidingRule =
  | 'a glob import failed in the crate'
  | 'a trait that an item names is missing in the crate'
  | 'an import that rustc cannot decide about'
  | 'a definition that needs itself ends type checking'
  | 'whether fields are visible is asked of crates without other errors'
  | 'a type error in the same statement or item';

/** What rustc said of a crate in one round, with the texts it saw. */
export interface Round {
  readonly said: readonly RustcError[];
  readonly files: ReadonlyMap<string, string>;
  /** rustc rejects a planted trait, or it is behind an import that rustc rejects. */
  readonly missingTrait: boolean;
  /** Start and end of the innermost item or statement around a span. */
  around(row: Reported): { readonly file: string; readonly start: number; readonly end: number } | undefined;
}

/** The rule that explains why rustc does not report what we do; `undefined` if none does. */
export function whyHidden(finding: Reported, round: Round): HidingRule | undefined {
  if (LATE.has(finding.code) && (round.said.some((row) => isFailedGlob(row, round)) || hasSilentGlob(round)))
    return 'a glob import failed in the crate';
  if (
    round.said.some(
      (row) => isUndecided(row, round.said, round.files) && isBroughtBy(row, finding, round.files),
    )
  )
    return 'an import that rustc cannot decide about';
  if (finding.code === 'E0451' && round.said.some(({ code }) => code !== 'E0451'))
    return 'whether fields are visible is asked of crates without other errors';
  if (!isTyped(finding, round.files)) return undefined;
  // rustc checks no types in a crate where a trait in an item's header, bounds or signature leads nowhere.
  if (round.missingTrait) return 'a trait that an item names is missing in the crate';
  // A cycle of queries (E0391) is fatal: bodies that rustc has not come to are not checked.
  if (round.said.some(({ code }) => code === 'E0391'))
    return 'a definition that needs itself ends type checking';
  const around = round.around(finding);
  const inside = (row: RustcError): boolean =>
    around !== undefined && row.file === around.file && row.start < around.end && around.start < row.end;
  return round.said.some(inside) ? 'a type error in the same statement or item' : undefined;
}

/** What the type checker says; a variant in the place of a type has no code, as a macro that is not there has none. */
function isTyped({ code, file, end }: Reported, files: Round['files']): boolean {
  return TYPED.has(code) || (code === '' && files.get(file)?.[end] !== '!');
}

/** E0432 in the path of a `use …::*`. */
function isFailedGlob({ code, file, start }: RustcError, { files }: Round): boolean {
  if (code !== 'E0432') return false;
  const text = files.get(file) ?? '';
  const end = text.indexOf(';', start);
  return text.slice(start, end < 0 ? undefined : end).includes('*');
}

/**
 * A glob out of a module whose file rustc cannot read (E0583, E0761) fails without a word of its own, and hides the same
 * where another import fails with one.
 */
function hasSilentGlob({ said, files }: Round): boolean {
  if (!said.some(({ code }) => code === 'E0432')) return false;
  const texts = [...files.values()];
  return said.some(({ code, file, start, end }) => {
    const [, name] = /\bmod\s+(?:r#)?(\w+)/.exec(files.get(file)?.slice(start, end) ?? '') ?? [];
    const isUnread = code === 'E0583' || code === 'E0761';
    const glob = new RegExp(`\\buse\\s[^;]*\\b${name}\\s*::[^;]*\\*`);
    return isUnread && name !== undefined && texts.some((text) => glob.test(text));
  });
}

/**
 * Where a path in an import fails before its last module (E0433) or for privacy (E0603), rustc cannot decide about imports that depend on it
 * or on a glob like that. If no import failed otherwise, it calls all these unresolved (E0432), sound ones too. Such a
 * row waits until the path is repaired. The same list comes where rustc's last error repeats a span.
 */
export function isUndecided(row: RustcError, said: readonly RustcError[], files: Round['files']): boolean {
  return (
    row.code === 'E0432' &&
    (row.undecided === true ||
      said.some(({ code, ...other }) => (code === 'E0433' || code === 'E0603') && isInUse(other, files)) ||
      said.some((other) => other !== row && isEarlierInGroup(other, row, files)))
  );
}

/** What one group of imports shares is said once; then rustc says that it cannot decide about the rest of it. */
function isEarlierInGroup(other: RustcError, row: RustcError, files: Round['files']): boolean {
  if (other.code !== 'E0432' || other.file !== row.file || other.end > row.start) return false;
  return /^[\w\s:#]*::\s*\{[^;]*$/.test((files.get(row.file) ?? '').slice(other.end, row.start));
}

function isInUse({ file, start }: Pick<RustcError, 'file' | 'start'>, files: Round['files']): boolean {
  const text = files.get(file) ?? '';
  const from = Math.max(text.lastIndexOf(';', start), text.lastIndexOf('}', start)) + 1;
  return /\b(use|import)\s/.test(text.slice(from, start));
}

/** Whether a finding is about the name that an undecided import brings: rustc is silent about it then. */
function isBroughtBy(row: RustcError, finding: Reported, files: Round['files']): boolean {
  const words = (text: string | undefined): string[] => text?.match(/\w+/g) ?? [];
  const brought = words(files.get(row.file)?.slice(row.start, row.end)).at(-1);
  return (
    brought !== undefined &&
    words(files.get(finding.file)?.slice(finding.start, finding.end)).includes(brought)
  );
}
