/** What mends a finding, as plain data. */
import type { Finding } from '../diagnose/finding';
import type { TextEdit } from '../text/edit';

/**
 * How names of the kernel are reached: written out where they are used, through the workspace's adapter module, or by
 * the typed interface of the `sel4` crate.
 */
export type Strategy = 'explicit' | 'adapter' | 'typed';

/** One kind of fix; a file each. */
export type FixId =
  /** Writes a path that resolves in place of one that does not. */
  | 'qualify'
  /** Brings the name in with a `use`. */
  | 'import'
  /** Adds a re-export or a constant to the adapter. */
  | 'adapterReexport'
  /** Adds a function in C's calling shape to the adapter. */
  | 'adapterWrapper'
  /** Calls what a misspelt kernel call is spelt like. */
  | 'misspeltCall'
  /** Calls the method of the IPC buffer in place. */
  | 'ipcBufferCall'
  /** Calls the `sel4` crate's method in place. */
  | 'typedCall'
  /** Writes a value that does the same. */
  | 'replace'
  /** Imports the name that is really there. */
  | 'importRealName'
  /** Goes through the adapter instead of a crate that is not there. */
  | 'throughAdapter'
  /** Declares the crate in the manifest. */
  | 'declareCrate'
  /** Writes the feature that the manifest has. */
  | 'renameFeature'
  /** Writes the value, the type or the name of a field that the other side has. */
  | 'agree';

/** Edits in one file; offsets are UTF-16 offsets in the text that was analysed. */
export interface FileEdits {
  /** Absolute path. */
  readonly file: string;
  readonly edits: readonly TextEdit[];
}

export interface Fix {
  readonly id: FixId;
  /** Says exactly what is written. */
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor.rewrite';
  /** The one that is plainly right. */
  readonly isPreferred: boolean;
  /** What it mends; absent for rewritings of what resolves. */
  readonly finding?: Finding;
  readonly edits: readonly FileEdits[];
}

/** Why a finding cannot be mended, or not in one way. */
export interface Refusal {
  readonly finding: Finding;
  readonly id?: FixId;
  readonly reason: string;
}

/** An edit with its file. */
export interface PlacedEdit extends TextEdit {
  readonly file: string;
}
