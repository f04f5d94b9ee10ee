/** Where `mod name;` looks for its file (reference, "Module source filenames" and "The path attribute"). */
import type { Item } from '../syntax/summary';
import type { Module } from './definitions';
import type { Unit } from './unit';

/** The folder situation of the item list that is being read. */
export interface ModuleFolder {
  /** Folder of the source file itself: base of `#[path]` outside of inline modules. */
  readonly fileFolder: string;
  /** Folder in which child modules are looked for. */
  readonly childFolder: string;
  /** Inside an inline module `#[path]` counts from `childFolder`. */
  readonly inline: boolean;
}

/** Situation of a file that is a root, a `mod.rs` or was named with `#[path]`. */
export function folderOfRoot(file: string): ModuleFolder {
  const folder = parentOf(file);
  return { fileFolder: folder, childFolder: folder, inline: false };
}

/** Situation of a file found for `mod name;`. */
export function folderOfModuleFile(file: string, name: string): ModuleFolder {
  const folder = parentOf(file);
  const isModRs = file.endsWith('/mod.rs');
  return { fileFolder: folder, childFolder: isModRs ? folder : join(folder, name), inline: false };
}

/** Situation inside `mod name { … }`. */
export function folderOfInline(outer: ModuleFolder, name: string, path: string | undefined): ModuleFolder {
  const base = path !== undefined && !outer.inline ? outer.fileFolder : outer.childFolder;
  return { fileFolder: outer.fileFolder, childFolder: join(base, path ?? name), inline: true };
}

/** Files that `mod name;` may mean, in rustc's order; both existing is an error of rustc's own. */
export function moduleCandidates(
  folder: ModuleFolder,
  name: string,
  path: string | undefined,
): readonly string[] {
  if (path !== undefined) return [join(folder.inline ? folder.childFolder : folder.fileFolder, path)];
  return [join(folder.childFolder, `${name}.rs`), join(folder.childFolder, `${name}/mod.rs`)];
}

/** Joins with forward slashes and removes `.` and `..`; an absolute second part wins. */
export function join(folder: string, relative: string): string {
  const plain = `${folder}/${relative}`;
  if (isPlain(plain) && relative[1] !== ':' && !relative.includes('\\')) return plain;
  const path = relative.replaceAll('\\', '/');
  const absolute = path.startsWith('/') || (path.length > 2 && path[1] === ':' && path[2] === '/');
  const parts = (absolute ? path : `${folder}/${path}`).split('/');
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' ? kept.length > 0 : part === '.') continue;
    if (part === '..' && kept.length > 1) kept.pop();
    else kept.push(part);
  }
  return kept.join('/');
}

/** What most paths are, and each `mod name;` asks for two: nothing in it is to be removed. */
function isPlain(path: string): boolean {
  return path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.');
}

/** Folder of a path; the path itself where there is none. */
export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

/** Files that lead to a body: a `mod name;` in it must not read one of them again. */
export function filesAround(unit: Unit, block: Module): readonly string[] {
  const files = new Set([unit.file]);
  for (let at = block.parent; at; at = at.parent) {
    if (at.block) files.add(at.block.unit.file);
    if (at.definition.unit) files.add(at.definition.unit.file);
  }
  return [...files];
}

/** A module whose text is in a file, or may have such modules or an `include!` in it. */
export function bringsFiles(item: Item): boolean {
  if (item.kind === 'macroCall') return true;
  return item.kind === 'module' && (item.items === undefined || item.items.some(bringsFiles));
}
