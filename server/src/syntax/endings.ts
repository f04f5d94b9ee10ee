/**
 * What ends an item that is written up to some place: its brackets, and what the heads of statements still want. While
 * somebody types, `if x == na` has no block yet, and what stands behind it is the next statement or the end of the body.
 */
import type { Token } from './token';

/** Brackets that are open at a place, or the item itself, which is the outermost. */
export interface Level {
  /** The bracket; '' for the item. */
  readonly open: string;
  /** Tokens of the item or statement that stands in it, up to the next level; of groups that are closed the brackets only. */
  readonly words: readonly Token[];
}

const PARTNERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Words behind which an expression and a block are to come. */
const CONTROL = new Set(['if', 'while', 'match', 'for']);

/** Words whose own block a brace behind them begins. */
const OWN_BLOCK = new Set(['unsafe', 'const', 'async', 'move', 'loop', 'else']);

/**
 * Texts that end it, the likeliest first; the outermost level comes first. `a<b` may compare or have an argument: angle
 * brackets right behind a name are closed in the first text.
 */
export function endingsOf(levels: readonly Level[]): readonly string[] {
  const plain = ending(levels, false);
  const angled = ending(levels, true);
  return plain === angled ? [plain] : [angled, plain];
}

function ending(levels: readonly Level[], closesAngles: boolean): string {
  let text = '';
  for (let at = levels.length - 1; at >= 0; at--) {
    const { open, words } = levels[at]!;
    if (closesAngles) text += '>'.repeat(openAngles(words));
    text += closureTail(words, levels[at + 1]?.open) + tailOf(levels, at) + (PARTNERS[open] ?? '');
  }
  return text;
}

/** What a level wants before its closing bracket. */
function tailOf(levels: readonly Level[], at: number): string {
  const { open, words } = levels[at]!;
  const next = levels[at + 1]?.open ?? '';
  if (open === '(' || open === '[') return blockOf(words, next);
  const around = open === '{' ? levels[at - 1] : undefined;
  if (around && holdsFields(around.words)) return blockOf(words, next);
  if (around && isMatch(around.words)) {
    const arm = behindLast(words, ',');
    const arrow = arm.findIndex((word, index) => isPair(arm, index, '=', '>') && word.text === '=');
    return arrow < 0 ? ' => {}' : blockOf(arm.slice(arrow + 2), next);
  }
  const own = ofItem(words, next);
  if (own !== undefined) return own;
  return blockOf(words, next) + (open === '{' ? ';' : '');
}

/** What ends an item by its first word; `undefined` for statements of other kinds. */
function ofItem(words: readonly Token[], next: string): string | undefined {
  switch (headOf(words)) {
    case 'fn':
    case 'impl':
    case 'trait':
    case 'mod':
    case 'enum':
      return next === '{' ? '' : ' {}';
    case 'const':
    case 'static':
      return isAssigned(words) ? `${blockOf(words, next)};` : ' = 0;';
    case 'type':
      return isAssigned(words) ? ';' : ' = ();';
    case 'struct':
      return next === '{' ? '' : ';';
    case 'use':
      return ';';
    default:
      return undefined;
  }
}

/** The block that the last `if`, `match` or loop of a statement still wants. */
function blockOf(words: readonly Token[], next: string): string {
  const at = words.findLastIndex(
    ({ kind, text }, index) =>
      kind === 'identifier' && CONTROL.has(text) && !(text === 'for' && words[index + 1]?.text === '<'),
  );
  if (at < 0 || (next === '{' && !OWN_BLOCK.has(words.at(-1)?.text ?? ''))) return '';
  const head = words.slice(at + 1);
  const binding = head.findLastIndex(({ text }) => text === 'let');
  if (binding >= 0 && !isAssigned(head.slice(binding))) return ' = 0 {}';
  const isOpen = words[at]!.text === 'for' && !head.some(({ text }) => text === 'in');
  return isOpen ? ' in 0 {}' : ' {}';
}

