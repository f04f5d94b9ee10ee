/** Reads the text of a constant expression. Precedence: Rust reference, "Expression precedence". */
import { tokenize } from '../lexer';
import type { Token } from '../token';
import {
  type BinaryOperator,
  COMPARISON_LEVEL,
  type ConstantExpression,
  type ConstantPath,
  STRENGTH,
} from './expression';
import { readLiteral } from './literal';

/** Deeper nesting is not followed. */
const DEEPEST = 100;

/** A place where reading cannot go on; what stands there is `other`. */
class Stop extends Error {}

/** Reads all of a text as one expression. Never throws: what is not understood is `other`. */
export function parseConstant(text: string): ConstantExpression {
  const reader = new Reader(tokenize(text), text);
  try {
    const expression = reader.expression(0);
    return reader.atEnd ? expression : { k: 'other', what: 'an expression that is not understood' };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { k: 'other', what: error.message };
  }
}

const UNDERSTOOD: ReadonlySet<string> = new Set(['true', 'false', 'if', 'unsafe', 'const']);

/** Words that begin an expression of another kind. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['match', 'a match'],
  ['loop', 'a loop'],
  ['while', 'a loop'],
  ['for', 'a loop'],
  ['move', 'a closure'],
  ['return', 'a return'],
  ['async', 'an async block'],
]);

class Reader {
  private at = 0;
  private depth = 0;
  /** In a condition `{` begins the branch, not a struct. */
  private inCondition = false;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
  ) {}

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  private get peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private is(text: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token !== undefined && token.kind !== 'literal' && token.text === text;
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new Stop('an expression that is not understood');
  }

  /** Operators of at least this strength and what they join. */
  expression(weakest: number): ConstantExpression {
    if (++this.depth > DEEPEST) throw new Stop('an expression that nests too deep');
    let left = this.unary();
    for (;;) {
      const operator = this.operator();
      const strength = operator === undefined ? undefined : STRENGTH.get(operator);
      if (operator === undefined || strength === undefined || strength < weakest) break;
      this.at += operator.length;
      const right = this.expression(strength + 1);
      left = { k: 'binary', operator, left, right };
      if (strength === COMPARISON_LEVEL && STRENGTH.get(this.operator() ?? '') === COMPARISON_LEVEL)
        throw new Stop('comparisons in a chain');
    }
    this.depth--;
    return left;
  }

  /** The binary operator that stands next, made of as many tokens as it has characters; nothing for `=`, `+=`, `..`. */
  private operator(): BinaryOperator | undefined {
    const first = this.peek;
    if (first?.kind !== 'punctuation') return undefined;
    let text = first.text;
    for (let i = this.at; this.tokens[i]?.joint && text.length < 3; i++)
      text += this.tokens[i + 1]?.text ?? '';
    for (const length of [2, 1]) {
      const candidate = text.slice(0, length);
      // `-` and `!` after an operator are the next operand's own: `1 |-1`, `a <- b`.
      if (candidate.length !== length || !STRENGTH.has(candidate)) continue;
      if (
        text[length] === '=' &&
        candidate !== '==' &&
        candidate !== '<=' &&
        candidate !== '>=' &&
        candidate !== '!='
      )
        throw new Stop('an assignment');
      return candidate as BinaryOperator;
    }
    return undefined;
  }

  private unary(): ConstantExpression {
    if (++this.depth > DEEPEST) throw new Stop('an expression that nests too deep');
    const token = this.peek;
    let found: ConstantExpression;
    if (token?.kind === 'punctuation' && (token.text === '-' || token.text === '!')) {
      this.at++;
      // `as` binds weaker than a sign: `-1 as u8` is `(-1) as u8`.
      found = { k: 'unary', operator: token.text, of: this.operand() };
    } else found = this.operand();
    this.depth--;
    while (this.take('as')) {
      found = { k: 'cast', of: found, type: this.castType() };
    }
    return found;
  }

  /** What a sign may stand before: a sign again, or an operand with all that follows it directly. */
  private operand(): ConstantExpression {
    const token = this.peek;
    if (token?.kind === 'punctuation' && (token.text === '-' || token.text === '!')) {
      if (++this.depth > DEEPEST) throw new Stop('an expression that nests too deep');
      this.at++;
      const of = this.operand();
      this.depth--;
      return { k: 'unary', operator: token.text, of };
    }
    const found = this.primary();
    if (this.is('?') || this.is('[')) throw new Stop('an index or a `?`');
    if (this.is('.') && !this.is('.', 1)) throw new Stop('a method call or a field');
    if (this.is('(')) throw new Stop('a call of something that is no path');
    return found;
  }

  private primary(): ConstantExpression {
    const token = this.peek;
    if (!token) throw new Stop('an expression that ends too early');
    if (token.kind === 'literal') {
      this.at++;
      return readLiteral(token.text);
    }
    if (this.take('(')) {
      const inside = this.within(false, () => this.expression(0));
      this.expect(')');
      return inside;
    }
    if (this.is('{')) return this.block();
    if (token.kind === 'identifier' || this.is(':')) return this.word(token);
    if (token.text === '<') throw new Stop('a path that depends on types');
    if (token.text === '[') throw new Stop('an array');
    if (token.text === '&' || token.text === '*') throw new Stop('a reference');
    throw new Stop('an expression that is not understood');
  }

  private word(token: Token): ConstantExpression {
    const other = OTHERS.get(token.text);
    if (other !== undefined) throw new Stop(other);
    if (UNDERSTOOD.has(token.text)) {
      this.at++;
      if (token.text === 'true' || token.text === 'false')
        return { k: 'boolean', value: token.text === 'true' };
      return token.text === 'if' ? this.conditional() : this.block();
    }
    const path = this.path();
    if (this.is('!') && !this.is('=', 1)) throw new Stop(`the macro \`${path.segments.join('::')}!\``);
    if (this.is('{') && !this.inCondition) throw new Stop('a struct');
    if (!this.take('(')) return { k: 'path', ...path };
    return this.within(false, () => {
      const args: ConstantExpression[] = [];
      while (!this.take(')')) {
        args.push(this.expression(0));
        if (!this.is(')')) this.expect(',');
      }
      return { k: 'call', path, args };
    });
  }

  private within<T>(condition: boolean, read: () => T): T {
    const before = this.inCondition;
    this.inCondition = condition;
    const result = read();
    this.inCondition = before;
    return result;
  }

  /** `{ expression }`: statements are not followed. */
  private block(): ConstantExpression {
    this.expect('{');
    // What begins like a block and stands first in one is a statement: no operator goes on from it.
    const first = ['{', 'if', 'unsafe', 'const'].some((word) => this.is(word));
    const of = this.within(false, () => (first ? this.primary() : this.expression(0)));
    if (!this.take('}')) throw new Stop('a block with statements');
    return { k: 'block', of };
  }

  private conditional(): ConstantExpression {
    if (this.is('let')) throw new Stop('an `if let`');
    const condition = this.within(true, () => this.expression(0));
    const then = this.block();
    if (!this.take('else')) throw new Stop('an `if` without `else`');
    const otherwise = this.take('if') ? this.conditional() : this.block();
    return { k: 'if', condition, then, otherwise };
  }

  private path(): ConstantPath {
    const global = this.colons();
    const segments: string[] = [];
    let generics: string | undefined;
    for (;;) {
      const token = this.peek;
      if (token?.kind !== 'identifier') throw new Stop('a path that is not understood');
      this.at++;
      segments.push(token.text.startsWith('r#') ? token.text.slice(2) : token.text);
      if (!this.colons()) break;
      if (this.is('<')) {
        generics = this.angles();
        if (this.is(':')) throw new Stop('a path that depends on types');
        break;
      }
    }
    return {
      segments,
      ...(global ? { global: true as const } : {}),
      ...(generics === undefined ? {} : { generics }),
    };
  }

  private colons(): boolean {
    if (!this.is(':') || !this.peek?.joint || !this.is(':', 1)) return false;
    this.at += 2;
    return true;
  }

  /** The text between angle brackets, which it steps over. */
  private angles(): string {
    const from = this.tokens[this.at]?.end ?? 0;
    let open = 0;
    for (; this.at < this.tokens.length; this.at++) {
      const token = this.tokens[this.at] as Token;
      if (token.kind !== 'punctuation') continue;
      if (token.text === '<') open++;
      // The `>` of an arrow closes nothing.
      else if (token.text === '>' && !this.arrowBefore() && --open === 0) {
        this.at++;
        return this.text.slice(from, token.start);
      }
    }
    throw new Stop('a path that does not end');
  }

  private arrowBefore(): boolean {
    const before = this.tokens[this.at - 1];
    return before?.joint === true && before.text === '-';
  }

  /** A type after `as`: a path; anything else is not followed. */
  private castType(): string {
    const from = this.peek?.start ?? 0;
    if (this.peek?.kind !== 'identifier' && !this.is(':')) throw new Stop('a cast to a type that is no path');
    const { generics } = this.path();
    // `x as u32 < 3` reads `<` as the beginning of generic arguments: an error in rustc.
    if (generics !== undefined || this.is('<')) throw new Stop('a cast to a type with arguments');
    return this.text.slice(from, this.tokens[this.at - 1]?.end ?? from);
  }
}
