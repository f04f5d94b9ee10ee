/** From wishes to the edits of each file. */
import { addFeature, dependencyPlaces } from '../project/manifestEdits';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { UseItem, UseLeaf } from '../syntax/summary';
import type { TextEdit } from '../text/edit';
import type { Entry } from './adapter/entries';
import type { Adapter } from './adapter/find';
import { adapterEdits } from './adapter/write';
import type { FixContext } from './context';
import type { FileEdits, PlacedEdit } from './fix';
import type { FeatureWish, Wishes } from './offer';
import { unimportEdits } from './unimport';

/** All edits that the wishes ask for, one list a file: what several wish for is written once. */
export function write(wishes: readonly Wishes[], context: FixContext): readonly FileEdits[] {
  /** By place: each view has its own idea of the adapter. */
  const entries = new Map<string, { readonly adapter: Adapter; readonly list: Entry[] }>();
  const features = new Map<string, FeatureWish>();
  const unimports = new Map<
    string,
    { readonly unit: Unit; readonly item: UseItem; readonly leaves: UseLeaf[] }
  >();
  const edits: PlacedEdit[] = [];
  for (const wish of wishes) {
    edits.push(...(wish.edits ?? []));
    if (wish.adapter) {
      const { adapter, entry } = wish.adapter;
      const place = `${adapter.unit.file} ${adapter.number}`;
      remembered(entries, place, () => ({ adapter, list: [] as Entry[] })).list.push(entry);
    }
    for (const { unit, item, leaf } of wish.unimports ?? []) {
      const place = `${unit.file} ${item.at} ${item.inBlock}`;
      remembered(unimports, place, () => ({ unit, item, leaves: [] as UseLeaf[] })).leaves.push(leaf);
    }
    for (const feature of wish.features ?? []) features.set(JSON.stringify(feature), feature);
  }
  for (const { adapter, list } of entries.values()) edits.push(...adapterEdits(adapter, list, context));
  for (const { unit, item, leaves } of unimports.values())
    edits.push(...unimportEdits(unit, item, leaves).map((edit) => ({ file: unit.file, ...edit })));
  for (const feature of features.values()) edits.push(...featureEdits(feature, context));
  return byFile(edits);
}

/** Edits that turn a feature on in a manifest; empty where that is not known to be possible. */
export function featureEdits(
  { manifest, dependency, feature }: FeatureWish,
  { world }: FixContext,
): readonly PlacedEdit[] {
  const text = world.sourceFiles.files.readText(manifest);
  if (text === undefined) return [];
  return dependencyPlaces(text, dependency).flatMap((place) =>
    (addFeature(text, place, feature) ?? []).map((edit) => ({ file: manifest, ...edit })),
  );
}

function byFile(placed: readonly PlacedEdit[]): readonly FileEdits[] {
  const files = new Map<string, Map<string, TextEdit>>();
  for (const { file, start, end, newText } of placed) {
    const list = files.get(file) ?? new Map<string, TextEdit>();
    list.set(`${start} ${end} ${newText}`, { start, end, newText });
    files.set(file, list);
  }
  return [...files].map(([file, edits]) => ({
    file,
    edits: [...edits.values()].sort((a, b) => a.start - b.start || a.end - b.end),
  }));
}
