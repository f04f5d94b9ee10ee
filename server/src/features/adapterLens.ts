/** What stands above the workspace's adapter: how much it is used, and what it lacks. */
import type { Finding } from '../diagnose/finding';
import { type Adapter, adapterFor, hasAdapterIn } from '../fix/adapter/find';
import { supplyFor } from '../fix/adapter/offers';
import type { FixContext, FixSettings } from '../fix/context';
import { type Place, placeOfDefinition, usesOf } from '../query';
import { remembered } from '../resolve/remembered';
import { plural } from '../text/count';
import type { FeatureContext } from './context';

/** Places that one lens counts. */
export interface AdapterLens {
  readonly kind: 'uses' | 'missing';
  readonly title: string;
  readonly places: readonly Place[];
}

/** Where the lenses stand: the name of the adapter's module, or the start of its file. Nothing in other files. */
export function adapterPlace(
  context: FeatureContext,
  file: string,
  settings: FixSettings,
): Place | undefined {
  // Which of several it is all of the workspace says; that it is none in this file, the file's crates.
  if (!hasAdapterIn(context, context.cratesOf(file), file)) return undefined;
  const adapter = adapterIn(context, settings);
  if (adapter?.unit.file !== file) return undefined;
  if (adapter.number === 0) return { file, start: 0, end: 0 };
  return placeOfDefinition(context.world, adapter.module.definition);
}

const made = new WeakMap<object, Map<string, readonly AdapterLens[]>>();

/** Both lenses of the adapter, worked out over the whole workspace, once as long as no text changes. */
export function adapterLenses(context: FeatureContext, settings: FixSettings): readonly AdapterLens[] {
  const bySettings = remembered(made, context.texts, () => new Map<string, readonly AdapterLens[]>());
  return remembered(bySettings, JSON.stringify(settings), () => lensesOf(context, settings));
}

function lensesOf(context: FeatureContext, settings: FixSettings): readonly AdapterLens[] {
  const adapter = adapterIn(context, settings);
  if (adapter === undefined) return [];
  const uses = usesOf(context.world, context.memberTexts(), [adapter.module.definition], adapter.module.name)
    .filter((use) => !use.isDefinition)
    .map(({ place }) => place);
  const missing = missingNames(context, settings);
  const names = new Set(missing.map(({ name }) => name));
  return [
    { kind: 'uses', title: `used by ${plural(uses.length, 'place')}`, places: uses },
    {
      kind: 'missing',
      title: names.size === 0 ? 'no names missing' : `${plural(names.size, 'name')} missing`,
      places: missing.map(({ file, start, end }) => ({ file, start, end })),
    },
  ];
}

/** Findings of names that are looked for in the adapter and are not there. */
function missingNames(context: FeatureContext, settings: FixSettings): readonly Finding[] {
  const fixes = withSettings(context, settings);
  return context.ownFiles().flatMap((file) =>
    context.cases(file).flatMap(({ finding, problem }) => {
      const asked = problem && supplyFor({ finding, problem }, fixes);
      return asked === undefined ? [] : [finding];
    }),
  );
}

/** The adapter that the settings name, or the one that most is taken from. */
function adapterIn(context: FeatureContext, settings: FixSettings): Adapter | undefined {
  const adapter = adapterFor(withSettings(context, settings), () => true);
  return typeof adapter === 'string' ? undefined : adapter;
}

function withSettings(context: FeatureContext, settings: FixSettings): FixContext {
  return { ...context, settings };
}
