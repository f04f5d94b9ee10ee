/** What fixes may look at: the resolved view and the settings. Nothing here changes anything. */
import type { Finding } from '../diagnose/finding';
import type { DiagnoseContext, Problem } from '../diagnose/problem';
import type { Strategy } from './fix';

export interface FixSettings {
  /** Absent: `adapter` where the workspace has one, else `explicit`. */
  readonly strategy?: Strategy;
  /** Path of the adapter module (`sel4_platform::adapter`); absent: found by how the workspace uses it. */
  readonly adapter?: string;
}

export interface FixContext extends DiagnoseContext {
  readonly settings: FixSettings;
  /** Another object once any text has changed: what is found out for all of them is remembered by it. */
  readonly texts: object;
}

/** A finding with the name that it is about; absent for findings that are about no name. */
export interface Case {
  readonly finding: Finding;
  readonly problem: Problem | undefined;
}

export interface NamedCase extends Case {
  readonly problem: Problem;
}
