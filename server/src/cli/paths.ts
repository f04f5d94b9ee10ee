/** Paths as the analysis wants them: forward slashes on every system. */

/** `C:\a\b` → `C:/a/b`; on systems with forward slashes nothing changes. */
export function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
