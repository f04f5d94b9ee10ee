/** Reads `macro_rules!` definitions. Rules: Rust reference, "Macros By Example". */

import type { Token } from '../syntax/token';
import { matchDelimiters } from '../syntax/tokenTrees';
import { operatorEnd } from './cursor';
import {
  FRAGMENTS,
  type FragmentKind,
  MacroFailure,
  type MacroRule,
  type MacroRules,
  type MatcherStep,
  type Repeat,
  type TranscriberPiece,
} from './model';

/** Nested repetitions deeper than this are not read. */
const MAXIMAL_DEPTH = 64;

/** What no token's symbol can be: a fragment handed into a definition's matcher matches nothing, as in rustc. */
const NEVER = '\0';

/**
 * Reads the tokens between the outer delimiters of `macro_rules! m { … }`. `edition` is that of the defining crate.
 * Gives what is wrong where rustc rejects the definition; `$$` and `${…}` are only noticed when a rule is used.
 */
export function parseMacroRules(
  body: readonly Token[],
  edition = 2021,
): MacroRules | { readonly error: string } {
  try {
    return { rules: new Definition(body, edition).rules(), edition };
  } catch (failure) {
    if (failure instanceof MacroFailure) return { error: failure.message };
    throw failure;
  }
}

function fail(message: string): never {
  throw new MacroFailure('no-match', message);
}

const withoutRaw = (name: string): string => (name.startsWith('r#') ? name.slice(2) : name);

interface RepeatSuffix {
  readonly repeat: Repeat;
  readonly separator: readonly Token[];
  readonly end: number;
}

class Definition {
  private readonly partners: Int32Array;
  private steps: MatcherStep[] = [];
  private variables: string[] = [];
  private names = new Map<string, 'ident' | 'path'>();

  constructor(
    private readonly tokens: readonly Token[],
    private readonly edition: number,
  ) {
    this.partners = matchDelimiters(tokens);
    tokens.forEach((token, i) => {
      if ((token.kind === 'open' || token.kind === 'close') && this.partners[i]! < 0)
        fail('unbalanced delimiters');
    });
  }

  rules(): MacroRule[] {
    const rules: MacroRule[] = [];
    let at = 0;
    while (at < this.tokens.length) {
      const matcherEnd = this.delimited(at, 'a matcher');
      const arrow = this.tokens[matcherEnd];
      if (arrow?.text !== '=' || operatorEnd(this.tokens, matcherEnd) !== matcherEnd + 2)
        fail('expected `=>`');
      if (this.tokens[matcherEnd + 1]!.text !== '>') fail('expected `=>`');
      const end = this.delimited(matcherEnd + 2, 'the right side of a rule');
      this.steps = [];
      this.variables = [];
      this.names = new Map();
      this.matcher(at + 1, matcherEnd - 1, 0);
      this.steps.push({ k: 'end' });
      const transcriber = this.transcriber(matcherEnd + 3, end - 1, 0);
      const { steps: matcher, variables, names } = this;
      rules.push({ matcher, variables, names, transcriber });
      at = end;
      if (at < this.tokens.length && !this.isPunctuation(at++, ';')) fail('expected `;` between rules');
    }
    if (rules.length === 0) fail('a macro must contain at least one rule');
    return rules;
  }

  /** Index behind the delimited group that must stand here. */
  private delimited(at: number, what: string): number {
    const token = this.tokens[at];
    if (token?.kind !== 'open' || token.fragment !== undefined) fail(`expected ${what} in delimiters`);
    return this.partners[at]! + 1;
  }

  private isPunctuation(at: number, text: string): boolean {
    const token = this.tokens[at];
    return token?.kind === 'punctuation' && token.text === text;
  }

  /** A `$` before the end of a group, as in `[$]`, stands for itself. */
  private endsGroup(at: number, to: number): boolean {
    return at >= to || this.tokens[at]?.kind === 'close';
  }

  private matcher(from: number, to: number, depth: number): void {
    let at = from;
    while (at < to) {
      const token = this.tokens[at]!;
      if (token.kind !== 'punctuation') {
        this.steps.push({ k: 'token', symbol: token.fragment === undefined ? token.text : NEVER });
        at++;
      } else if (token.text !== '$' || this.endsGroup(at + 1, to)) {
        const end = operatorEnd(this.tokens, at);
        this.steps.push({ k: 'token', symbol: textOf(this.tokens.slice(at, end)) });
        at = end;
      } else {
        const next = this.tokens[at + 1]!;
        if (next.kind === 'open' && next.text === '(') at = this.sequence(at + 1, depth);
        else if (next.kind !== 'identifier') fail(`expected a name after \`$\`, found \`${next.text}\``);
        else if (next.text === 'crate') {
          this.steps.push({ k: 'token', symbol: '$crate' });
          at += 2;
        } else at = this.declaration(at + 1, depth);
      }
    }
  }

