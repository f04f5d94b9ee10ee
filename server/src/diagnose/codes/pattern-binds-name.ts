/** A bare pattern spelt like a constant of the bindings that binds a new variable and so matches everything. */
import { type CrateMap, type Module, VALUE } from '../../resolve/definitions';
import { lookupFrom, type ScopeLookup, sought } from '../../resolve/scopes';
import { endOf, placeOf, startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Reference } from '../../syntax/summary';
import { constantsInTypes, placesOf, relatedTo } from '../bindingsIndex';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';
import { spell } from '../spelling';

/** What a bare pattern would name if it were no variable. */
function itemMeant(world: World, unit: Unit, reference: Reference): ScopeLookup | undefined {
  const use = sought(unit, reference, VALUE, reference.segments[0] ?? '');
  return lookupFrom(world, unit, reference.scope, { ...use, itemsOnly: true });
}

/** What is said of a bare pattern: a warning, or why it is not known whether it names a constant; nothing is said of most. */
export interface OnPattern {
  readonly finding?: Finding;
  /** As a glob of an unknown crate may bring one. */
  readonly unknown?: string;
}

/**
 * The warning for an identifier pattern that resolved to no constant; none if no constant is spelt so, if an import that
 * fails stands for the name (once that is mended, the pattern is too), or if there may be such a constant.
 */
export function patternBindsName(
  context: DiagnoseContext,
  crate: CrateMap,
  unit: Unit,
  reference: Reference,
  module: Module,
): OnPattern {
  const [name = ''] = reference.segments;
  const { world, catalog, knowledge } = context;
  const meant = itemMeant(world, unit, reference);
  if (meant?.k === 'unknown') return { unknown: meant.reason };
  if (meant?.k === 'poison') return {};
  const [place] = [
    ...placesOf(world, name, crate).filter(({ kind }) => kind === 'constant'),
    ...constantsInTypes(world, name, crate),
  ];
  const elsewhere =
    place !== undefined ||
    catalog.knownName(name).some((p) => p.namespace === 'value' && p.kind === 'const') ||
    (knowledge.has(name) && knowledge.cAlias(name, context.arch)?.kind !== 'type');
  if (!elsewhere) return {};
  const table = unit.fragment.referenceSpans;
  const at = placeOf(unit, startOf(table, reference.at), endOf(table, reference.at), world.sources);
  if (!at) return {};
  const spot = { module, segments: reference.segments, unit, scope: reference.scope };
  const candidates = place ? spell(world, spot, place) : [];
  const finding: Finding = {
    code: 'pattern-binds-name',
    severity: 'warning',
    file: at.file,
    start: at.start,
    end: at.end,
    name,
    message: `\`${name}\` is no constant here: this pattern binds a new variable of that name and matches everything`,
    ...(candidates.length === 0 ? {} : { help: `write \`${candidates[0]}\`` }),
    candidates,
    crate: crate.packageName,
    module: module.normal.path(),
    category: 'constant',
    related: place ? relatedTo(place, world) : [],
  };
  return { finding };
}
