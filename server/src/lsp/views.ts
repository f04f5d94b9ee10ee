/** The views that a root could be looked at in, for a person to choose from. */
import type { NamedView } from '../analysis/projectViews';
import type { ViewRequest } from '../project/model';
import { onKernel, overView } from '../project/overView';
import type { BindingsChoice, ViewChoice } from './protocol';
import type { Unit } from './unit';

const architectures = ['aarch64', 'riscv64', 'x86_64'] as const;

/**
 * Choices for a unit: back to the settings, the views that the project names, the suggestion if there is one, generated
 * bindings by the kernel that they are for, architectures, built-in bindings. `asked` is what is asked for now.
 */
export function viewChoices(
  unit: Unit,
  asked: ViewRequest,
  snapshots: readonly string[],
): readonly ViewChoice[] {
  const { suggested } = unit.query.view();
  const choices: ViewChoice[] = [
    { label: 'As the settings say', detail: 'Forget what was chosen here', view: null },
    ...unit.project.views.map((view) => ofProject(view, asked)),
  ];
  if (suggested !== undefined) {
    const { features, noDefaultFeatures } = suggested;
    choices.push({
      label: features.length > 0 ? `With features ${features.join(', ')}` : 'With the default features',
      detail: 'These features lead to a mock only, those to real bindings',
      view: overView(asked, { features, noDefaultFeatures }),
    });
  }
  for (const build of unit.builds()) {
    // The kernel of a build that is still being written is offered when it is there.
    if (build.broken === undefined)
      choices.push({
        label: `Generated: ${build.text}`,
        detail: build.place,
        view: onKernel(asked, { bindings: build.folder }),
      });
  }
  // Features and tests are another question than the architecture: they stay as they are.
  for (const arch of architectures) {
    for (const mcs of [false, true]) {
      choices.push({ label: mcs ? `${arch}, MCS` : arch, view: onKernel(asked, { arch, mcs }) });
    }
  }
  choices.push({
    label: asked.tests === true ? 'Without tests' : 'With tests',
    detail: 'Tests, examples and benches, with cfg(test) and dev-dependencies',
    view: overView(asked, { tests: asked.tests !== true }),
  });
  for (const name of snapshots) {
    choices.push({ label: name, detail: 'Built-in bindings', view: onKernel(asked, { bindings: name }) });
  }
  return choices;
}

/** What a unit can be checked against: generated bindings first, then built-in ones. */
export function bindingsChoices(unit: Unit, snapshots: readonly string[]): readonly BindingsChoice[] {
  return [
    ...unit
      .builds()
      .filter(({ broken }) => broken === undefined)
      .map(({ text, place, folder }) => ({ label: `Generated: ${text}`, detail: place, bindings: folder })),
    ...snapshots.map((name) => ({ label: name, detail: 'Built-in bindings', bindings: name })),
  ];
}

function ofProject({ name, request }: NamedView, asked: ViewRequest): ViewChoice {
  const now = asked.name === name ? ' (now)' : '';
  return { label: `${name}${now}`, detail: `Cargo.toml: ${requestText(request)}`, view: request };
}

/** What a request asks for, in few words: `aarch64, MCS, features runtime`. */
function requestText(request: ViewRequest): string {
  const {
    arch,
    target,
    mcs,
    hypervisor,
    smp,
    debug,
    features,
    noDefaultFeatures,
    allFeatures,
    tests,
    bindings,
  } = request;
  const option = (on: boolean | undefined, name: string): string[] =>
    on === undefined ? [] : [on ? name : `no ${name}`];
  const parts = [
    ...(target === undefined ? (arch === undefined ? [] : [arch]) : [target]),
    ...option(mcs, 'MCS'),
    ...option(hypervisor, 'hypervisor'),
    ...option(smp, 'SMP'),
    ...option(debug, 'debug build'),
    ...(bindings === undefined ? [] : [`bindings ${bindings}`]),
    ...(features === undefined ? [] : [`features ${features.join(' ')}`]),
    ...(noDefaultFeatures ? ['no default features'] : []),
    ...(allFeatures ? ['all features'] : []),
    ...(tests ? ['with tests'] : []),
  ];
  return parts.length === 0 ? 'whatever is found out' : parts.join(', ');
}
