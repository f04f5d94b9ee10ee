/**
 * Renaming in one's own crates, judged by one rule: the program means afterwards what it meant before. Where that is not
 * certain the rename is refused with the reason; editors ask the next server then, which may know more.
 */
import { readVirtualPath } from '../bindings/virtual';
import {
  aliasAt,
  isPrimitive,
  keyOfAlias,
  keyOfLocal,
  type Meaning,
  membersNamed,
  type NameAt,
  type Occurrence,
  type Place,
  search,
  spellingOf,
  textsOfCrate,
  type Use,
} from '../query';
import type { CrateMap, Definition } from '../resolve/definitions';
import { canBeRaw, isIdentifier, isReserved, withoutRaw } from '../syntax/keywords';
import type { Item } from '../syntax/summary';
import { byPlace } from '../text/byPlace';
import { type FeatureContext, nameHere } from './context';
import { conflictOf } from './renameConflicts';
import { type EditContext, editOf, type FileEdit, spot } from './renameEdits';
import { linkEdits, linksTo } from './renameLinks';
import { type FileMove, movesOf } from './renameModules';
import { mayBeMeant } from './renameUnknown';

export interface Refusal {
  /** One sentence for the person. */
  readonly refusal: string;
}

export interface RenameTarget {
  readonly place: Place;
  readonly name: string;
}

export interface RenamePlan {
  /** In order of file and position; they do not overlap. */
  readonly edits: readonly FileEdit[];
  /** Files and folders of modules that move, after the edits. */
  readonly moves: readonly FileMove[];
}

/** The name at an offset, if it can be renamed at all; `undefined` where no name stands. */
export function prepareRename(
  context: FeatureContext,
  file: string,
  offset: number,
): RenameTarget | Refusal | undefined {
  const at = nameHere(context, file, offset);
  if (!at) return undefined;
  const refusal = whyNot(context, at);
  return refusal === undefined ? { place: at.place, name: at.name } : { refusal };
}

/** All edits for another name; a refusal where the program would not mean the same; `undefined` where no name stands. */
export function rename(
  context: FeatureContext,
  file: string,
  offset: number,
  newName: string,
): RenamePlan | Refusal | undefined {
  const at = nameHere(context, file, offset);
  if (!at) return undefined;
  const refusal = whyNot(context, at) ?? whyNotCalled(newName, at);
  if (refusal !== undefined) return { refusal };
  const bare = withoutRaw(newName);
  if (bare === at.name) return { edits: [], moves: [] };
  return plan(context, at, bare);
}

function plan(context: FeatureContext, at: NameAt, newName: string): RenamePlan | Refusal {
  const { world } = context;
  const keys = new Set(spellingsOf(context, at));
  const isMeant = (meaning: Meaning): boolean =>
    meaning.local
      ? keys.has(keyOfLocal(world, meaning.local))
      : meaning.targets.some((target) => keys.has(spellingOf(world, target).key));
  const isUse = (occurrence: Occurrence, meaning: Meaning): boolean => {
    const alias = aliasAt(world, occurrence);
    return alias ? keys.has(keyOfAlias(world, alias)) : isMeant(meaning);
  };
  const others: Use[] = [];
  const uses = search(
    world,
    crates(context, at).map(textsOfCrate),
    [at.name],
    (occurrence, meaning) => occurrence.name === at.name && isUse(occurrence, meaning),
    at.meaning.local ? at.meaning.local.unit.file : undefined,
    (use) => {
      if (use.occurrence.name === at.name) others.push(use);
    },
  );
  const foreign = uses.find(({ place }) => !context.isOwn(place.file));
  if (foreign)
    return refuse(`\`${at.name}\` is also named in ${foreign.place.file}, which is not of this workspace`);
  const shared = others.find(
    ({ place, meaning }) =>
      (meaning.targets.length > 0 || meaning.local) &&
      uses.some((use) => use.place.file === place.file && use.place.start === place.start),
  );
  if (shared)
    return refuse(
      `\`${at.name}\` stands for several things at ${spot(context, shared.place)}, in a macro or in two crates`,
    );
  const ambiguous = [...uses, ...others].find(({ meaning }) =>
    meaning.failures.some(({ why }) => why === 'ambiguous'),
  );
  if (ambiguous) return refuse(`\`${at.name}\` is ambiguous at ${spot(context, ambiguous.place)}`);
  const unknown = mayBeMeant(context, at, crates(context, at), others);
  if (unknown)
    return refuse(
      `what \`${at.name}\` means at ${spot(context, unknown.place)} is not known: ${unknown.why}`,
    );
  const links = at.meaning.local ? [] : linksTo(context, at.name, isMeant);
  const conflict = conflictOf(context, at, [...uses, ...links], newName, isMeant);
  if (conflict) return refuse(`\`${newName}\` ${conflict.why} at ${spot(context, conflict.place)}`);
  const edits: FileEdit[] = [];
  const editing: EditContext = { context, keys, oldName: at.name, newName };
  for (const use of uses) {
    const edit = editOf(editing, use);
    if ('refusal' in edit) return edit;
    edits.push(edit);
  }
  if (!at.meaning.local) edits.push(...linkEdits(editing, links, at.meaning.targets, isMeant));
  const moves = movesOf(context, at, newName);
  if ('refusal' in moves) return moves;
  return { edits: edits.sort(byPlace), moves };
}

