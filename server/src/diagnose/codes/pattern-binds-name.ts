/** A bare pattern spelt like a constant of the bindings that binds a new variable and so matches everything. */
import { type CrateMap, type Module, VALUE } from '../../resolve/definitions';
import { lookupFrom, sought } from '../../resolve/scopes';
import { endOf, placeOf, startOf, type Unit } from '../../resolve/unit';
import type { Reference } from '../../syntax/summary';
import { constantsInTypes, placesOf, relatedTo } from '../bindingsIndex';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';
import { spell } from '../spelling';

/**
 * The warning for an identifier pattern that resolved to no constant; nothing if no constant is spelt so, if one may be in
 * scope after all, or if an import that fails stands for the name: once that is mended, the pattern is too.
 */
export function patternBindsName(
  context: DiagnoseContext,
  crate: CrateMap,
  unit: Unit,
  reference: Reference,
  module: Module,
): Finding | undefined {
  const [name = ''] = reference.segments;
  const { world, catalog, knowledge } = context;
  const [place] = [
    ...placesOf(world, name, crate).filter(({ kind }) => kind === 'constant'),
    ...constantsInTypes(world, name, crate),
  ];
  const elsewhere =
    place !== undefined ||
    catalog.knownName(name).some((p) => p.namespace === 'value' && p.kind === 'const') ||
    (knowledge.has(name) && knowledge.cAlias(name, context.arch)?.kind !== 'type');
  if (!elsewhere) return undefined;
  const use = sought(unit, reference, VALUE, name);
  const found = lookupFrom(world, unit, reference.scope, { ...use, itemsOnly: true })?.k;
  if (found === 'poison' || found === 'unknown') return undefined;
  const table = unit.fragment.referenceSpans;
  const at = placeOf(unit, startOf(table, reference.at), endOf(table, reference.at), world.sources);
  if (!at) return undefined;
  const spot = { module, segments: reference.segments, unit, scope: reference.scope };
  const candidates = place ? spell(world, spot, place) : [];
  return {
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
}
