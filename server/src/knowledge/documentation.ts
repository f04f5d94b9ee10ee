/** What names of seL4 are for, in a sentence: our own words, or those of the user's own seL4 tree. */

/** A parameter of a kernel call by its name, with what it is for. */
export interface ParameterText {
  readonly name: string;
  readonly text: string;
}

export interface NameText {
  /** One sentence. */
  readonly brief: string;
  /** More than that, in paragraphs of plain text. */
  readonly details?: readonly string[];
  /** In the order of the call. The capability that is invoked is called `_service`. */
  readonly parameters: readonly ParameterText[];
  readonly returns?: string;
  /** Error by name → when it is returned. */
  readonly errors?: readonly ParameterText[];
  /** Page to read on. */
  readonly link?: string;
  /** `ours`: written by us; else the absolute path of the file that it was read from. */
  readonly source: 'ours' | { readonly file: string };
}

export interface Documentation {
  /** What is known of a name of seL4 (an invocation, a system call, a constant, a type); `undefined` if nothing. */
  of(name: string): NameText | undefined;
}
