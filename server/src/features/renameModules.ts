/** Files and folders that bear the name of a module. */
import { fileName, joinPath, parentFolder } from '../project/paths';
import { fileOfModule, type NameAt } from '../query';
import type { Module } from '../resolve/definitions';
import type { FeatureContext } from './context';

/** A file or folder to move; absolute paths. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** What has to move when a module is renamed; nothing for other things and for modules with a `#[path]`. */
export function movesOf(
  context: FeatureContext,
  { meaning, name }: NameAt,
  newName: string,
): readonly FileMove[] | { readonly refusal: string } {
  const { files } = context.world.sourceFiles;
  const moves: FileMove[] = [];
  for (const { definition } of meaning.targets) {
    const { item, unit, kind } = definition;
    if (kind !== 'module' || item?.kind !== 'module' || !unit) continue;
    if (item.attributes?.some(({ path }) => path === 'path' || path === 'cfg_attr')) continue;
    const file = fileOfModule(definition);
    const add = (from: string, to: string): void => {
      if (!moves.some((move) => move.from === from)) moves.push({ from, to });
    };
    if (file !== undefined) {
      const folder = parentFolder(file);
      if (fileName(file) === 'mod.rs') {
        if (fileName(folder) === name) add(folder, joinPath(parentFolder(folder), newName));
      } else if (fileName(file) === `${name}.rs`) {
        add(file, joinPath(folder, `${newName}.rs`));
        const below = joinPath(folder, name);
        if (files.kind(below) === 'folder') add(below, joinPath(folder, newName));
      }
    } else {
      // An inline module gives its name to the folder of the files of its own modules.
      const inside = definition.module;
      const children = inside?.crate.units.find(
        (each) => each.source.k === 'file' && isBelow(each.modules[0]?.parent, inside),
      );
      const folder = children && folderNamed(children.file, name);
      if (folder !== undefined) add(folder, joinPath(parentFolder(folder), newName));
    }
  }
  const taken = moves
    .flatMap(({ to }) => [to, otherPlace(to)])
    .find((path) => files.kind(path) !== undefined);
  return taken === undefined ? moves : { refusal: `${taken} is there already` };
}

/** The other place where the file of a module of the name may be; rustc takes neither of two (E0761). */
function otherPlace(path: string): string {
  return path.endsWith('.rs') ? joinPath(path.slice(0, -'.rs'.length), 'mod.rs') : `${path}.rs`;
}

function isBelow(module: Module | undefined, above: Module): boolean {
  for (let at = module; at; at = at.parent) if (at === above) return true;
  return false;
}

/** The nearest folder around a file that has a name. */
function folderNamed(file: string, name: string): string | undefined {
  for (let folder = parentFolder(file), depth = 0; depth < 16; folder = parentFolder(folder), depth++)
    if (fileName(folder) === name) return folder;
  return undefined;
}
