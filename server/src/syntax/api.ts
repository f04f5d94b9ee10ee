/** What `syntax/` offers. The implementation is the only user of web-tree-sitter. */
import type { FileMemory } from './parts/part';
import type { Fragment } from './summary';

export { FileMemory } from './parts/part';

/** What a text is to be read as: the kinds of place that a macro call can stand in. */
export type FragmentKind =
  /** Items of a module, impl, trait or extern block body (methods with `self` included). */
  | 'items'
  | 'members'
  /** Statements with an optional tail expression. */
  | 'statements'
  | 'expression'
  /** Comma-separated arguments of a function-like std macro: `a, b = c, d`; `b =` is not a reference. */
  | 'arguments'
  | 'pattern'
  | 'type';

export interface FileOptions {
  /** `false`: only the item part is made (`references` and `calls` are empty, `scopes` is the root alone). */
  readonly bodies?: boolean;
  /** Of this very file, when its last text was read: what has not changed is not parsed again. The fragment is the same. */
  readonly memory?: FileMemory;
}

export interface RustParser {
  /** Reads a whole file. Never throws on bad Rust: what does not parse is in `broken`. */
  lowerFile(text: string, options?: FileOptions): Fragment;
  /** Reads the text of one macro argument list or expansion; offsets are into `text`. */
  lowerFragment(text: string, kind: FragmentKind): Fragment;
}