function crates(context: FeatureContext, at: NameAt): ReturnType<FeatureContext['members']> {
  return at.meaning.local ? context.cratesOf(at.place.file) : context.members();
}

/** Keys of what is to be renamed. */
function spellingsOf({ world }: FeatureContext, { meaning, occurrences }: NameAt): readonly string[] {
  if (meaning.local) return [keyOfLocal(world, meaning.local)];
  const aliases = occurrences.flatMap((occurrence) => aliasAt(world, occurrence) ?? []);
  if (aliases.length > 0) return aliases.map((alias) => keyOfAlias(world, alias));
  return meaning.targets.map((target) => spellingOf(world, target).key);
}

/** Why the name at a place cannot be renamed, whatever the new name is. */
function whyNot(context: FeatureContext, at: NameAt): string | undefined {
  const { name, meaning, occurrences } = at;
  if (isReserved(name, 2024))
    return `\`${name}\` is a keyword${isReserved(name, 2015) ? '' : ' of a later edition'}`;
  if (isPrimitive(name)) return `\`${name}\` is the name of a primitive type too`;
  if (readVirtualPath(at.place.file)) return `\`${name}\` is of the generated bindings`;
  if (!context.isOwn(at.place.file)) return `${at.place.file} is not of this workspace`;
  if (meaning.inactive) return `\`${name}\` is not compiled in this view`;
  if (meaning.local) return undefined;
  if (occurrences.some((occurrence) => aliasAt(context.world, occurrence))) return undefined;
  if (occurrences.some(({ written }) => written.k === 'item' && isOfTrait(written.owner)))
    return `\`${name}\` belongs to a trait: its other implementations must change too`;
  if (meaning.targets.length === 0)
    return meaning.unknown === undefined
      ? `\`${name}\` stands for nothing that could be renamed`
      : `what \`${name}\` stands for is not known: ${meaning.unknown}`;
  for (const target of meaning.targets) {
    const { alias } = spellingOf(context.world, target);
    if (alias) {
      if (context.isOwn(alias.unit.file)) continue;
      return `\`${name}\` is named so in ${alias.unit.file}, which is not of this workspace`;
    }
    const refusal = whyNotDefinition(context, target.definition, target.member?.ofTrait === true);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function isOfTrait(owner: Item | undefined): boolean {
  return owner?.kind === 'trait' || (owner?.kind === 'impl' && owner.trait !== undefined);
}

function whyNotDefinition(
  context: FeatureContext,
  definition: Definition,
  ofTrait: boolean,
): string | undefined {
  const { name, crate, unit, item, module, kind, of } = definition;
  if (crate?.bindings || unit?.virtual) return `\`${name}\` is of the generated bindings`;
  if (kind === 'module' && !module?.parent) return `\`${name}\` is a crate: its name stands in Cargo.toml`;
  if (!unit || !item || !context.isOwn(unit.file)) return `\`${name}\` is not defined in this workspace`;
  if (ofTrait || of?.kind === 'trait')
    return `\`${name}\` belongs to a trait: its other implementations must change too`;
  if (kind === 'associated' && of && membersNamed(context.world, of, name).length > 1)
    return `\`${of.name}\` has several \`${name}\`, and which of them a place means depends on types`;
  if (kind === 'function' && name === 'main' && !definition.parent?.parent)
    return '`main` is where the program begins';
  if (kind === 'macro' && definition.macro !== 'rules') return `\`${name}\` is a procedural macro`;
  const listed = (map: CrateMap): boolean => map.macroUse.some(({ only }) => only?.includes(name) === true);
  if (kind === 'macro' && context.members().some(listed))
    return `\`${name}\` stands in a \`#[macro_use(…)]\``;
  return undefined;
}

/** Why a text cannot be the new name. */
function whyNotCalled(newName: string, at: NameAt): string | undefined {
  const bare = withoutRaw(newName);
  if (!isIdentifier(bare) || bare === '_') return `\`${newName}\` is no name in Rust`;
  const edition = at.occurrences[0]?.unit.crate.edition ?? 2021;
  if (isPrimitive(bare)) return `\`${bare}\` is the name of a primitive type`;
  return isReserved(bare, edition) && !canBeRaw(bare) ? `\`${bare}\` is a keyword` : undefined;
}

function refuse(refusal: string): Refusal {
  return { refusal };
}
