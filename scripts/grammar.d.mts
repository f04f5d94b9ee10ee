import type { IRawGrammar } from 'vscode-textmate';

export declare const GRAMMAR_SCOPE: string;
export declare const KINDS: readonly string[];
export interface ColouredNames {
  readonly functions: readonly string[];
  /** Functions that are types too. */
  readonly both: readonly string[];
  readonly types: readonly string[];
  readonly modules: readonly string[];
  readonly constants: readonly string[];
  readonly macros: readonly string[];
}
export declare function knownNames(data: string): ColouredNames;
export declare function makeGrammar(names: ColouredNames): IRawGrammar;