  /** `name:fragment` behind a `$`. */
  private declaration(at: number, depth: number): number {
    const name = withoutRaw(this.tokens[at]!.text);
    const fragment = this.tokens[at + 2];
    if (!this.isPunctuation(at + 1, ':') || this.tokens[at + 1]!.joint || fragment?.kind !== 'identifier') {
      fail(`missing fragment specifier of \`$${name}\``);
    }
    const kind = this.fragmentKind(fragment.text);
    if (kind === undefined) fail(`invalid fragment specifier \`${fragment.text}\``);
    if (this.variables.includes(name)) fail(`duplicate matcher binding \`$${name}\``);
    this.steps.push({ k: 'fragment', fragment: kind, variable: this.variables.length, depth });
    this.variables.push(name);
    if (kind === 'ident' || kind === 'path') this.names.set(name, kind);
    return at + 3;
  }

  /** `expr` and `pat` took less in earlier editions. */
  private fragmentKind(name: string): FragmentKind | undefined {
    if (name === 'expr' && this.edition < 2024) return 'expr_2021';
    if (name === 'pat' && this.edition < 2021) return 'pat_param';
    return FRAGMENTS.find((fragment) => fragment === name);
  }

  /** `(…) separator op` behind a `$`. */
  private sequence(open: number, depth: number): number {
    if (depth >= MAXIMAL_DEPTH) fail('repetitions nested too deeply');
    const close = this.partners[open]!;
    const { repeat, separator, end } = this.repeatSuffix(close + 1);
    const start = this.steps.length;
    const firstVariable = this.variables.length;
    this.steps.push({ k: 'end' });
    this.matcher(open + 1, close, depth + 1);
    if (separator.length === 0 && this.mayBeEmpty(start + 1)) fail('repetition matches empty token tree');
    if (separator.length > 0) this.steps.push({ k: 'separator', symbol: textOf(separator) });
    this.steps.push({ k: 'again', repeat, first: start + 1 });
    this.steps[start] = {
      k: 'sequence',
      repeat,
      variables: [firstVariable, this.variables.length],
      depth,
      after: this.steps.length,
    };
    return end;
  }

  /** Whether all steps from `first` on are optional: such a repetition would never end. */
  private mayBeEmpty(first: number): boolean {
    let at = first;
    while (at < this.steps.length) {
      const step = this.steps[at]!;
      if (step.k === 'fragment' && step.fragment === 'vis') at++;
      else if (step.k === 'sequence' && step.repeat !== '+') at = step.after;
      else return false;
    }
    return true;
  }

  private repeatSuffix(at: number): RepeatSuffix {
    const direct = this.repeatAt(at);
    if (direct !== undefined) return { repeat: direct, separator: [], end: at + 1 };
    const token = this.tokens[at];
    if (token === undefined || token.kind === 'open' || token.kind === 'close') {
      fail('expected one of `*`, `+`, `?` after a repetition');
    }
    const end = token.kind === 'punctuation' ? operatorEnd(this.tokens, at) : at + 1;
    const repeat = this.repeatAt(end);
    if (repeat === undefined) fail('expected one of `*`, `+`, `?` after a repetition');
    if (repeat === '?') fail('the `?` macro repetition operator does not take a separator');
    return { repeat, separator: this.tokens.slice(at, end), end: end + 1 };
  }

  private repeatAt(at: number): Repeat | undefined {
    const token = this.tokens[at];
    if (token?.kind !== 'punctuation' || operatorEnd(this.tokens, at) !== at + 1) return undefined;
    return token.text === '*' || token.text === '+' || token.text === '?' ? token.text : undefined;
  }

  private transcriber(from: number, to: number, depth: number): TranscriberPiece[] {
    if (depth > MAXIMAL_DEPTH) fail('repetitions nested too deeply');
    const pieces: TranscriberPiece[] = [];
    let at = from;
    while (at < to) {
      const token = this.tokens[at]!;
      const next = this.tokens[at + 1];
      if (token.kind !== 'punctuation' || token.text !== '$' || !next || this.endsGroup(at + 1, to)) {
        pieces.push({ k: 'token', token });
        at++;
      } else if (next.kind === 'identifier') {
        pieces.push(
          next.text === 'crate'
            ? { k: 'token', token: { ...next, text: '$crate', start: token.start } }
            : { k: 'variable', name: withoutRaw(next.text), dollar: token, token: next },
        );
        at += 2;
      } else if (next.kind === 'open' && next.text === '(') {
        const close = this.partners[at + 1]!;
        const { repeat, separator, end } = this.repeatSuffix(close + 1);
        const inside = this.transcriber(at + 2, close, depth + 1);
        pieces.push({ k: 'repeat', repeat, separator, pieces: inside, names: namesIn(inside) });
        at = end;
      } else if (next.kind === 'open' && next.text === '{') {
        pieces.push({ k: 'unsupported', what: 'a metavariable expression' });
        at = this.partners[at + 1]! + 1;
      } else if (next.text === '$') {
        pieces.push({ k: 'unsupported', what: '`$$`' });
        at += 2;
      } else {
        fail(`expected a name after \`$\`, found \`${next.text}\``);
      }
    }
    return pieces;
  }
}

function textOf(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) text += token.text;
  return text;
}

function namesIn(pieces: readonly TranscriberPiece[]): string[] {
  const names = new Set<string>();
  for (const piece of pieces) {
    if (piece.k === 'variable') names.add(piece.name);
    else if (piece.k === 'repeat') for (const name of piece.names) names.add(name);
  }
  return [...names];
}
