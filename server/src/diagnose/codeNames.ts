/** What may be said of findings in settings and options. */
import type { FindingCode } from './finding';

/** Every code, in the order of `docs/findings.md`. The type makes a missing one a compile error. */
const codeNames: Readonly<Record<FindingCode, true>> = {
  'constified-variant': true,
  'enum-module-as-type': true,
  'invocation-as-function': true,
  'c-only-name': true,
  'other-configuration': true,
  'unresolved-import': true,
  'unresolved-name': true,
  'private-name': true,
  'wrong-kind': true,
  'undeclared-crate': true,
  'undeclared-feature': true,
  'missing-generated-file': true,
  'pattern-binds-name': true,
  'wrong-argument-count': true,
  'unknown-field': true,
  'missing-field': true,
  'binding-transmute': true,
  'parity-missing': true,
  'parity-kind': true,
  'parity-value': true,
  'parity-type': true,
  'parity-fields': true,
  'parity-signature': true,
  'redefined-value': true,
  'redefined-type': true,
  'redefined-signature': true,
  'stale-allowance': true,
  'bad-allowance': true,
  project: true,
};
/** Every code that a finding may have. */
export const findingCodes = Object.keys(codeNames) as readonly FindingCode[];

/** How loud a finding may be made, `off` among it. */
export const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;
