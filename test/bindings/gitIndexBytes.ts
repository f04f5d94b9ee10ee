/** Git index files made by hand (git's documentation, "gitformat-index"). */

export interface IndexEntry {
  readonly path: string;
  /** Of a submodule. */
  readonly commit?: string;
}

/** An index of one of the versions; version 3 marks its first entry as extended. */
export function gitIndex(entries: readonly IndexEntry[], version: number): Uint8Array {
  const bytes: number[] = [...ascii('DIRC'), ...number(version), ...number(entries.length)];
  let before = '';
  entries.forEach(({ path, commit }, i) => {
    const extended = version === 3 && i === 0;
    const start = bytes.length;
    bytes.push(...new Array<number>(24).fill(0), ...number(commit === undefined ? 0o100644 : 0o160000));
    bytes.push(...new Array<number>(12).fill(0), ...hex(commit ?? '00'.repeat(20)));
    bytes.push(extended ? 0x40 : 0, path.length, ...(extended ? [0x20, 0] : []));
    if (version === 4) {
      let shared = 0;
      while (shared < path.length && path[shared] === before[shared]) shared++;
      bytes.push(before.length - shared, ...ascii(path.slice(shared)), 0);
    } else {
      bytes.push(...ascii(path), 0);
      while ((bytes.length - start) % 8 !== 0) bytes.push(0);
    }
    before = path;
  });
  return Uint8Array.from([...bytes, ...new Array<number>(20).fill(0)]);
}

function number(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

function hex(text: string): number[] {
  return [...text.matchAll(/../g)].map(([digits]) => Number.parseInt(digits, 16));
}

function ascii(text: string): number[] {
  return [...text].map((c) => c.charCodeAt(0));
}
