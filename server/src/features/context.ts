/** What the features of an editor are answered from. Nothing in this room changes it. */
import { readVirtualPath } from '../bindings/virtual';
import type { Finding } from '../diagnose/finding';
import { isBindingName, isOfBindings, reachesBindings } from '../diagnose/ours';
import type { DiagnoseContext } from '../diagnose/problem';
import type { Case } from '../fix/context';
import type { Documentation } from '../knowledge/documentation';
import { type CrateTexts, type Meaning, type NameAt, nameAt, nameInDocument } from '../query';
import { type CrateMap, type Definition, type Module, TYPE } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { World } from '../resolve/world';

export interface FeatureContext extends DiagnoseContext {
  readonly documentation: Documentation;
  /** Another object once any text has changed. */
  readonly texts: object;
  /** Crates that have a file, libraries first; empty for files that belong to none. */
  cratesOf(file: string): readonly CrateMap[];
  /** All crates of the workspace that are checked. */
  members(): readonly CrateMap[];
  /** The same by their texts: those that nobody has read again since they were forgotten are not read for it. */
  memberTexts(): readonly CrateTexts[];
  /** Whether a file is one of the workspace's own: a source of a checked crate, not generated. */
  isOwn(file: string): boolean;
  /** All such files, sorted. */
  ownFiles(): readonly string[];
  /** Findings in a file with the names that they are about. */
  cases(file: string): readonly Case[];
  /** Findings in a file that reach over all between two UTF-16 offsets, in order. */
  findingsAt(file: string, start: number, end: number): readonly Finding[];
}

/** The name at a UTF-16 offset of a file, or of a document that stands for a snapshot; see {@link nameAt}. */
export function nameHere(context: FeatureContext, file: string, offset: number): NameAt | undefined {
  if (readVirtualPath(file)) {
    // A document is of the crate that somebody has read.
    context.members();
    return nameInDocument(context.world, file, offset);
  }
  return nameAt(context.world, context.cratesOf(file), file, offset, context.memberTexts);
}

/** Whether a definition is of the bindings, or a module or crate that leads to them: itself, or by a module in it. */
export function concernsBindings({ world }: FeatureContext, definition: Definition): boolean {
  if (isOfBindings(definition)) return true;
  return definition.module !== undefined && leadsToBindings(world, definition.module.normal);
}

const leading = new WeakMap<Module, boolean>();

/** A crate of the workspace may have its adapter in a module. */
function leadsToBindings(world: World, module: Module): boolean {
  return remembered(leading, module, () => reachesBindings(world, module) || hasWay(world, module));
}

function hasWay(world: World, module: Module): boolean {
  if (module.crate.node?.member !== true) return false;
  module.fill?.();
  const { root } = module.crate;
  for (const { definition, visibility } of module.items[TYPE].values()) {
    const inner = definition.module;
    if (!inner || inner.parent !== module) continue;
    const isSeen = visibility === 'public' || (visibility === root && module !== root);
    if (isSeen && leadsToBindings(world, inner)) return true;
  }
  return false;
}

/** Whether a written name is one that this server speaks about; the rest is rust-analyzer's. */
export function isOurName(context: FeatureContext, name: string, meaning: Meaning): boolean {
  if (meaning.local) return false;
  return (
    isBindingName(context, name) ||
    meaning.targets.some(({ definition }) => concernsBindings(context, definition))
  );
}
