/** From rows to findings. */
import type { Definition } from '../../resolve/definitions';
import { endOf, itemTable, type Place, placeOf, startOf } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { parityFields } from '../codes/parity-fields';
import { parityKind } from '../codes/parity-kind';
import { parityMissing } from '../codes/parity-missing';
import { paritySignature } from '../codes/parity-signature';
import { parityType } from '../codes/parity-type';
import { parityValue } from '../codes/parity-value';
import { redefinedSignature } from '../codes/redefined-signature';
import { redefinedType } from '../codes/redefined-type';
import { redefinedValue } from '../codes/redefined-value';
import type { Finding, RelatedPlace } from '../finding';
import type { DiagnoseContext } from '../problem';
import type { ExplainRow, Said } from './explain';
import { inShortOf, isQuiet } from './quiet';
import type { OwnPlace, PairResult, ParityResult, Row } from './result';
import type { Used } from './uses';

const OF_PAIRS: readonly ExplainRow[] = [
  parityMissing,
  parityKind,
  parityValue,
  parityType,
  parityFields,
  paritySignature,
];
const OF_REDEFINITIONS: readonly ExplainRow[] = [redefinedValue, redefinedType, redefinedSignature];

/** Findings of one file (absolute path), in no order. Places are looked up anew: the file may have been edited since. */
export function parityFindings(
  context: DiagnoseContext,
  result: ParityResult,
  path: string,
  used: Used,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  const add = (row: Row, explainers: readonly ExplainRow[], pair?: PairResult): void => {
    const placed = placedIn(context.world, row, path);
    if (!placed) return;
    const { now, place } = placed;
    for (const explain of explainers) {
      const said = explain(now, context, pair);
      if (!said) continue;
      // What two pairs say of one thing is said once.
      const key = `${place.start} ${said.code}`;
      const quiet = isQuiet(row, said, used, pair);
      if (!found.has(key) || (found.get(key)?.quiet && !quiet))
        found.set(key, finding(context.world, now, place, said, quiet));
    }
  };
  for (const pair of result.pairs) for (const row of pair.rows) add(row, OF_PAIRS, pair);
  for (const row of result.redefined) add(row, OF_REDEFINITIONS);
  return [...found.values()];
}

/** A row as it is now and where its name stands, if that is in a file (absolute path). */
export function placedIn(
  world: World,
  row: Row,
  path: string,
): { readonly now: Row; readonly place: Place } | undefined {
  if (row.own.unit.file !== path) return undefined;
  const now = currentRow(world, row);
  const place = now && placeOfRow(world, now.own);
  // What a macro of another file writes here has no place in this one.
  return now && place?.file === path ? { now, place } : undefined;
}

/** The same row in the crate as it is now; nothing if its item is gone. */
export function currentRow(world: World, row: Row): Row | undefined {
  const { own } = row;
  const { node } = own.module.crate;
  if (!node) return undefined;
  if (own.module.crate === world.crates.get(node.index)) return row;
  // A side that this view does not compile is no part of its world, and members stand in no module: the text must do.
  if (world.project.crates[node.index] !== node || own.title !== own.name) return inCurrentText(world, row);
  const path = own.module.path();
  const module = world.crate(node.index).modules.find((candidate) => candidate.path() === path);
  const { item, unit } = module?.items[row.namespace].get(own.name)?.definition ?? {};
  return module && item && unit ? { ...row, own: { ...own, item, unit, module } } : undefined;
}

/** The row if its name still stands where its item did: the item's spans keep their numbers while only bodies change. */
function inCurrentText(world: World, row: Row): Row | undefined {
  const { own } = row;
  const source = own.unit.source.k === 'file' ? world.sourceFiles.read(own.unit.file) : undefined;
  if (!source || source.text === own.unit.text) return source ? row : undefined;
  const unit = { ...own.unit, text: source.text, fragment: source.fragment };
  const table = itemTable(unit.fragment, own.item);
  const name = unit.text.slice(startOf(table, own.item.at), endOf(table, own.item.at));
  return name === own.name || name === `r#${own.name}` ? { ...row, own: { ...own, unit } } : undefined;
}

/** Where the name of a thing stands; nothing inside of what a macro makes up. */
export function placeOfRow(world: World, { unit, item }: OwnPlace): Place | undefined {
  const table = itemTable(unit.fragment, item);
  return placeOf(unit, startOf(table, item.at), endOf(table, item.at), world.sources);
}

function finding(world: World, row: Row, place: Place, said: Said, quiet: boolean): Finding {
  const { own } = row;
  const { code, severity, message, help, replacement } = said;
  const inShort = inShortOf(row, code);
  return {
    code,
    severity,
    file: place.file,
    start: place.start,
    end: place.end,
    name: own.title,
    message,
    ...(help === undefined ? {} : { help }),
    candidates: replacement ? [replacement.text] : [],
    crate: own.module.crate.packageName,
    module: own.module.normal.path(),
    category: categoryOf(own),
    related: row.there ? relatedTo(world, row.there) : [],
    ...(replacement ? { replacement } : {}),
    ...(quiet ? { quiet } : {}),
    ...(inShort.length === 0 ? {} : { inShort }),
  };
}

function categoryOf({ item }: OwnPlace): Finding['category'] {
  switch (item.kind) {
    case 'function':
      return 'function';
    case 'const':
    case 'static':
      return 'constant';
    default:
      return 'type';
  }
}

/** The other side as a related place. */
function relatedTo(world: World, { name, unit, item }: Definition): readonly RelatedPlace[] {
  if (!unit || !item) return [];
  const message = `the other side's \`${name}\``;
  if (unit.virtual) return [{ file: unit.file, start: 0, end: 0, message }];
  const table = itemTable(unit.fragment, item);
  const at = placeOf(unit, startOf(table, item.at), endOf(table, item.at), world.sources);
  return at ? [{ ...at, message }] : [];
}
