/** Calls of standard macros, read as something that means the same. */
import type { Token } from '../syntax/token';

/** `vec![x; n]` read as a list: it takes any `n`, as an array does not. */
export function asList(args: readonly Token[]): readonly Token[] {
  let depth = 0;
  const list = args.map((token) => {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    return depth === 0 && token.text === ';' ? { ...token, text: ',' } : token;
  });
  return [open('['), ...list, close(']')];
}

/** `matches!(EXPR, PATTERN if GUARD)` read as the match that it stands for. */
export function asMatch(args: readonly Token[]): readonly Token[] {
  let depth = 0;
  let comma = args.length;
  let last = args.length;
  for (const [index, token] of args.entries()) {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    else if (depth === 0 && token.text === ',' && token.kind === 'punctuation') {
      if (comma === args.length) comma = index;
      else last = index;
    }
  }
  return [
    word('match'),
    open('('),
    ...args.slice(0, comma),
    close(')'),
    open('{'),
    ...args.slice(comma + 1, last),
    punctuation('=', true),
    punctuation('>'),
    open('{'),
    close('}'),
    close('}'),
  ];
}

function open(text: string): Token {
  return { kind: 'open', text, start: 0, end: 0, source: -1, context: 0 };
}
function close(text: string): Token {
  return { kind: 'close', text, start: 0, end: 0, source: -1, context: 0 };
}
function word(text: string): Token {
  return { kind: 'identifier', text, start: 0, end: 0, source: -1, context: 0 };
}
function punctuation(text: string, joint = false): Token {
  return {
    kind: 'punctuation',
    text,
    start: 0,
    end: 0,
    source: -1,
    context: 0,
    ...(joint ? { joint: true as const } : {}),
  };
}