/** Signs and words behind which an expression begins. */
const BEGINS = new Set(['=', '>', ',', ':', 'return', 'move', 'async', 'static', 'in', 'else', 'break']);

/** What a closure still wants whose parameters or result stand last. */
function closureTail(words: readonly Token[], next = ''): string {
  let open = false;
  let behind = -1;
  for (const [at, { text }] of words.entries()) {
    if (text !== '|') continue;
    if (open) {
      open = false;
      behind = at + 1;
    } else if (at === 0 || BEGINS.has(words[at - 1]!.text)) open = true;
  }
  if (open) return '| ()';
  const hasResult = behind >= 0 && isPair(words, behind, '-', '>');
  return hasResult && next !== '{' && words.at(-1)?.text !== '}' ? ' {}' : '';
}

/** Whether the braces behind these words hold fields, variants or the names of an import. */
function holdsFields(words: readonly Token[]): boolean {
  const head = headOf(words);
  if (head === 'struct' || head === 'enum' || head === 'use') return true;
  // `Name {` or `Name::<T> {`, where no block can stand: a literal or a pattern.
  const last = words.at(-1);
  const isName = last?.kind === 'identifier' && !OWN_BLOCK.has(last.text);
  return isName && ofItem(words, '{') !== '' && !words.some(({ text }) => CONTROL.has(text));
}

function isMatch(words: readonly Token[]): boolean {
  const control = words.findLast(({ kind, text }) => kind === 'identifier' && CONTROL.has(text));
  return control?.text === 'match' && !OWN_BLOCK.has(words.at(-1)?.text ?? '');
}

/** The word that says what an item is; a word of any kind for other statements, '' where there is none. */
function headOf(words: readonly Token[]): string {
  for (let at = 0; ; ) {
    const word = words[at];
    const next = words[at + 1];
    if (word === undefined) return '';
    // An attribute: its brackets only are left.
    if (word.text === '#') at += next?.text === '!' ? 4 : 3;
    else if (word.text === 'pub') at += next?.text === '(' ? 3 : 1;
    else if (word.text === 'extern' && next?.kind === 'literal') at += 2;
    else if (PREFIXES.has(word.text) || (word.text === 'const' && PREFIXES_OF_FN.has(next?.text ?? ''))) at++;
    else return word.kind === 'identifier' ? word.text : '';
  }
}

/** Words that may stand before the one that says what an item is. */
const PREFIXES = new Set(['unsafe', 'default', 'safe', 'auto', 'async', 'extern']);
const PREFIXES_OF_FN = new Set(['fn', 'unsafe', 'async', 'extern']);

/** Whether a `=` stands among the words that is no part of another sign. */
function isAssigned(words: readonly Token[]): boolean {
  return words.some(({ text, joint }, at) => {
    if (text !== '=') return false;
    const after = joint ? words[at + 1]?.text : undefined;
    const before = words[at - 1]?.joint ? words[at - 1]?.text : undefined;
    return after !== '=' && after !== '>' && !(before !== undefined && '=!<>+-*/%&|^'.includes(before));
  });
}

/** Angle brackets behind a name or `::` that are still open. */
function openAngles(words: readonly Token[]): number {
  let open = 0;
  for (const [at, { text, joint, start }] of words.entries()) {
    const before = words[at - 1];
    const isBeside = before?.end === start && (before.kind === 'identifier' || before.text === ':');
    if (text === '<' && !joint && isBeside) open++;
    else if (text === '>' && !(before?.joint && (before.text === '-' || before.text === '=')))
      open = Math.max(0, open - 1);
  }
  return open;
}

function behindLast(words: readonly Token[], sign: string): readonly Token[] {
  return words.slice(words.findLastIndex(({ text }) => text === sign) + 1);
}

function isPair(words: readonly Token[], at: number, first: string, second: string): boolean {
  return words[at]?.text === first && words[at]?.joint === true && words[at + 1]?.text === second;
}
