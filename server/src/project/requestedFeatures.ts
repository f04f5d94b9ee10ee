/** Gives `--features` to the packages that they are meant for, as cargo does (cargo book, "Command-line feature options"). */
import { type FeatureValue, parseFeatureValue } from './featureMap';
import type { RequestedFeatures } from './features';
import type { ProjectProblem, ViewRequest } from './model';
import type { Package } from './package';
import type { Workspace } from './workspace';

/**
 * What each selected package is asked for. In a virtual workspace, or with resolver 2 and later, `x` goes to every
 * selected package that has a feature `x`, and `package/x` to that package (or to a dependency of that name); with
 * resolver 1 it goes to the root package alone. A feature that no selected package has is reported, unless there are no
 * packages: why that is, a manifest that cannot be read say, is reported elsewhere.
 */
export function requestFeatures(
  workspace: Workspace,
  request: ViewRequest,
  report: (problem: ProjectProblem) => void,
): ReadonlyMap<Package, RequestedFeatures> {
  const asked = (request.features ?? [])
    // `--features "a b"` and `--features a,b` are lists.
    .flatMap((text) => text.split(',').flatMap((part) => part.split(' ')))
    .filter((text) => text !== '')
    .map((text) => ({ text, value: parseFeatureValue(text), found: false }));
  const all = request.allFeatures === true;
  const defaults = request.noDefaultFeatures !== true;
  const result = new Map<Package, RequestedFeatures>();
  const old = workspace.resolver === 1 && !workspace.virtual;
  for (const package_ of workspace.selected) {
    const values: FeatureValue[] = [];
    for (const one of asked) {
      if (old && package_ !== workspace.current && one.value.k !== 'depFeature') continue;
      const value = valueFor(package_, one.value);
      if (value === undefined || (old && package_ !== workspace.current && value.k === 'depFeature'))
        continue;
      one.found = true;
      values.push(value);
    }
    const isOther = old && package_ !== workspace.current;
    result.set(package_, { values, all, defaults: isOther ? true : defaults });
  }
  if (workspace.selected.length > 0)
    for (const { text, found } of asked) if (!found) report(missingFeature(workspace, text));
  return result;
}

/** What a requested feature means for one package; `undefined`: nothing. */
function valueFor(package_: Package, value: FeatureValue): FeatureValue | undefined {
  switch (value.k) {
    case 'feature':
      return package_.features.has(value.name) ? value : undefined;
    case 'dep':
      return undefined;
    case 'depFeature':
      if (package_.dependencies.some(({ key }) => key === value.key)) return value;
      return value.key === package_.name && package_.features.has(value.feature)
        ? { k: 'feature', name: value.feature }
        : undefined;
  }
}

function missingFeature(workspace: Workspace, text: string): ProjectProblem {
  const { selected } = workspace;
  const only = selected.length === 1 ? selected[0] : undefined;
  const known = [...new Set(selected.flatMap((package_) => [...package_.features.keys()]))]
    .filter((name) => name !== 'default')
    .sort();
  const shown = known.slice(0, 12).join(', ');
  return {
    file: only?.manifestPath ?? workspace.rootManifest,
    message:
      only === undefined
        ? `none of the selected packages has a feature \`${text}\``
        : `package \`${only.name}\` has no feature \`${text}\``,
    help:
      known.length === 0
        ? 'the selected packages declare no features: leave it out'
        : `features there are: ${shown}${known.length > 12 ? ', …' : ''}`,
    severity: 'error',
  };
}
