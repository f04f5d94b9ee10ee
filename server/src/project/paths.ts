/** Absolute paths with forward slashes, as plain text: nothing here looks at a disk. */

/** Is the path absolute (`/…`, or `C:/…` as Windows has it)? */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || hasDrive(path);
}

/**
 * `path` seen from `base`, with `.` and `..` worked out; `base` is an absolute folder, `path` may be absolute itself.
 * Backslashes count as separators only in a path with a drive. `..` at the root stays at the root.
 */
export function joinPath(base: string, path: string): string {
  return normalizePath(isAbsolute(path) ? path : `${base}/${path}`);
}

/** The path without `.`, `..`, double or trailing slashes (cargo's `normalize_path`: symbolic links are not followed). */
export function normalizePath(path: string): string {
  if (isNormal(path)) return path;
  const text = hasDrive(path) ? path.replaceAll('\\', '/') : path;
  const drive = hasDrive(text) ? text.slice(0, 2) : '';
  const parts: string[] = [];
  for (const part of text.slice(drive.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `${drive}/${parts.join('/')}`;
}

/** What most paths are, and some thousand are asked for each view. */
function isNormal(path: string): boolean {
  return (
    path.length > 1 && path[0] === '/' && !path.endsWith('/') && !path.includes('/.') && !path.includes('//')
  );
}

/** The folder that holds the path; the root's is itself. */
export function parentFolder(path: string): string {
  const cut = path.lastIndexOf('/');
  if (cut > 0) return cut === 2 && hasDrive(path) ? path.slice(0, 3) : path.slice(0, cut);
  return '/';
}

/** Last part of the path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** File name without its last extension. */
export function fileStem(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Is `path` the folder itself or below it? Compares whole parts. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The folder and all folders above it, nearest first. */
export function foldersUpward(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; ; ) {
    const up = parentFolder(at);
    if (up === at) return folders;
    folders.push(up);
    at = up;
  }
}

/** How to say `path` to a reader who stands in `folder`: relative if it is below, absolute otherwise. */
export function shownPath(path: string, folder: string): string {
  if (path === folder) return '.';
  return isInside(path, folder) ? path.slice(folder.endsWith('/') ? folder.length : folder.length + 1) : path;
}

function hasDrive(path: string): boolean {
  const letter = path.charCodeAt(0) | 32;
  return path[1] === ':' && letter >= 97 && letter <= 122 && (path[2] === '/' || path[2] === '\\');
}
