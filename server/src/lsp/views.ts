/** The views that a root could be looked at in, for a person to choose from. */
import type { ViewRequest } from '../project/model';
import type { ViewChoice } from './protocol';
import type { Unit } from './unit';

const architectures = ['aarch64', 'riscv64', 'x86_64'] as const;

/** Choices for a unit: back to the settings, the suggestion if there is one, architectures, built-in bindings. */
export function viewChoices(
  unit: Unit,
  asked: ViewRequest,
  snapshots: readonly string[],
): readonly ViewChoice[] {
  const view = unit.query.view();
  // Features and tests are another question than the architecture: they stay as they are.
  const { arch: _arch, mcs: _mcs, bindings: _bindings, ...others } = asked;
  const choices: ViewChoice[] = [
    { label: 'As the settings say', detail: 'Forget what was chosen here', view: null },
  ];
  if (view.suggestion !== undefined) {
    const features = view.suggestion.split(/[\s,]+/).filter((feature) => feature !== '');
    choices.push({
      label: `With features ${features.join(', ')}`,
      detail: 'The default features lead to a mock only, these to real bindings',
      view: { ...asked, features },
    });
  }
  for (const arch of architectures) {
    for (const mcs of [false, true]) {
      choices.push({ label: mcs ? `${arch}, MCS` : arch, view: { ...others, arch, mcs } });
    }
  }
  choices.push({
    label: asked.tests === true ? 'Without tests' : 'With tests',
    detail: 'Tests, examples and benches, with cfg(test) and dev-dependencies',
    view: { ...asked, tests: asked.tests !== true },
  });
  for (const name of snapshots) {
    choices.push({ label: name, detail: 'Built-in bindings', view: { ...others, bindings: name } });
  }
  return choices;
}
