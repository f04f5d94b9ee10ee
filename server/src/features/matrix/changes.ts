/** What of a name is not the same in two columns: found as the comparison of two versions finds it. */
import { type EntryKind, entryKey } from '../../compare/entry';
import { type Between, between, changeOf, type ReadVersion, readVersion } from '../../compare/versions';
import { remembered } from '../../resolve/remembered';
import type { ColumnSource, NamePlace } from './table';

/** Compares places of columns; remembers what columns offer, as every name is asked of all of them. */
export class Changes {
  private readonly versions = new Map<ColumnSource, ReadVersion | undefined>();
  private readonly laid = new Map<ReadVersion, Map<ReadVersion, Between>>();

  /** What is another at a place than at one of the same path in the column `from`, in few words; `undefined`: nothing. */
  between(from: ColumnSource, home: NamePlace, to: ColumnSource, place: NamePlace): string | undefined {
    if (from === to) return undefined;
    const [before, after] = [this.versionOf(from), this.versionOf(to)];
    const [a, b] = [before?.entries.get(keyOf(home)), after?.entries.get(keyOf(place))];
    if (!before || !after || !a || !b) return place.detail === home.detail ? undefined : place.detail;
    const change = changeOf(this.betweenThem(before, after).sides, a, b);
    switch (change.k) {
      case 'same':
      case 'written':
        return undefined;
      case 'unknown':
        return place.detail;
      case 'changed':
        // The same words: what they mean is another.
        return place.detail === home.detail
          ? change.differences.flatMap(({ points }) => points).join('; ')
          : place.detail;
    }
  }

  private versionOf(column: ColumnSource): ReadVersion | undefined {
    if (!this.versions.has(column)) {
      const version = column.version?.();
      this.versions.set(column, version && readVersion(version));
    }
    return this.versions.get(column);
  }

  private betweenThem(from: ReadVersion, to: ReadVersion): Between {
    const known = remembered(this.laid, from, () => new Map<ReadVersion, Between>());
    return remembered(known, to, () => between(from, to));
  }
}

/** Places say `type` of what is known by its name only. */
function keyOf({ path, kind }: NamePlace): string {
  return entryKey({ path, kind: kind === 'type' ? 'type_alias' : (kind as EntryKind) });
}
