/** A position in a list of tokens, seen as rustc's parser sees them: operators are whole. */

import type { Token } from '../syntax/token';
import { matchDelimiters } from '../syntax/tokenTrees';
import { MacroFailure } from './model';

const OPERATORS = new Set(
  '<= == != >= && || << >> += -= *= /= %= ^= &= |= <<= >>= .. ... ..= :: -> <- =>'.split(' '),
);

/** Longest operator of joint punctuation that begins at a token: the index behind it. */
export function operatorEnd(tokens: readonly Token[], index: number): number {
  let text = tokens[index]!.text;
  let end = index + 1;
  while (end - index < 3 && tokens[end - 1]!.joint && tokens[end]?.kind === 'punctuation') {
    const longer = text + tokens[end]!.text;
    if (!OPERATORS.has(longer)) break;
    text = longer;
    end++;
  }
  return end;
}

/**
 * What {@link Cursor.symbols} has for an opening delimiter around a fragment. No token of Rust looks like it
 * (`$crate` is the only one that begins with a dollar sign).
 */
export function groupSymbol(fragment: string): string {
  return fragment === 'expr+' ? '$expr' : `$${fragment}`;
}

/** Nesting that is not in delimiters (`&&&x`, `A<B<C>>`): deeper is given up, long before the stack ends. */
const MAXIMAL_DEPTH = 200;

/** Recognisers only move the cursor; this lets them `return` another one's move. */
export type Moved = undefined;

export class Cursor {
  position = 0;
  /** What stands at each token: its text, the whole operator (or what is left of it), or a {@link groupSymbol}. */
  readonly symbols: readonly string[];
  /** Index behind the operator, or behind the single token. */
  readonly ends: Int32Array;
  readonly partners: Int32Array;
  private depth = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly edition: number,
  ) {
    const symbols: string[] = [];
    const ends = new Int32Array(tokens.length);
    this.partners = matchDelimiters(tokens);
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (token.kind === 'punctuation') {
        const end = operatorEnd(tokens, i);
        for (let from = i; from < end; from++) {
          let symbol = '';
          for (let j = from; j < end; j++) symbol += tokens[j]!.text;
          symbols.push(symbol);
          ends[from] = end;
        }
        i = end - 1;
      } else {
        if ((token.kind === 'open' || token.kind === 'close') && this.partners[i]! < 0) {
          throw new MacroFailure('no-match', 'unbalanced delimiters');
        }
        const isGroup = token.fragment !== undefined;
        symbols.push(isGroup ? (token.kind === 'open' ? groupSymbol(token.fragment) : '') : token.text);
        ends[i] = i + 1;
      }
    }
    this.symbols = symbols;
    this.ends = ends;
  }

  /** Symbol at the position; empty at the end. */
  symbol(): string {
    return this.symbols[this.position] ?? '';
  }

  get token(): Token | undefined {
    return this.tokens[this.position];
  }

  get atEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  symbolAt(index: number): string {
    return this.symbols[index] ?? '';
  }

  /** Index behind the token tree at an index. */
  treeEnd(index: number): number {
    return this.tokens[index]?.kind === 'open' ? this.partners[index]! + 1 : (this.ends[index] ?? index + 1);
  }

  isIdentifierAt(index: number): boolean {
    return this.tokens[index]?.kind === 'identifier';
  }

  /** Whether one of `( [ {` stands at an index. */
  isDelimiterAt(index: number): boolean {
    const token = this.tokens[index];
    return token?.kind === 'open' && token.fragment === undefined;
  }

  /** Past the token, or the whole operator. */
  bump(): Moved {
    if (this.atEnd) this.fail();
    this.position = this.ends[this.position]!;
  }

  eat(symbol: string): boolean {
    if (this.symbol() !== symbol) return false;
    this.bump();
    return true;
  }

  expect(symbol: string): Moved {
    if (!this.eat(symbol)) this.fail();
  }

  /** Takes one character even out of an operator: `>` of `>>`. */
  eatCharacter(character: string): boolean {
    const token = this.token;
    if (token?.kind !== 'punctuation' || token.text !== character) return false;
    this.position++;
    return true;
  }

  expectCharacter(character: string): Moved {
    if (!this.eatCharacter(character)) this.fail();
  }

  /** Past the token tree that must begin with this delimiter. */
  expectTree(open: string): Moved {
    if (this.symbol() !== open) this.fail();
    this.position = this.treeEnd(this.position);
  }

  /** Past the token tree at the position, whatever it is; fails at the end and at a closing delimiter. */
  skipTree(): Moved {
    const token = this.token;
    if (token === undefined || token.kind === 'close') this.fail();
    this.position = this.treeEnd(this.position);
  }

  /** What stands here is not what the fragment needs. */
  fail(): never {
    const token = this.token;
    const found =
      token === undefined
        ? 'the end'
        : token.fragment !== undefined
          ? token.fragment
          : `\`${this.symbol()}\``;
    throw new MacroFailure('no-match', `unexpected ${found}`);
  }

  /** Runs one level of a recursive recogniser. */
  nested<T>(run: () => T): T {
    if (++this.depth > MAXIMAL_DEPTH) throw new MacroFailure('limit', 'nested too deeply');
    const result = run();
    this.depth--;
    return result;
  }

  resetDepth(): void {
    this.depth = 0;
  }
}
