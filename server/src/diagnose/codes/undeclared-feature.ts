/** A cfg names a feature that the manifest does not have: rustc warns (unexpected_cfgs), and the code is never built. */
import { cfgFeatures } from '../../project/cfg';
import type { CrateMap } from '../../resolve/definitions';
import { itemTable, startOf, type Unit } from '../../resolve/unit';
import type { Attribute, Item } from '../../syntax/summary';
import { wordsIn } from '../../text/words';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';

/** Warnings for `feature = "…"` in `cfg` and `cfg_attr` attributes of one file. */
export function undeclaredFeatures(
  _context: DiagnoseContext,
  crate: CrateMap,
  path: string,
): readonly Finding[] {
  const { node } = crate;
  if (!node) return [];
  const declared = new Set(node.declaredFeatures);
  const candidates = [...declared].filter((feature) => feature !== 'default');
  // What the build script sets is built, whether the compiler is told of it or not.
  const { features: set = [], checkCfg = [] } = node.scriptCfg ?? {};
  const more = [set, ...[...node.checkCfg, ...checkCfg].map(featuresOfCheckCfg)];
  const found = new Map<number, Finding>();
  const look = (unit: Unit, attribute: Attribute, table: readonly number[]): void => {
    if (attribute.path !== 'cfg' && attribute.path !== 'cfg_attr') return;
    if (!attribute.args.includes('feature')) return;
    const start = startOf(table, attribute.at);
    if (start < 0) return;
    const argsAt = unit.text.indexOf(attribute.args, start);
    if (argsAt < 0) return;
    for (const feature of cfgFeatures(attribute.args)) {
      if (
        declared.has(feature.name) ||
        more.some((allowed) => allowed === 'any' || allowed.includes(feature.name))
      )
        continue;
      const at = argsAt + feature.start;
      found.set(at, {
        code: 'undeclared-feature',
        severity: 'warning',
        file: unit.file,
        start: at,
        end: argsAt + feature.end,
        name: feature.name,
        message: `the package ${node.packageName} has no feature \`${feature.name}\`: what it guards is never built`,
        help:
          candidates.length === 0
            ? 'its manifest declares no features'
            : `features of the package: ${candidates.map((d) => `\`${d}\``).join(', ')}`,
        candidates,
        rustcCode: 'unexpected_cfgs',
        crate: node.packageName,
        module: 'crate',
        category: 'other',
        related: [],
      });
    }
  };
  for (const unit of crate.units) {
    if (unit.file !== path || unit.source.k !== 'file' || unit.virtual) continue;
    if (!unit.text.includes('feature')) continue;
    const { fragment } = unit;
    for (const attribute of fragment.attributes) look(unit, attribute, fragment.itemSpans);
    const items = (list: readonly Item[]): void => {
      for (const item of list) {
        for (const attribute of item.attributes ?? []) look(unit, attribute, itemTable(fragment, item));
        if (item.kind === 'module') items(item.items ?? []);
        if (item.kind === 'impl' || item.kind === 'trait') items(item.members);
        if (item.kind === 'enum')
          for (const v of item.variants)
            for (const a of v.attributes ?? []) look(unit, a, itemTable(fragment, item));
        if (item.kind === 'struct' || item.kind === 'union')
          for (const f of item.fields)
            for (const a of f.attributes ?? []) look(unit, a, itemTable(fragment, item));
      }
    };
    items(fragment.items);
    for (const scope of fragment.scopes) {
      if (scope.items) items(scope.items);
      if (scope.kind === 'region')
        for (const attribute of scope.attributes ?? []) look(unit, attribute, fragment.referenceSpans);
    }
  }
  return [...found.values()];
}

/** Features that `cfg(feature, values("a", "b"))` of `check-cfg` allows (rustc book, "Checking conditional configurations"). */
function featuresOfCheckCfg(specification: string): readonly string[] | 'any' {
  const at = specification.indexOf('values(');
  const names = [...wordsIn(at < 0 ? specification : specification.slice(0, at))];
  if (names[0] !== 'cfg' || !names.includes('feature') || at < 0) return names.includes('any') ? 'any' : [];
  const values = specification.slice(at);
  return values.includes('any()') ? 'any' : values.split('"').filter((_, index) => index % 2 === 1);
}
