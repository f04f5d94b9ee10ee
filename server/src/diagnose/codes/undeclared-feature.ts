/** A cfg names a feature that the manifest does not have: rustc warns (unexpected_cfgs), and the code is never built. */
import { cfgFeatures } from '../../project/cfg';
import type { CrateNode } from '../../project/model';
import type { CrateMap } from '../../resolve/definitions';
import { remembered } from '../../resolve/remembered';
import { itemTable, startOf, type Unit } from '../../resolve/unit';
import type { Attribute, Fragment, Item } from '../../syntax/summary';
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
  const found = new Map<number, Finding>();
  for (const unit of crate.units) {
    if (unit.file !== path || unit.source.k !== 'file' || unit.virtual) continue;
    for (const written of featuresIn(unit))
      if (!isBuilt(node, written.name)) found.set(written.start, finding(node, path, written));
  }
  return [...found.values()];
}

function isBuilt({ declaredFeatures, checkCfg, scriptCfg }: CrateNode, feature: string): boolean {
  if (declaredFeatures.includes(feature)) return true;
  // What the build script sets is built, whether the compiler is told of it or not.
  const { features = [], checkCfg: ofScript = [] } = scriptCfg ?? {};
  const allowed = [features, ...[...checkCfg, ...ofScript].map(featuresOfCheckCfg)];
  return allowed.some((each) => each === 'any' || each.includes(feature));
}

function finding(
  { packageName, declaredFeatures }: CrateNode,
  file: string,
  { name, start, end }: WrittenFeature,
): Finding {
  const candidates = [...new Set(declaredFeatures)].filter((feature) => feature !== 'default');
  return {
    code: 'undeclared-feature',
    severity: 'warning',
    file,
    start,
    end,
    name,
    message: `the package ${packageName} has no feature \`${name}\`: what it guards is never built`,
    help:
      candidates.length === 0
        ? 'its manifest declares no features'
        : `features of the package: ${candidates.map((d) => `\`${d}\``).join(', ')}`,
    candidates,
    rustcCode: 'unexpected_cfgs',
    crate: packageName,
    module: 'crate',
    category: 'other',
    related: [],
  };
}

/** Offsets in the text, quotation marks included. */
interface WrittenFeature {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A text has the same ones in every view. */
const written = new WeakMap<Fragment, readonly WrittenFeature[]>();

function featuresIn({ text, fragment }: Unit): readonly WrittenFeature[] {
  return remembered(written, fragment, () => (text.includes('feature') ? readFeatures(text, fragment) : []));
}

function readFeatures(text: string, fragment: Fragment): readonly WrittenFeature[] {
  const found: WrittenFeature[] = [];
  const look = (attributes: readonly Attribute[] | undefined, table: readonly number[]): void => {
    for (const { path, args, at } of attributes ?? []) {
      if ((path !== 'cfg' && path !== 'cfg_attr') || !args.includes('feature')) continue;
      const start = startOf(table, at);
      const argsAt = start < 0 ? -1 : text.indexOf(args, start);
      if (argsAt < 0) continue;
      for (const feature of cfgFeatures(args))
        found.push({ name: feature.name, start: argsAt + feature.start, end: argsAt + feature.end });
    }
  };
  const items = (list: readonly Item[]): void => {
    for (const item of list) {
      const table = itemTable(fragment, item);
      look(item.attributes, table);
      if (item.kind === 'module') items(item.items ?? []);
      if (item.kind === 'impl' || item.kind === 'trait') items(item.members);
      if (item.kind === 'enum') for (const { attributes } of item.variants) look(attributes, table);
      if (item.kind === 'struct' || item.kind === 'union')
        for (const { attributes } of item.fields) look(attributes, table);
    }
  };
  look(fragment.attributes, fragment.itemSpans);
  items(fragment.items);
  for (const scope of fragment.scopes) {
    if (scope.items) items(scope.items);
    if (scope.kind === 'region') look(scope.attributes, fragment.referenceSpans);
  }
  return found;
}

/** Features that `cfg(feature, values("a", "b"))` of `check-cfg` allows (rustc book, "Checking conditional configurations"). */
function featuresOfCheckCfg(specification: string): readonly string[] | 'any' {
  const at = specification.indexOf('values(');
  const names = [...wordsIn(at < 0 ? specification : specification.slice(0, at))];
  if (names[0] !== 'cfg' || !names.includes('feature') || at < 0) return names.includes('any') ? 'any' : [];
  const values = specification.slice(at);
  return values.includes('any()') ? 'any' : values.split('"').filter((_, index) => index % 2 === 1);
}
