/** What is reported, as plain data. */

/** Stable codes; `docs/findings.md` explains each. */
export type FindingCode =
  /** A constant that stands in a constified enum module is used bare. */
  | 'constified-variant'
  /** A constified enum module is used as a type. */
  | 'enum-module-as-type'
  /** A method of the IPC buffer is used as a free function. */
  | 'invocation-as-function'
  /** A name of C headers (or of nobody) that has no binding. */
  | 'c-only-name'
  /** The name exists in other kernel configurations only. */
  | 'other-configuration'
  /** A `use` whose path does not resolve. */
  | 'unresolved-import'
  /** Any other name that does not resolve. */
  | 'unresolved-name'
  /** The name is there, but not visible from here. */
  | 'private-name'
  /** The name exists only as another kind of thing. */
  | 'wrong-kind'
  /** A crate is named that the manifest does not declare. */
  | 'undeclared-crate'
  /** A cfg names a feature that the manifest does not declare. */
  | 'undeclared-feature'
  /** A generated file is missing. */
  | 'missing-generated-file'
  /** A pattern spelt like a binding's constant that binds a new variable. */
  | 'pattern-binds-name'
  /** A call has more or fewer arguments than its callee takes. */
  | 'wrong-argument-count'
  /** A literal or pattern names a field that its struct does not have. */
  | 'unknown-field'
  /** A literal or pattern leaves a field out. */
  | 'missing-field'
  /** `transmute` to or from a type of the bindings. */
  | 'binding-transmute'
  /** A stand-in has a name that the other side lacks. */
  | 'parity-missing'
  /** A name of a stand-in is another kind of thing on the other side. */
  | 'parity-kind'
  /** A constant of a stand-in has another value on the other side. */
  | 'parity-value'
  /** A type of a stand-in, or the type of a constant, is another one on the other side. */
  | 'parity-type'
  /** A struct or enum of a stand-in is made of other parts on the other side. */
  | 'parity-fields'
  /** A function of a stand-in has another signature on the other side. */
  | 'parity-signature'
  /** A constant of the workspace has a kernel's name and another value. */
  | 'redefined-value'
  /** The same with another type. */
  | 'redefined-type'
  /** A function of the workspace has a kernel call's name and another signature. */
  | 'redefined-signature'
  /** A comment allows a finding that is not there. */
  | 'stale-allowance'
  /** A comment allows something that it cannot. */
  | 'bad-allowance'
  /** A manifest or file that could not be read, or something else that is wrong with the project as a whole. */
  | 'project';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Whether `a` is taken more seriously than `b`. */
export function isGraver(a: Severity, b: Severity): boolean {
  return GRAVITY[a] < GRAVITY[b];
}

export interface RelatedPlace {
  /** Absolute path, or a virtual one of a snapshot (`kaal-sel4:/pin-aarch64/sel4-sys/bindings.rs`). */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Absolute path. */
  readonly file: string;
  /** UTF-16 offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** The name that is meant: the segment that fails. */
  readonly name: string;
  /** Why, in one sentence. */
  readonly message: string;
  /** The cause alone, where the message tells one: for lists of names that need not say each time what was looked for. */
  readonly why?: string;
  /** What to write instead. */
  readonly help?: string;
  /** Paths that would work, best first: for fixes. */
  readonly candidates: readonly string[];
  /** What rustc calls it (E0425 …); absent for lints of our own. */
  readonly rustcCode?: string;
  readonly crate: string;
  /** Module path inside the crate, `crate` for the root: `crate::irq`. */
  readonly module: string;
  /** For the summary. */
  readonly category: 'function' | 'constant' | 'type' | 'import' | 'other';
  readonly related: readonly RelatedPlace[];
  /** Said only to those who ask for everything: nobody's code depends on it yet, or something else says it already. */
  readonly quiet?: true;
  /** The same point by point in few words, to be said along with another finding about the same thing. */
  readonly inShort?: readonly string[];
  /** Of the code `project`: a file could not be read, so nothing is known of what is in it. */
  readonly unreadable?: true;
  /** What to write over a part of the same file, where one text is plainly right: for fixes. */
  readonly replacement?: Replacement;
}

export interface Replacement {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface ReferenceCounts {
  readonly total: number;
  readonly resolved: number;
  /** A method on a receiver of unknown type, where exactly one indexed type has a method of that name. */
  readonly resolvedByName: number;
  readonly unresolved: number;
  readonly unknown: number;
}
