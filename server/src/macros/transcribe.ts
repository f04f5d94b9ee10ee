/** Puts out the right side of a rule with its variables filled in. Rules: Rust reference, "Transcribing". */
import type { Token, VariablePlace } from '../syntax/token';
import { protectExpressions } from './groups';
import { type Bound, MacroFailure, type MacroNumbers, type MacroRule, type TranscriberPiece } from './model';

/**
 * Gives the expansion's tokens: those of the definition with their contexts counted from `context` and their sources from
 * `sources`; those of the call as they are.
 * Throws a {@link MacroFailure} where rustc reports an error in the transcription, or above `limit` tokens.
 */
export function transcribe(
  rule: MacroRule,
  bound: ReadonlyMap<string, Bound>,
  numbers: MacroNumbers,
  limit: number,
): Token[] {
  const output: Token[] = [];
  /** Which turn of each repetition around the current piece is being put out. */
  const turns: number[] = [];
  let work = 0;

  const sourceOf = ({ source }: Token): number => (source < 0 ? source : source + numbers.sources);
  const put = (token: Token): void => {
    if (output.push(token) > limit)
      throw new MacroFailure('limit', `the expansion has more than ${limit} tokens`);
  };
  const putOwn = (token: Token): void => {
    const { kind, text, start, end, fragment } = token;
    const source = sourceOf(token);
    const context = numbers.context + token.context;
    const own: Token = token.joint
      ? { kind, text, start, end, joint: true, source, context }
      : { kind, text, start, end, source, context };
    put(fragment === undefined ? own : { ...own, fragment });
  };
  /** What comes next was not written directly behind the last token. */
  const separate = (): void => {
    const last = output[output.length - 1];
    if (!last?.joint) return;
    const { joint: _, ...alone } = last;
    output[output.length - 1] = alone;
  };
  const current = (name: string): Bound | undefined => {
    let found = bound.get(name);
    for (let level = 0; level < turns.length && found?.k === 'sequence'; level++) {
      found = found.entries[turns[level]!];
    }
    return found;
  };
  const putVariable = (piece: TranscriberPiece & { k: 'variable' }): void => {
    const value = current(piece.name);
    separate();
    if (value?.k === 'sequence') {
      throw new MacroFailure('no-match', `variable \`${piece.name}\` is still repeating at this depth`);
    }
    if (value !== undefined) {
      const { start } = piece.dollar;
      const variable = { source: sourceOf(piece.dollar), start, end: piece.token.end };
      const kind = rule.names.get(piece.name);
      const own: VariablePlace = kind ? { ...variable, [kind]: variable } : variable;
      for (const token of value.tokens) {
        const { ident, path } = token.variable ?? {};
        put({ ...token, variable: ident || path ? { ...token.variable, ...own } : own });
      }
      separate();
    } else {
      putOwn(piece.dollar);
      separate();
      putOwn(piece.token);
    }
  };
  const putRepeat = (piece: TranscriberPiece & { k: 'repeat' }): void => {
    let count = -1;
    for (const name of piece.names) {
      const value = current(name);
      if (value?.k !== 'sequence') continue;
      if (count >= 0 && count !== value.entries.length) {
        throw new MacroFailure(
          'no-match',
          `variable \`${name}\` repeats another number of times than the others`,
        );
      }
      count = value.entries.length;
    }
    if (count < 0)
      throw new MacroFailure('no-match', 'a repetition without a variable that repeats at this depth');
    if (count === 0 && piece.repeat === '+')
      throw new MacroFailure('no-match', 'this must repeat at least once');
    separate();
    for (let turn = 0; turn < count; turn++) {
      turns.push(turn);
      if (turn > 0) for (const token of piece.separator) putOwn(token);
      separate();
      putPieces(piece.pieces);
      separate();
      turns.pop();
    }
  };
  const putPieces = (pieces: readonly TranscriberPiece[]): void => {
    for (const piece of pieces) {
      if (++work > limit * 4) throw new MacroFailure('limit', 'the expansion takes too long');
      if (piece.k === 'token') putOwn(piece.token);
      else if (piece.k === 'variable') putVariable(piece);
      else if (piece.k === 'repeat') putRepeat(piece);
      else throw new MacroFailure('unsupported', `${piece.what} in a macro`);
    }
  };

  putPieces(rule.transcriber);
  protectExpressions(output);
  return output;
}
