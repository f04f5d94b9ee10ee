/** Findings by the file that they stand in: checking one file may find something in another (a macro's definition). */
import { remembered } from '../resolve/remembered';
import type { Finding } from './finding';

export class FindingBoard {
  /** File checked → what that said. */
  private readonly posted = new Map<string, readonly Finding[]>();
  /** File that findings stand in → files whose check put them there. */
  private readonly sources = new Map<string, Set<string>>();
  /** File that findings lead to → files whose check said so. */
  private readonly leading = new Map<string, Set<string>>();
  private readonly lists = new Map<string, readonly Finding[]>();

  /** Notes what checking a file said. */
  post(checked: string, findings: readonly Finding[]): void {
    this.clear(checked);
    this.posted.set(checked, findings);
    for (const { file, related } of findings) {
      remembered(this.sources, file, () => new Set()).add(checked);
      this.lists.delete(file);
      for (const other of related) remembered(this.leading, other.file, () => new Set()).add(checked);
    }
  }

  /** Forgets what checking a file said. */
  clear(checked: string): void {
    for (const { file, related } of this.posted.get(checked) ?? []) {
      this.sources.get(file)?.delete(checked);
      this.lists.delete(file);
      for (const other of related) this.leading.get(other.file)?.delete(checked);
    }
    this.posted.delete(checked);
  }

  /** Findings in a file, in order and each once; the same array while nothing changes. */
  at(file: string): readonly Finding[] {
    const known = this.lists.get(file);
    if (known) return known;
    const seen = new Set<string>();
    const list: Finding[] = [];
    // Of findings that several files lead to one is kept, whichever was checked first: the file's own, which a question
    // about this file alone gives, else the first file's.
    const isOther = (checked: string): number => Number(checked !== file);
    const sources = [...(this.sources.get(file) ?? [])];
    for (const checked of sources.sort((a, b) => isOther(a) - isOther(b) || (a < b ? -1 : 1)))
      for (const finding of this.posted.get(checked) ?? []) {
        if (finding.file !== file) continue;
        const key = `${finding.start} ${finding.end} ${finding.code} ${finding.rustcCode ?? ''} ${finding.name}`;
        if (seen.has(key)) continue;
        seen.add(key);
        list.push(finding);
      }
    list.sort((a, b) => a.start - b.start || a.end - b.end);
    this.lists.set(file, list);
    return list;
  }

  /** Files whose check said something with a link to a place in `file`. */
  leadingTo(file: string): readonly string[] {
    return [...(this.leading.get(file) ?? [])];
  }

  /** Files whose check found something in `file`: in a macro's definition, say. */
  sayingIn(file: string): readonly string[] {
    return [...(this.sources.get(file) ?? [])];
  }

  /** Files that have had findings. */
  files(): Iterable<string> {
    return this.sources.keys();
  }
}
