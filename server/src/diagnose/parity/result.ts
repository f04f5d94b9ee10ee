/** What comparing stand-ins with what they stand in for gives: data for findings and for the report. */
import type { Verdict } from '../../compare/difference';
import type { CrateMap, Definition, Module, Namespace } from '../../resolve/definitions';
import type { Unit } from '../../resolve/unit';
import type { Item } from '../../syntax/summary';

/** Where the thing stands that is held against another. */
export interface OwnPlace {
  readonly name: string;
  /** `Type::name` for what stands in an impl, else the name. */
  readonly title: string;
  readonly item: Item;
  readonly unit: Unit;
  readonly module: Module;
}

export interface Row {
  readonly own: OwnPlace;
  readonly namespace: Namespace;
  /** What the stand-in side calls it: more than one name with renaming imports. */
  readonly names: readonly string[];
  /** The stand-in's own module or crate: whoever uses the name in there is the stand-in itself. */
  readonly standIn?: { readonly crate: CrateMap; readonly path: string };
  /** What it was held against, for people: `_object::seL4_ARM_SmallPageObject`; empty if nothing was found. */
  readonly against: string;
  /** It was held against a number that is known without a definition. */
  readonly isNumber?: true;
  /** The other side's definition, where it has one. */
  readonly there?: Definition;
  /** The other side proves not to have the name; `elsewhere`: where the bindings have it. */
  readonly missing?: { readonly where: string; readonly elsewhere?: string };
  readonly verdict: Verdict;
  /** Compared with the bindings themselves, not with code of the workspace. */
  readonly withKernel: boolean;
  /** Its signature differs from the bindings' by C's calling shape alone. */
  readonly onlyCShape?: true;
  /** So many names differ only because this one does. */
  readonly followers?: number;
}

/** All names of one pair of sides. */
export interface PairResult {
  /** For people: path of the module with two faces, or both paths. */
  readonly title: string;
  readonly mockText: string;
  readonly realText: string;
  readonly rows: readonly Row[];
  /** The view compiles the other side: names that are only in the stand-in are errors where they are used. */
  readonly seesReal: boolean;
  /** Names that only the stand-in has, and that are not spelt like names of the bindings. */
  readonly helpers: readonly string[];
  /** Why names could not be compared at all: name and reason. */
  readonly unknown: readonly { readonly name: string; readonly reason: string }[];
}

export interface ParityResult {
  readonly pairs: readonly PairResult[];
  /** Constants and functions of the workspace that have a kernel's name, held against the kernel. */
  readonly redefined: readonly Row[];
}
