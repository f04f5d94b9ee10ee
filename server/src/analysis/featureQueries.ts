/** The features of an editor, bound to the state of an analysis. All offsets are UTF-16; wrong ones give no answer. */
import type { BindingsDocument, DocumentNode } from '../bindings/document';
import { readVirtualPath, virtualDocument } from '../bindings/virtual';
import type { DiagnoseContext } from '../diagnose/problem';
import { type AdapterLens, adapterLenses, adapterPlace } from '../features/adapterLens';
import { type Completion, type CompletionItem, completion } from '../features/completion';
import { type CompletionDetails, completionDetails } from '../features/completionDetails';
import type { FeatureContext } from '../features/context';
import { declaration, definition, type Navigation, typeDefinition } from '../features/definition';
import { type DocumentLink, documentLinks } from '../features/documentLinks';
import { documentSymbols } from '../features/documentSymbols';
import { type Hover, hover } from '../features/hover';
import { type HintsWanted, type InlayHint, inlayHints } from '../features/inlayHints';
import { highlights, type Reference, references } from '../features/references';
import { prepareRename, type Refusal, type RenamePlan, type RenameTarget, rename } from '../features/rename';
import { type SignatureHelp, signatureHelp } from '../features/signatureHelp';
import { type WorkspaceSymbol, workspaceSymbols } from '../features/workspaceSymbols';
import type { FixSettings } from '../fix/context';
import type { Documentation } from '../knowledge/documentation';
import type { CrateNode, ProjectModel } from '../project/model';
import { isInside, parentFolder } from '../project/paths';
import { type CrateTexts, type Place, rootUnits, textsOfCrate } from '../query';
import type { World } from '../resolve/world';
import type { Unread } from './unread';

export interface Features {
  hover(file: string, offset: number): Hover | undefined;
  definition(file: string, offset: number): Navigation | undefined;
  declaration(file: string, offset: number): Navigation | undefined;
  typeDefinition(file: string, offset: number): Navigation | undefined;
  references(file: string, offset: number, withDefinition: boolean): readonly Reference[] | undefined;
  highlights(file: string, offset: number): readonly Reference[] | undefined;
  prepareRename(file: string, offset: number): RenameTarget | Refusal | undefined;
  rename(file: string, offset: number, newName: string): RenamePlan | Refusal | undefined;
  completion(file: string, offset: number, settings?: FixSettings): Completion | undefined;
  /** What is shown and written for one item of a completion, worked out when it is asked for. */
  completionDetails(item: CompletionItem): CompletionDetails;
  signatureHelp(file: string, offset: number): SignatureHelp | undefined;
  /** Hints between two offsets. */
  inlayHints(file: string, start: number, end: number, wanted: HintsWanted): readonly InlayHint[];
  documentLinks(file: string): readonly DocumentLink[];
  /** The outline of a virtual document of this view's own snapshot; `undefined` for all other paths. */
  documentSymbols(path: string): readonly DocumentNode[] | undefined;
  workspaceSymbols(query: string): readonly WorkspaceSymbol[];
  /** Where lenses of the workspace's adapter stand in a file. */
  adapterPlace(file: string, settings?: FixSettings): Place | undefined;
  adapterLenses(settings?: FixSettings): readonly AdapterLens[];
  /** Text of a file as it was read last, or of a virtual document; `undefined` where it has not been read. */
  textOf(path: string): string | undefined;
  /** The text that stands for a file of a snapshot; `undefined` for other paths and for snapshots that are not known. */
  virtualText(path: string): string | undefined;
}

