/**
 * Allowances in the source: `// kaal-sel4: allow(code, code) why`, at the end of a line or in a line of its own before
 * the one that it is for. Only what rustc does not say can be allowed.
 */
import { type Comment, commentsIn } from '../syntax/comments';
import { tokenize } from '../syntax/lexer';
import { nearest } from '../text/near';
import { findingCodes } from './codeNames';
import type { Finding, FindingCode } from './finding';
import { PARITY_CODES } from './parity/explain';

/** Every allowance begins with it. */
export const MARKER = 'kaal-sel4:';

/** Lints of our own. */
const ALLOWABLE: ReadonlySet<string> = new Set<FindingCode>([
  ...PARITY_CODES,
  'pattern-binds-name',
  'binding-transmute',
  'undeclared-feature',
]);

export interface Allowance {
  readonly codes: readonly string[];
  readonly reason: string;
  /** The comment, in UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** First code that it is for: findings that begin in this line. */
  readonly at: number;
  readonly line: number;
  /** The same with the attributes in front of it, which have findings of their own. */
  readonly from: number;
  /** Where the item that begins there has been named, however many lines that takes: offset behind it. */
  readonly headEnd: number;
  /** What is amiss with the comment itself. */
  readonly problem?: string;
}

/** Allowances of a text, in order. */
export function readAllowances(text: string): readonly Allowance[] {
  if (!text.includes(MARKER)) return [];
  const lines = new Lines(text);
  return commentsIn(text).flatMap((comment): readonly Allowance[] => {
    if (!comment.text.startsWith(MARKER)) return [];
    const trailing = comment.previous >= 0 && lines.of(comment.previous) === lines.of(comment.start);
    const at = trailing ? comment.previous : behindAttributes(text, comment.next);
    const { start, end } = comment;
    const [from, headEnd] = trailing ? [at, at] : [comment.next, endOfHead(text, at)];
    return [{ ...parse(comment), start, end, at, line: lines.of(trailing ? start : at), from, headEnd }];
  });
}

/** Where what begins at an offset has said what it is: at its body, its value or its end. */
function endOfHead(text: string, at: number): number {
  const tokens = tokenize(text, { start: at, end: Math.min(text.length, at + 2000) });
  return tokens.find((token) => ['{', '}', ';', '='].includes(token.text))?.start ?? at;
}

function parse({ text, isDoc }: Comment): Pick<Allowance, 'codes' | 'reason' | 'problem'> {
  if (isDoc)
    return {
      codes: [],
      reason: '',
      problem: 'it stands in a documentation comment; write `// kaal-sel4: …`',
    };
  const said = text.slice(MARKER.length).trim();
  const open = said.indexOf('(');
  const close = said.indexOf(')', open);
  if (!said.startsWith('allow') || said.slice(5, Math.max(open, 5)).trim() !== '' || open < 0 || close < 0)
    return { codes: [], reason: '', problem: 'write `kaal-sel4: allow(code) why`' };
  const codes = said
    .slice(open + 1, close)
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  const reason = withoutDash(said.slice(close + 1).trim());
  const wrong = codes.find((code) => !ALLOWABLE.has(code));
  if (codes.length === 0) return { codes, reason, problem: 'name the code that is allowed' };
  if (wrong !== undefined) return { codes, reason, problem: whyNot(wrong) };
  return reason === ''
    ? { codes, reason, problem: 'say why it is allowed, behind the parenthesis' }
    : { codes, reason };
}

/** Why a code cannot be allowed; one that does not exist may be spelt wrongly. */
function whyNot(code: string): string {
  const all = `these can: ${[...ALLOWABLE].join(', ')}`;
  if (findingCodes.some((known) => known === code)) return `\`${code}\` cannot be allowed; ${all}`;
  const [near] = nearest(code, findingCodes, 1);
  if (near === undefined) return `there is no code \`${code}\`; ${all}`;
  return ALLOWABLE.has(near)
    ? `there is no code \`${code}\`, did you mean \`${near}\`?`
    : `there is no code \`${code}\`, and \`${near}\` cannot be allowed; ${all}`;
}

/** `: why`, `- why`, `– why` are all `why`. */
function withoutDash(text: string): string {
  let at = 0;
  while (':-–— '.includes(text[at] ?? 'x')) at++;
  return text.slice(at);
}

/** The first token from an offset on that belongs to no attribute. */
function behindAttributes(text: string, from: number): number {
  let at = from;
  for (;;) {
    const tokens = tokenize(text, { start: at, end: Math.min(text.length, at + 2000) });
    if (tokens[0]?.text !== '#' || tokens[1]?.text !== '[') return tokens[0]?.start ?? text.length;
    let depth = 0;
    let end = 1;
    for (; end < tokens.length; end++) {
      if (tokens[end]?.kind === 'open') depth++;
      else if (tokens[end]?.kind === 'close' && --depth === 0) break;
    }
    const next = tokens[end + 1];
    if (!next) return text.length;
    at = next.start;
  }
}

/** Line numbers of offsets. */
class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  of(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

export interface Allowed {
  /** What is left, with what is to be said of the comments themselves. */
  readonly findings: readonly Finding[];
  /** How many were taken out. */
  readonly silenced: number;
}

/**
 * Takes out what is allowed in a file and adds what is amiss with its comments. `isCompiled` says of an offset whether the
 * view compiles it; `isUnknown` whether a code cannot be told in a line: a comment there may be needed in another view.
 */
export function applyAllowances(
  text: string,
  findings: readonly Finding[],
  about: Pick<Finding, 'file' | 'crate' | 'module'>,
  isCompiled: (offset: number) => boolean,
  isUnknown: (code: string, from: number, to: number) => boolean,
): Allowed {
  const allowances = readAllowances(text);
  if (allowances.length === 0) return { findings, silenced: 0 };
  const lines = new Lines(text);
  const used = new Set<string>();
  const kept = findings.filter(({ code, start }) => {
    if (!ALLOWABLE.has(code)) return true;
    const line = lines.of(start);
    const hit = allowances.find(
      (a) =>
        a.problem === undefined &&
        (a.line === line || (a.from <= start && start < a.headEnd)) &&
        a.codes.includes(code),
    );
    if (hit) used.add(`${hit.start} ${code}`);
    return hit === undefined;
  });
  const remarks = allowances.flatMap((allowance): readonly Finding[] => {
    const { start, end, problem } = allowance;
    const common = {
      severity: 'warning' as const,
      ...about,
      start,
      end,
      name: allowance.codes.join(', '),
      candidates: [],
      category: 'other' as const,
      related: [],
    };
    if (problem !== undefined)
      return [{ ...common, code: 'bad-allowance', message: `this allows nothing: ${problem}` }];
    const stale = allowance.codes.filter(
      (code) => !used.has(`${start} ${code}`) && !isUnknown(code, ...lineAround(text, allowance.at)),
    );
    if (stale.length === 0 || !isCompiled(allowance.at)) return [];
    const what = stale.map((code) => `\`${code}\``).join(', ');
    return [
      {
        ...common,
        code: 'stale-allowance',
        message: `there is no ${what} here any more`,
        help: stale.length === allowance.codes.length ? 'remove the comment' : `take ${what} out of it`,
      },
    ];
  });
  const all = [...kept, ...remarks].sort((a, b) => a.start - b.start || a.end - b.end);
  return { findings: all, silenced: findings.length - kept.length };
}

function lineAround(text: string, offset: number): readonly [number, number] {
  const end = text.indexOf('\n', offset);
  return [text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1, end < 0 ? text.length : end];
}
