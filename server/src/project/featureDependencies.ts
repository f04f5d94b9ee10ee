/** Which optional dependencies each feature of a manifest turns on (cargo book, "Features"). */
import { parse } from 'smol-toml';
import { parseFeatureValue } from './featureMap';

/**
 * Feature → names, as `extern` has them, of the dependencies that it turns on itself; what other features do that it
 * implies is left out. Empty for a text that is no TOML, or has no features.
 */
export function dependenciesByFeature(manifest: string): ReadonlyMap<string, ReadonlySet<string>> {
  let features: unknown;
  try {
    ({ features } = parse(manifest));
  } catch {
    return new Map();
  }
  if (typeof features !== 'object' || features === null) return new Map();
  const declared = new Set(Object.keys(features));
  return new Map(
    Object.entries(features).map(([feature, values]) => [
      feature,
      new Set((Array.isArray(values) ? values : []).flatMap((value) => dependencyIn(value, declared))),
    ]),
  );
}

/** `dep:x`, `x/y`, and `x` where that is no feature of the table. */
function dependencyIn(value: unknown, declared: ReadonlySet<string>): readonly string[] {
  if (typeof value !== 'string') return [];
  const parsed = parseFeatureValue(value);
  if (parsed.k === 'feature') return declared.has(parsed.name) ? [] : [externName(parsed.name)];
  return parsed.k === 'depFeature' && parsed.weak ? [] : [externName(parsed.key)];
}

function externName(key: string): string {
  return key.replaceAll('-', '_');
}
