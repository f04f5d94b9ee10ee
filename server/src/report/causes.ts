/** What each code is about, for people: the root cause that findings of one code share. */
import type { Finding, FindingCode } from '../diagnose/finding';
import type { CauseGroup, NameOfReport } from './model';

export interface Cause {
  /** A heading. */
  readonly title: string;
  /** Why it is so, for somebody who meets it for the first time; backticks stand around code. */
  readonly why: string;
  /** A finding of this code says that one name is not there. */
  readonly missing?: true;
}

export const CAUSES: Readonly<Record<FindingCode, Cause>> = {
  'constified-variant': {
    title: 'Constants in the module of their enum',
    why: 'rust-sel4 has bindgen make a module of each C enum, so a constant is one step deeper than its C name says: `seL4_Error::seL4_NoError`. A glob import of the root brings the module, not what is in it.',
    missing: true,
  },
  'enum-module-as-type': {
    title: 'Enums that are modules',
    why: 'rust-sel4 has bindgen make a module of each C enum; the type is called `Type` and stands in it: `seL4_Error::Type`.',
    missing: true,
  },
  'invocation-as-function': {
    title: 'Kernel calls that are methods',
    why: 'The bindings have kernel calls as methods of the IPC buffer, because that is where their arguments are written. A function in C’s shape has to be written around them; most have a typed form in the `sel4` crate, too.',
    missing: true,
  },
  'c-only-name': {
    title: 'Names that only C has',
    why: 'These are macros and inline functions of C headers, of C libraries above seL4, or names that no header defines. bindgen sees none of them, so no kernel configuration has a binding.',
    missing: true,
  },
  'other-configuration': {
    title: 'Names of other kernel configurations',
    why: 'They exist with another architecture or kernel option only: guard the code, or look at the configuration that is meant.',
    missing: true,
  },
  'unresolved-import': {
    title: 'Imports that lead nowhere',
    why: 'A `use` names what is not there. Each is counted once: the names that it would have brought are silent.',
    missing: true,
  },
  'unresolved-name': {
    title: 'Names that are nowhere',
    why: 'No binding and no crate has them: mostly a slip of the pen.',
    missing: true,
  },
  'private-name': {
    title: 'Names that cannot be seen from there',
    why: 'They are private, or stand in a private module whose content is re-exported elsewhere.',
    missing: true,
  },
  'wrong-kind': {
    title: 'Names of another kind',
    why: 'The name is there, but as something that cannot stand in this place.',
    missing: true,
  },
  'undeclared-crate': {
    title: 'Crates that the manifest does not declare',
    why: 'Code that is compiled names a crate that is no dependency of its package.',
    missing: true,
  },
  'undeclared-feature': {
    title: 'Features that the manifest does not declare',
    why: 'What such a `cfg` guards is never compiled, whether it would resolve or not.',
  },
  'missing-generated-file': {
    title: 'Generated files that are not there',
    why: 'Names that they would define are unknown, not missing.',
  },
  'pattern-binds-name': {
    title: 'Patterns that match everything',
    why: 'The constant is not in scope, so the pattern binds a new variable of its name. It compiles.',
  },
  'wrong-argument-count': {
    title: 'Calls with too many or too few arguments',
    why: 'The function or kernel call takes another number of arguments than it is given: what C has and what the bindings have need not be the same.',
  },
  'unknown-field': {
    title: 'Fields that a struct does not have',
    why: 'The struct of the bindings is made of other fields.',
  },
  'missing-field': {
    title: 'Fields that are left out',
    why: 'The struct of the bindings has fields that are not given here.',
  },
  'binding-transmute': {
    title: 'Transmutes of types of the bindings',
    why: 'Such a type may look different with the next kernel.',
  },
  'parity-missing': {
    title: 'Names that only the stand-in has',
    why: 'Code that uses them compiles with the stand-in only.',
  },
  'parity-kind': {
    title: 'Names of another kind in the stand-in',
    why: 'The stand-in has the name as another kind of thing than the bindings.',
  },
  'parity-value': {
    title: 'Constants with another value in the stand-in',
    why: 'Everything compiles, on both sides; the kernel refuses.',
  },
  'parity-type': {
    title: 'Other types in the stand-in',
    why: 'Code that compiles with the stand-in need not compile with the bindings; equal layout does not make types equal.',
  },
  'parity-fields': {
    title: 'Other fields in the stand-in',
    why: 'A struct or enum of the stand-in is made of other parts than that of the bindings.',
  },
  'parity-signature': {
    title: 'Other signatures in the stand-in',
    why: 'Functions of the stand-in take or give something else than those of the bindings.',
  },
  'redefined-value': {
    title: 'Constants redefined with another value',
    why: 'A constant of the workspace has a kernel’s name and another value: the kernel will not understand it.',
  },
  'redefined-type': {
    title: 'Constants redefined with another type',
    why: 'A constant of the workspace has a kernel’s name and another type.',
  },
  'redefined-signature': {
    title: 'Kernel calls redefined with another signature',
    why: 'A function of the workspace has a kernel call’s name and takes or gives something else.',
  },
  'stale-allowance': {
    title: 'Allowances that nothing needs',
    why: 'A comment allows a finding that is not there.',
  },
  'bad-allowance': {
    title: 'Allowances that allow nothing',
    why: 'A comment gives no reason, or names a code that cannot be allowed.',
  },
  project: {
    title: 'Manifests, dependencies and bindings',
    why: 'What is wrong with them, or not known of them. Everything else was looked at all the same.',
  },
};

/** Of the code `project` what is about files that could not be read. */
const UNREADABLE: Cause = {
  title: 'Files that could not be read',
  why: 'Everything else was looked at all the same.',
};

/** What is told under one heading. */
export interface Chapter extends Cause {
  readonly code: FindingCode;
  readonly uses: number;
  readonly names: readonly NameOfReport[];
  /** What a row is about: a name, or a problem that is about none. */
  readonly of: 'name' | 'problem';
}

/** The findings of each code under the heading of their cause; those of `project` have two causes. */
export function chaptersOf(groups: readonly CauseGroup[]): readonly Chapter[] {
  return groups.flatMap(({ code, names }) => {
    const chapter = (cause: Cause, own: readonly NameOfReport[]): readonly Chapter[] => {
      if (own.length === 0) return [];
      const uses = own.reduce((sum, name) => sum + name.uses, 0);
      const of = own.some(({ name }) => name !== '') ? 'name' : 'problem';
      return [{ ...cause, code, uses, names: own, of }];
    };
    return [
      ...chapter(
        UNREADABLE,
        names.filter(({ unreadable }) => unreadable),
      ),
      ...chapter(
        CAUSES[code],
        names.filter(({ unreadable }) => !unreadable),
      ),
    ];
  });
}

/** Whether a finding says that a name is missing where it is used, and the compiler stops there. */
export function isMissingName({ code, severity }: Finding): boolean {
  return severity === 'error' && CAUSES[code].missing === true;
}

/** Codes about stand-ins and about names of the kernel that the workspace defines again. */
export function isParity(code: FindingCode): boolean {
  return code.startsWith('parity-') || code.startsWith('redefined-');
}
