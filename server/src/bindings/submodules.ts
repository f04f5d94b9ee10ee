/** Submodules as `.gitmodules` names them (git's documentation, "gitmodules"), without running git. */
import type { FileSystem } from '../project/model';
import { foldersUpward, isInside, joinPath } from '../project/paths';

export interface Submodule {
  /** Absolute folder. */
  readonly folder: string;
  /** As written: it may be relative to that of the repository. */
  readonly url: string;
}

/** The submodule that a folder is in, or would be; `undefined` if no `.gitmodules` around it names one. */
export function submoduleOf(files: FileSystem, folder: string): Submodule | undefined {
  for (const at of foldersUpward(folder)) {
    const text = files.readText(joinPath(at, '.gitmodules'));
    if (text === undefined) continue;
    const found = readSubmodules(text, at).find((each) => isInside(folder, each.folder));
    if (found) return found;
  }
  return undefined;
}

/** Sections of `name = value` lines; sections without a path or an address are left out. */
function readSubmodules(text: string, root: string): readonly Submodule[] {
  const sections: { path?: string; url?: string }[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.startsWith('[')) sections.push({});
    const section = sections.at(-1);
    const at = line.indexOf('=');
    if (!section || at < 0) continue;
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    if (name === 'path' || name === 'url') section[name] = unquoted(value);
  }
  return sections.flatMap(({ path, url }) =>
    path === undefined || url === undefined ? [] : [{ folder: joinPath(root, path), url }],
  );
}

function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
