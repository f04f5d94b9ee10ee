/** The tree of a `use` declaration with its places: for whoever adds a name to it. */
import { tokenize } from './lexer';
import type { Token } from './token';

/** One branch of a `use` tree. Offsets are UTF-16 offsets in the text that was read. */
export interface UseTree {
  /** Segments of this branch alone, `r#` kept; empty for `{…}` and `*` without a path. */
  readonly path: readonly string[];
  readonly kind: 'name' | 'glob' | 'group';
  /** The name after `as`. */
  readonly alias?: string;
  /** `group`: its branches. */
  readonly children: readonly UseTree[];
  readonly start: number;
  readonly end: number;
  /** `group`: offsets just behind `{` and of `}`. */
  readonly inside?: readonly [number, number];
  /** `group`: a comma stands behind the last branch. */
  readonly trailingComma?: true;
}

/**
 * Reads the tree between `use` and `;` of the declaration that `start..end` covers (visibility included, attributes
 * not). `undefined` for what is no whole declaration.
 */
export function readUseTree(text: string, start: number, end: number): UseTree | undefined {
  const tokens = tokenize(text, { start, end });
  const at = tokens.findIndex((token) => token.kind === 'identifier' && token.text === 'use');
  if (at < 0) return undefined;
  const reader = new Reader(tokens, at + 1);
  const tree = reader.tree();
  return tree !== undefined && reader.isAt(';') ? tree : undefined;
}

class Reader {
  constructor(
    private readonly tokens: readonly Token[],
    private at: number,
  ) {}

  isAt(text: string): boolean {
    return this.tokens[this.at]?.text === text;
  }

  private colons(): boolean {
    return this.isAt(':') && this.tokens[this.at + 1]?.text === ':';
  }

  tree(): UseTree | undefined {
    const first = this.tokens[this.at];
    if (first === undefined) return undefined;
    const { start } = first;
    const path: string[] = [];
    if (this.colons()) this.at += 2;
    for (;;) {
      const token = this.tokens[this.at];
      if (token === undefined) return undefined;
      if (token.text === '*') {
        this.at++;
        return { path, kind: 'glob', children: [], start, end: token.end };
      }
      if (token.text === '{') return this.group(path, start);
      if (token.kind !== 'identifier') return undefined;
      path.push(token.text);
      this.at++;
      if (this.colons()) this.at += 2;
      else return this.name(path, start, token.end);
    }
  }

  private name(path: readonly string[], start: number, end: number): UseTree | undefined {
    if (!this.isAt('as')) return { path, kind: 'name', children: [], start, end };
    const alias = this.tokens[this.at + 1];
    if (alias?.kind !== 'identifier') return undefined;
    this.at += 2;
    return { path, kind: 'name', alias: alias.text, children: [], start, end: alias.end };
  }

  private group(path: readonly string[], start: number): UseTree | undefined {
    const open = this.tokens[this.at++] as Token;
    const children: UseTree[] = [];
    let comma = false;
    while (!this.isAt('}')) {
      const child = this.tree();
      if (child === undefined) return undefined;
      children.push(child);
      comma = this.isAt(',');
      if (comma) this.at++;
      else if (!this.isAt('}')) return undefined;
    }
    const close = this.tokens[this.at++] as Token;
    return {
      path,
      kind: 'group',
      children,
      start,
      end: close.end,
      inside: [open.end, close.start],
      ...(comma ? { trailingComma: true as const } : {}),
    };
  }
}
