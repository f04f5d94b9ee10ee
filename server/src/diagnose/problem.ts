/** A name that does not resolve, with what is needed to say why. */
import type { Catalog } from '../bindings/data';
import type { KernelOption } from '../bindings/nearestSnapshot';
import type { Knowledge } from '../knowledge/knowledge';
import type { CrateMap, Import, Module, PathFailure } from '../resolve/definitions';
import type { Place, Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference, ReferenceKind } from '../syntax/summary';
import type { FindingCode, RelatedPlace, Severity } from './finding';

export interface Problem {
  readonly failure: PathFailure;
  /** The whole path as written, keywords included. */
  readonly segments: readonly string[];
  /** The segment at fault. */
  readonly name: string;
  readonly kind: ReferenceKind | 'import';
  readonly crate: CrateMap;
  /** The module (or block) it stands in. */
  readonly module: Module;
  readonly place: Place;
  /** Where it is written, for look-ups of what is in scope there. */
  readonly unit?: Unit;
  readonly scope?: number;
  /** What does not resolve, as read: a name in a body or signature, or a leaf of a `use`. */
  readonly reference?: Reference;
  readonly record?: Import;
}

export interface DiagnoseContext {
  readonly world: World;
  readonly catalog: Catalog;
  readonly knowledge: Knowledge;
  /** cargo's `target_arch`. */
  readonly arch: string;
  /** Names of the built-in configurations of the view's architecture. */
  readonly sameArch: ReadonlySet<string>;
  /** Those, and configurations of other architectures with an option that was asked for and is not built in for this one. */
  readonly possible: ReadonlySet<string>;
  /** The kernel's options are known, not guessed. */
  readonly certain: boolean;
  /** Options of the kernel that the view names; all of them are known where `undefined`. */
  readonly asked: ReadonlySet<KernelOption> | undefined;
  /** Nothing tells the architecture. */
  readonly isArchAssumed?: boolean;
  /** The workspace's rust-sel4 is known to be of another commit than the built-in bindings. */
  readonly otherRevision?: OtherRevision;
}

export interface OtherRevision {
  /** `submodule external/rust-sel4 is at 0123abcd`. */
  readonly from: string;
  /** Folder of its sources, where they are on disk and read as they are: only what is generated is of another commit. */
  readonly sources?: string;
}

/** What one explainer says. The caller adds place, crate and rustc's code. */
export interface Explanation {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  /** The cause alone. */
  readonly why?: string;
  readonly help?: string;
  readonly candidates: readonly string[];
  readonly related: readonly RelatedPlace[];
}

/** Says why, if the problem is of its kind; one file each. */
export type Explain = (problem: Problem, context: DiagnoseContext) => Explanation | undefined;

/** `value `x` in `a::b``, the way rustc begins a message. */
export function cannotFind(problem: Problem): string {
  const { failure, name } = problem;
  const where = failure.inside ? ` in \`${containerName(problem)}\`` : ' in this scope';
  return `cannot find ${thing(problem)} \`${name}\`${where}`;
}

function containerName(problem: Problem): string {
  const written = problem.segments.slice(0, problem.failure.segment).join('::');
  return written === '' ? (problem.failure.inside?.name ?? '') : written;
}

function thing(problem: Problem): string {
  if (problem.failure.segment < problem.segments.length - 1) return 'module or crate';
  switch (problem.kind) {
    case 'call':
      return 'function';
    case 'type':
    case 'genericArgument':
      return 'type';
    case 'trait':
      return 'trait';
    case 'structLiteral':
    case 'structPattern':
      return 'struct';
    case 'tuplePattern':
    case 'pathPattern':
      return 'pattern';
    case 'method':
      return 'method';
    case 'macro':
      return 'macro';
    case 'attribute':
      return 'attribute macro';
    case 'derive':
      return 'derive macro';
    case 'import':
      return 'name';
    default:
      return 'value';
  }
}
