/** Submodule commits out of git's index file (git's documentation, "gitformat-index"). */

export interface Gitlink {
  /** Path of the submodule in the work tree. */
  readonly path: string;
  /** Commit, as 40 hexadecimal digits. */
  readonly commit: string;
}

const SIGNATURE = 0x44495243;
const HEADER_LENGTH = 12;
/** Where an entry's mode, object name and flags stand; the path follows. Object names are SHA-1. */
const MODE_AT = 24;
const NAME_AT = 40;
const NAME_LENGTH = 20;
const FLAGS_AT = 60;
const PATH_AT = 62;
const EXTENDED = 0x4000;

const GITLINK = 0o160000;
/** Files, executables, links, submodules, and folders of a sparse index. */
const MODES: ReadonlySet<number> = new Set([0o100644, 0o100755, 0o100664, 0o120000, GITLINK, 0o040000]);

/**
 * Submodules in an index of version 2, 3 or 4. `undefined` if the bytes are anything else, are cut off, or do not
 * make sense (a repository with SHA-256 names).
 */
export function readGitlinks(bytes: Uint8Array): readonly Gitlink[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_LENGTH || view.getUint32(0) !== SIGNATURE) return undefined;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  const links: Gitlink[] = [];
  const decoder = new TextDecoder();
  let before: Uint8Array = new Uint8Array();
  let at = HEADER_LENGTH;
  for (let left = view.getUint32(8); left > 0; left--) {
    if (at + PATH_AT >= bytes.length) return undefined;
    const mode = view.getUint32(at + MODE_AT);
    if (!MODES.has(mode)) return undefined;
    const extended = version >= 3 && (view.getUint16(at + FLAGS_AT) & EXTENDED) !== 0;
    let start = at + PATH_AT + (extended ? 2 : 0);
    let kept = 0;
    if (version === 4) {
      const dropped = readOffset(bytes, start);
      if (!dropped || dropped.value > before.length) return undefined;
      start = dropped.end;
      kept = before.length - dropped.value;
    }
    const end = bytes.indexOf(0, start);
    if (end < 0) return undefined;
    let path = bytes.subarray(start, end);
    if (version === 4) {
      const whole = new Uint8Array(kept + path.length);
      whole.set(before.subarray(0, kept));
      whole.set(path, kept);
      path = whole;
    }
    if (mode === GITLINK) {
      const name = bytes.subarray(at + NAME_AT, at + NAME_AT + NAME_LENGTH);
      links.push({ path: decoder.decode(path), commit: hex(name) });
    }
    before = path;
    // Until version 3 an entry is filled up with NULs, at least one, to a multiple of eight bytes.
    at = version === 4 ? end + 1 : at + (Math.floor((end - at) / 8) + 1) * 8;
  }
  // A checksum of the same length as a name ends the file.
  return at + NAME_LENGTH <= bytes.length ? links : undefined;
}

/** The variable-length number of version 4 ("offset encoding" of packs): seven bits a byte, highest first, plus one. */
function readOffset(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = start; at < bytes.length && at < start + 5; at++) {
    const byte = bytes[at]!;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: at + 1 };
    value += 1;
  }
  return undefined;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
