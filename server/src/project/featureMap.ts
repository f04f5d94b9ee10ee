/** The `[features]` of one package (cargo book, "Features"). */
import type { Dependency } from './dependencies';
import type { TomlTable } from './toml';

/** What a feature turns on: `x`, `dep:x`, `x/y`, `x?/y`. */
export type FeatureValue =
  | { readonly k: 'feature'; readonly name: string }
  | { readonly k: 'dep'; readonly key: string }
  | { readonly k: 'depFeature'; readonly key: string; readonly feature: string; readonly weak: boolean };

export type FeatureMap = ReadonlyMap<string, readonly FeatureValue[]>;

export function parseFeatureValue(text: string): FeatureValue {
  const slash = text.indexOf('/');
  if (slash !== -1) {
    const left = text.slice(0, slash);
    const weak = left.endsWith('?');
    return { k: 'depFeature', key: weak ? left.slice(0, -1) : left, feature: text.slice(slash + 1), weak };
  }
  return text.startsWith('dep:') ? { k: 'dep', key: text.slice(4) } : { k: 'feature', name: text };
}

/**
 * All features: the table's, and one for each optional dependency that no `dep:` mentions. Entries that name nothing are
 * reported, as cargo refuses them, and left out.
 */
export function readFeatures(table: TomlTable | undefined, dependencies: readonly Dependency[]): FeatureMap {
  const optional = new Map<string, boolean>();
  for (const { key, optional: is } of dependencies) optional.set(key, is || optional.get(key) === true);
  const map = new Map<string, FeatureValue[]>();
  for (const name of table?.names() ?? []) map.set(name, (table!.strings(name) ?? []).map(parseFeatureValue));
  const mentioned = new Set<string>();
  for (const values of map.values())
    for (const value of values) if (value.k === 'dep') mentioned.add(value.key);
  for (const [key, is] of optional) {
    if (is && !map.has(key) && !mentioned.has(key)) map.set(key, [{ k: 'dep', key }]);
  }
  for (const name of table?.names() ?? []) {
    const good = map.get(name)!.filter((value) => {
      const wrong = whatIsWrong(value, map, optional);
      if (wrong === undefined) return true;
      table!.problem(name, `feature \`${name}\` includes ${wrong.says}`, wrong.help);
      return false;
    });
    map.set(name, good);
  }
  return map;
}

function whatIsWrong(
  value: FeatureValue,
  map: ReadonlyMap<string, unknown>,
  optional: ReadonlyMap<string, boolean>,
): { readonly says: string; readonly help: string } | undefined {
  switch (value.k) {
    case 'feature': {
      if (map.has(value.name)) return undefined;
      const says = `\`${value.name}\`, which is neither a feature nor an optional dependency of this package`;
      return optional.get(value.name) === true
        ? {
            says: `\`${value.name}\`, an optional dependency without a feature of its name`,
            help: `write \`dep:${value.name}\``,
          }
        : { says, help: `add the feature, or remove \`${value.name}\`` };
    }
    case 'dep':
      if (optional.get(value.key) === true) return undefined;
      return optional.has(value.key)
        ? {
            says: `\`dep:${value.key}\`, but that dependency is not optional`,
            help: 'add `optional = true` to it',
          }
        : {
            says: `\`dep:${value.key}\`, but there is no such dependency`,
            help: `add the dependency \`${value.key}\``,
          };
    case 'depFeature':
      if (!optional.has(value.key)) {
        return {
          says: `\`${value.key}/${value.feature}\`, but there is no dependency \`${value.key}\``,
          help: `add the dependency \`${value.key}\``,
        };
      }
      return value.weak && optional.get(value.key) !== true
        ? {
            says: `\`${value.key}?/${value.feature}\`, but that dependency is not optional`,
            help: 'remove the `?`',
          }
        : undefined;
  }
}
