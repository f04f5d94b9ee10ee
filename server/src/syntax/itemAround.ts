/**
 * The item around a place, told by brackets and the first words alone: what stands there need not parse. Whoever asks what
 * a name would mean that is being typed has a text that is broken at that very place.
 */
import { endingsOf, type Level } from './endings';
import { tokenize } from './lexer';
import type { Token } from './token';

export interface ItemAround {
  /** Names of the inline modules around it, the outermost first. */
  readonly modules: readonly string[];
  /** Offsets of the head of the impl, trait or `extern` block that it is a member of, without the brace. */
  readonly owner?: readonly [start: number, end: number];
  /** Offsets of the item; both are the place itself where no item stands. */
  readonly start: number;
  readonly end: number;
  /** Texts that end the item at the place, the likeliest first; the owner and modules are not ended. */
  readonly endings: readonly string[];
}

/** A bracket that is open, and where the item or statement begins that now stands in it. */
interface Frame {
  readonly open: Token | undefined;
  /** Its index among the tokens. */
  readonly at: number;
  begin: number;
  /** Where that began which ended last with a brace. */
  before?: number;
}

const PARTNERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Finds it; `offset` is a UTF-16 offset of the text. Any text will do. */
export function itemAround(
  text: string,
  offset: number,
  tokens: readonly Token[] = tokenize(text),
): ItemAround {
  const frames: Frame[] = [{ open: undefined, at: -1, begin: 0 }];
  let at = 0;
  for (; at < tokens.length && tokens[at]!.start < offset; at++) step(frames, tokens, at);
  const modules: string[] = [];
  let owner: ItemAround['owner'];
  let level = 0;
  for (; level + 1 < frames.length; level++) {
    const { open } = frames[level + 1]!;
    const header = headerOf(tokens, frames[level]!.begin, open!);
    if (open?.text !== '{') break;
    if (header.keyword === 'mod' && owner === undefined) modules.push(header.name);
    else if (header.holdsItems && owner === undefined) owner = [header.start, open.start];
    else break;
  }
  const begin = tokens[frames[level]!.begin];
  const endings = endingsOf(levelsOf(frames.slice(level), tokens, at));
  const result = { modules, ...(owner ? { owner } : {}), endings };
  if (!begin || begin.start >= offset) return { ...result, start: offset, end: offset };
  return { ...result, start: begin.start, end: endOf(frames, level, tokens, at, text.length) };
}

/** The frames from the item inwards, with the words that stand in each before the next one; `end` is an index of a token. */
function levelsOf(frames: readonly Frame[], tokens: readonly Token[], end: number): readonly Level[] {
  return frames.map(({ open, begin, before }, index) => {
    const words: Token[] = [];
    let depth = 0;
    const from = before !== undefined && goesOn(tokens, begin) ? before : begin;
    for (const token of tokens.slice(from, frames[index + 1]?.at ?? end)) {
      if (token.kind === 'close') depth--;
      if (depth <= 0) words.push(token);
      if (token.kind === 'open') depth++;
    }
    return { open: index === 0 ? '' : (open?.text ?? ''), words };
  });
}

/** Signs that begin no statement. */
const GO_ON = new Set(['.', '?', '=', '+', '/', '%', '^', '>']);

/** Whether the token behind a brace goes on with what the brace ended: `if unsafe { … } != 0`. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  const { text, joint } = tokens[at] ?? {};
  return text !== undefined && (GO_ON.has(text) || (text === '!' && joint === true) || text === 'as');
}

/** Takes one token in; a bracket that closes nothing is passed over, one that closes more than one closes them all. */
function step(frames: Frame[], tokens: readonly Token[], at: number): void {
  const token = tokens[at]!;
  if (token.kind === 'open') frames.push({ open: token, at, begin: at + 1 });
  else if (token.kind === 'close') {
    const partner = frames.findLastIndex(({ open }) => open && PARTNERS[open.text] === token.text);
    if (partner < 0) return;
    frames.length = partner;
    if (token.text !== '}') return;
    const frame = frames.at(-1)!;
    frame.before = frame.begin;
    frame.begin = at + 1;
  } else if (token.text === ';') frames.at(-1)!.begin = at + 1;
}

/** Where the item ends that stands at a level: with its `;`, its own last brace, or the brace around it. */
function endOf(frames: Frame[], level: number, tokens: readonly Token[], from: number, last: number): number {
  for (let at = from; at < tokens.length; at++) {
    const { text, end, start } = tokens[at]!;
    const before = frames.length;
    if (before === level + 1 && text === ';') return end;
    step(frames, tokens, at);
    if (frames.length <= level) return start;
    if (text !== '}' || before <= level + 1 || frames.length !== level + 1) continue;
    const next = tokens[at + 1];
    if (next?.text === ';') return next.end;
    if (next?.text !== 'else' && next?.text !== '.' && next?.text !== '?') return end;
  }
  return last;
}

interface Header {
  readonly keyword: string;
  /** The word behind the keyword. */
  readonly name: string;
  /** Members stand in its braces: an impl, a trait, an `extern` block. */
  readonly holdsItems: boolean;
  readonly start: number;
}

/** What may stand before the word that says what an item is. */
const BEFORE = new Set(['pub', 'unsafe', 'default', 'safe', 'auto']);

/** Reads the words of an item before its brace; attributes are passed over. */
function headerOf(tokens: readonly Token[], begin: number, open: Token | undefined): Header {
  let at = begin;
  const start = tokens[at]?.start ?? 0;
  for (;;) {
    const token = tokens[at];
    if (token === undefined || token === open) return { keyword: '', name: '', holdsItems: false, start };
    const next = tokens[at + 1];
    if (token.text === '#') at = behindGroup(tokens, next?.text === '!' ? at + 2 : at + 1);
    else if (token.text === 'pub' && next?.text === '(' && next !== open) at = behindGroup(tokens, at + 1);
    else if (BEFORE.has(token.text)) at++;
    else {
      const name = next?.kind === 'identifier' ? next.text : '';
      const isExtern =
        token.text === 'extern' && (next === open || (next?.kind === 'literal' && tokens[at + 2] === open));
      const holdsItems = token.text === 'impl' || token.text === 'trait' || isExtern;
      return { keyword: token.kind === 'identifier' ? token.text : '', name, holdsItems, start };
    }
  }
}

function behindGroup(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const { kind } = tokens[at]!;
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    if (depth <= 0) return at + 1;
  }
  return tokens.length;
}
