/** What the names in a workspace's sources tell of its architecture. */
import { NAME_PREFIX } from '../bindings/crates';
import type { Catalog } from '../bindings/data';
import type { FileSystem, ProjectModel } from '../project/model';
import { isInside, parentFolder } from '../project/paths';
import { isSameList } from '../text/sameList';
import { wordsIn } from '../text/words';

interface Told {
  readonly arch: string;
  readonly evidence: string;
}

/** Entries of folders that are looked at for names; rustc's own sources are fewer. */
const MOST_ENTRIES = 100_000;

/**
 * Names of seL4 in the sources: some are of one architecture only. Those that the workspace defines itself tell nothing: a
 * mock, or a kernel of its own, may have them all.
 */
export class SourceNames {
  /** By file, in the order that they were met. */
  private readonly byFile = new Map<string, Names>();
  private told: Told | undefined;

  constructor(
    private readonly files: FileSystem,
    private readonly catalog: Catalog,
  ) {}

  /** What the sources of all members tell. */
  readAll(project: ProjectModel): Told | undefined {
    const { files } = this;
    const root = files.real(project.root);
    const seen = new Set<string>();
    let entries = 0;
    // A symbolic link can lead back to where we come from, or out into the whole disk.
    const walk = (folder: string, home: string, depth: number): void => {
      const real = files.real(folder);
      if (depth > 12 || seen.has(real) || !(isInside(real, root) || isInside(real, home))) return;
      seen.add(real);
      for (const name of files.list(folder)) {
        if (++entries > MOST_ENTRIES) return;
        const path = `${folder}/${name}`;
        if (name.endsWith('.rs')) this.byFile.set(path, this.namesIn(path));
        else if (!name.includes('.') && name !== 'target' && files.kind(path) === 'folder')
          walk(path, home, depth + 1);
      }
    };
    for (const node of project.crates)
      if (node.member && node.kind !== 'build') {
        const folder = parentFolder(node.root);
        walk(folder, files.real(folder), 0);
      }
    this.told = this.tell();
    return this.told;
  }

  /** Reads a file again that was read before; files that come or go make the view be opened anew. */
  stillTells(path: string): boolean {
    const before = this.byFile.get(path);
    if (before === undefined) return true;
    const names = this.namesIn(path);
    if (isSameList(names.all, before.all) && isSameList(names.defined, before.defined)) return true;
    this.byFile.set(path, names);
    const now = this.tell();
    return now?.arch === this.told?.arch && now?.evidence === this.told?.evidence;
  }

  private namesIn(path: string): Names {
    const text = this.files.readText(path);
    if (!text?.includes(NAME_PREFIX)) return NO_NAMES;
    const all = new Set<string>();
    const defined = new Set<string>();
    let before = '';
    for (const word of wordsIn(text)) {
      if (word.startsWith(NAME_PREFIX)) {
        all.add(word);
        if (DEFINES.has(before)) defined.add(word);
      }
      before = word;
    }
    return { all: [...all], defined: [...defined] };
  }

  private tell(): Told | undefined {
    const files = [...this.byFile.values()];
    const used = new Set(files.flatMap(({ all }) => all));
    for (const { defined } of files) for (const name of defined) used.delete(name);
    const found = this.catalog.archOfNames(used);
    if (!found) return undefined;
    const some = found.names.slice(0, 2).join(', ');
    return {
      arch: found.arch,
      evidence: `the sources use names that, of the architectures built in, only ${found.arch} has (${some})`,
    };
  }
}

interface Names {
  readonly all: readonly string[];
  readonly defined: readonly string[];
}

const NO_NAMES: Names = { all: [], defined: [] };

/** Words in front of a name that is defined. */
const DEFINES: ReadonlySet<string> = new Set([
  ...['const', 'static', 'mut', 'fn', 'type', 'struct', 'union', 'enum', 'trait', 'mod', 'macro_rules'],
]);
