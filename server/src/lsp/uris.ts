/** URIs of the protocol and the absolute, forward-slashed paths that the rest of the house speaks. */

/**
 * Absolute path of a `file:` URI: percent-decoded, drive letter in lower case (`c:/x`). `undefined` for other
 * schemes, for remote authorities that are no UNC host and for text that is no URI.
 */
export function pathOfUri(uri: string): string | undefined {
  if (typeof uri !== 'string' || !uri.startsWith('file://')) return undefined;
  const rest = uri.slice('file://'.length).replace(/[?#].*$/s, '');
  const slash = rest.indexOf('/');
  if (slash < 0) return undefined;
  const authority = rest.slice(0, slash);
  let path: string;
  try {
    path = decodeURIComponent(rest.slice(slash));
  } catch {
    return undefined;
  }
  if (authority !== '' && authority !== 'localhost') return `//${authority}${path}`;
  const drive = /^\/([A-Za-z]):/.exec(path);
  if (drive?.[1] !== undefined) return `${drive[1].toLowerCase()}:${path.slice(3)}`;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** URI of an absolute path; virtual paths of snapshots (`kaal-sel4:/…`) are URIs already. */
export function uriOfPath(path: string): string {
  if (isVirtual(path)) return path;
  const encode = (text: string) => encodeURIComponent(text).replace(/%2F/g, '/');
  if (path.startsWith('//')) return `file:${encode(path)}`;
  const drive = /^([A-Za-z]):\//.exec(path);
  if (drive) return `file:///${drive[1]}%3A${encode(path.slice(2))}`;
  return `file://${encode(path)}`;
}

/** A place inside a snapshot: there is no such file. */
export function isVirtual(path: string): boolean {
  return path.startsWith('kaal-sel4:');
}
