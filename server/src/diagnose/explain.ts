/** From a problem to a finding: the first explainer that knows the case speaks. */
import { cOnlyName } from './codes/c-only-name';
import { constifiedVariant } from './codes/constified-variant';
import { enumModuleAsType } from './codes/enum-module-as-type';
import { invocationAsFunction } from './codes/invocation-as-function';
import { neededKernelOption } from './codes/needed-kernel-option';
import { otherConfiguration } from './codes/other-configuration';
import { otherInstances } from './codes/other-instances';
import { privateName } from './codes/private-name';
import { undeclaredCrate } from './codes/undeclared-crate';
import { unresolvedImport } from './codes/unresolved-import';
import { unresolvedName } from './codes/unresolved-name';
import { wrongKind } from './codes/wrong-kind';
import type { Finding } from './finding';
import { beforeOtherRevision } from './otherRevision';
import type { DiagnoseContext, Explain, Problem } from './problem';

const explainers: readonly Explain[] = [
  privateName,
  undeclaredCrate,
  unresolvedImport,
  enumModuleAsType,
  constifiedVariant,
  invocationAsFunction,
  wrongKind,
  otherInstances,
  otherConfiguration,
  neededKernelOption,
  cOnlyName,
  unresolvedName,
];

/** Makes the finding of a problem; there is always one, the last explainer knows every case. */
export function explainProblem(problem: Problem, context: DiagnoseContext): Finding | undefined {
  for (const explainer of explainers) {
    const found = explainer(problem, context);
    if (!found) continue;
    const said = beforeOtherRevision(found, problem, context);
    return {
      code: said.code,
      severity: said.severity,
      file: problem.place.file,
      start: problem.place.start,
      end: problem.place.end,
      name: problem.name,
      message: said.message,
      ...(said.why === undefined ? {} : { why: said.why }),
      ...(said.help === undefined ? {} : { help: said.help }),
      candidates: said.candidates,
      ...(problem.failure.rustcCode === '' ? {} : { rustcCode: problem.failure.rustcCode }),
      crate: problem.crate.node?.packageName ?? problem.crate.name,
      module: problem.module.normal.path(),
      category: categoryOf(problem),
      related: said.related,
    };
  }
  return undefined;
}

function categoryOf(problem: Problem): Finding['category'] {
  switch (problem.kind) {
    case 'import':
      return 'import';
    case 'call':
    case 'method':
      return 'function';
    case 'type':
    case 'trait':
    case 'genericArgument':
    case 'structLiteral':
    case 'structPattern':
      return 'type';
    case 'value':
    case 'pathPattern':
    case 'identifierPattern':
    case 'tuplePattern':
      return 'constant';
    default:
      return 'other';
  }
}