/** Features over whatever the state is when they are asked; `context` makes one for the current state. */
export function featuresOver(context: () => FeatureContext): Features {
  return {
    hover: (...at) => hover(context(), ...at),
    definition: (...at) => definition(context(), ...at),
    declaration: (...at) => declaration(context(), ...at),
    typeDefinition: (...at) => typeDefinition(context(), ...at),
    references: (...at) => references(context(), ...at),
    highlights: (...at) => highlights(context(), ...at),
    prepareRename: (...at) => prepareRename(context(), ...at),
    rename: (...at) => rename(context(), ...at),
    completion: (...at) => completion(context(), ...at),
    completionDetails: (item) => completionDetails(context(), item),
    signatureHelp: (...at) => signatureHelp(context(), ...at),
    inlayHints: (...at) => inlayHints(context(), ...at),
    documentLinks: (file) => documentLinks(context(), file),
    documentSymbols: (path) => documentSymbols(context(), path),
    workspaceSymbols: (query) => workspaceSymbols(context(), query),
    adapterPlace: (file, settings = {}) => adapterPlace(context(), file, settings),
    adapterLenses: (settings = {}) => adapterLenses(context(), settings),
    textOf: (path) => textOf(context(), path),
    virtualText: (path) => documentAt(context(), path)?.text,
  };
}

function textOf(context: FeatureContext, path: string): string | undefined {
  if (readVirtualPath(path)) return documentAt(context, path)?.text;
  const { world } = context;
  return world.readers(path) || context.isOwn(path) ? world.sourceFiles.read(path)?.text : undefined;
}

/** What is found out only where a question needs it: most are about one crate. */
interface Late {
  /** Files of the workspace, sorted: all crates are read for it. */
  files(): readonly string[];
  /** Whether a file is one of these. */
  hasFile(path: string): boolean;
  /** Reads what must have been read to know which crates have a file. */
  readNeeded(): void;
  /** Crates that were forgotten and not read again; see {@link Unread.left}. */
  unread(): ReadonlyMap<number, readonly string[]>;
}

/** What features are answered from in one state. */
export function featureContext(
  { crates }: ProjectModel,
  base: DiagnoseContext,
  documentation: Documentation,
  {
    files,
    hasFile,
    readNeeded,
    unread,
    ...found
  }: Late & Pick<FeatureContext, 'findingsAt' | 'cases' | 'texts'>,
): FeatureContext {
  const { world } = base;
  const isMember = (node: CrateNode): boolean => node.member && node.checked;
  // What a file is in the workspace's own crates goes before what others make of it.
  const nodes = [...crates].sort((a, b) => Number(isMember(b)) - Number(isMember(a)));
  return {
    ...base,
    documentation,
    cratesOf: (file) => {
      readNeeded();
      // What is said of a dependency's file must not hang on whether somebody has needed that crate yet. Of members it is
      // known: a package may have many targets, which are not all read for one of its files.
      for (const { index, manifestPath, member } of crates)
        if (!member && !world.crates.has(index) && isInside(file, parentFolder(manifestPath)))
          world.crate(index);
      const asked = world.asked.get(file);
      // A crate may have asked for it once, and included it no more since.
      return nodes
        .filter((node) => asked?.has(node.index))
        .map((node) => world.crate(node.index))
        .filter((crate) => rootUnits(crate).some((unit) => unit.file === file));
    },
    members: () => crates.filter(isMember).map((node) => world.crate(node.index)),
    memberTexts: () => {
      readNeeded();
      const left = unread();
      // What others rename is known of all crates that have been read.
      for (const index of left.keys()) if (!isMember(crates[index]!)) world.crate(index);
      return crates.filter(isMember).map((node) => crateTexts(world, node, left.get(node.index)));
    },
    isOwn: hasFile,
    ownFiles: files,
    ...found,
  };
}

/** A crate by its texts; it is read where it is not known which these are. */
function crateTexts(world: World, { index }: CrateNode, files: readonly string[] | undefined): CrateTexts {
  const texts = files?.flatMap((file) => {
    const source = world.sourceFiles.read(file);
    return source ? [{ file, ...source }] : [];
  });
  if (!texts || texts.length < files!.length) return textsOfCrate(world.crate(index));
  return { index, texts, read: () => world.crate(index) };
}

/** The view's own snapshot goes first: a snapshot that the user made may bear any name. */
function documentAt({ world, catalog }: FeatureContext, path: string): BindingsDocument | undefined {
  const parts = readVirtualPath(path);
  if (!parts) return undefined;
  const { bindings } = world;
  const source = bindings?.snapshotName() === parts.snapshot ? bindings : catalog.snapshot(parts.snapshot);
  return source && virtualDocument(source, parts);
}
