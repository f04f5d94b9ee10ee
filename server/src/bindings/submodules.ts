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
  const sections = new Map<string, { path?: string; url?: string }>();
  let section: { path?: string; url?: string } = {};
  for (const line of text.split('\n').map(withoutComment)) {
    const end = line.startsWith('[') ? line.indexOf(']') : -1;
    // A section may be there in parts, and a line may follow its head at once.
    if (end >= 0) {
      section = sections.get(line.slice(0, end)) ?? {};
      sections.set(line.slice(0, end), section);
    }
    const rest = line.slice(end + 1);
    const at = rest.indexOf('=');
    if (at < 0) continue;
    const [name, value] = [rest.slice(0, at).trim().toLowerCase(), rest.slice(at + 1).trim()];
    if (name === 'path' || name === 'url') section[name] = unquoted(value);
  }
  return [...sections.values()].flatMap(({ path, url }) =>
    path === undefined || url === undefined ? [] : [{ folder: joinPath(root, path), url }],
  );
}

/** `#` and `;` begin comments at the start of a line and behind a blank. */
function withoutComment(line: string): string {
  const text = ` ${line}`;
  const at = [' #', ' ;', '\t#', '\t;'].map((mark) => text.indexOf(mark)).filter((found) => found >= 0);
  return (at.length === 0 ? text : text.slice(0, Math.min(...at))).trim();
}

function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
