/** File systems of inputs: in memory, on the real disk with its tricks, or one that changes its mind. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memoryFiles } from '../../../server/src/project/memoryFiles';
import type { FileSystem } from '../../../server/src/project/model';
import { nodeFiles } from '../../../server/src/project/nodeFiles';
import { ROOT } from '../edits/disk';
import { Choices } from '../random';
import type { Content, Input } from './input';

export interface Laid {
  readonly files: FileSystem;
  /** Absolute path of the workspace. */
  readonly root: string;
  remove(): void;
}

/** The files of an input where an engine can read them. */
export function laid(input: Input): Laid {
  if (input.tricks !== undefined) return onDisk(input);
  const decoder = new TextDecoder('utf-8');
  const texts = new Map(
    [...input.files].map(([path, content]) => [
      ROOT + path,
      // As files on disk are read; the mark goes too where a text holds one.
      typeof content === 'string' ? content : decoder.decode(content),
    ]),
  );
  const memory = memoryFiles(texts);
  const bytesOf = (path: string): Content | undefined => input.files.get(path.slice(ROOT.length));
  const files: FileSystem = {
    ...memory,
    readBytes(path) {
      const content = bytesOf(path);
      return typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    },
  };
  return {
    files: input.unsteady === undefined ? files : unsteady(files, input.unsteady),
    root: ROOT,
    remove() {},
  };
}

function onDisk({ files, tricks = [] }: Input): Laid {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'kaal-sel4-hostile-')));
  const closed: string[] = [];
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch {
      // A trick that this disk does not know, or that another one is in the way of.
    }
  };
  for (const [path, content] of files) {
    attempt(() => {
      mkdirSync(dirname(root + path), { recursive: true });
      writeFileSync(root + path, content);
    });
  }
  for (const trick of tricks) {
    const path = root + trick.path;
    // An earlier trick may lead out of the workspace: nothing is made, taken or closed there.
    if (!isWithin(dirname(path), root)) continue;
    attempt(() => mkdirSync(dirname(path), { recursive: true }));
    if (!isWithin(dirname(path), root)) continue;
    if (trick.k === 'closed') {
      if (!isWithin(path, root)) continue;
      closed.push(path);
      attempt(() => chmodSync(path, 0));
      continue;
    }
    attempt(() => rmSync(path, { recursive: true, force: true }));
    if (trick.k === 'folder') attempt(() => mkdirSync(path));
    else if (trick.k === 'pipe') attempt(() => execFileSync('mkfifo', [path], { stdio: 'ignore' }));
    else attempt(() => symlinkSync(trick.target, path));
  }
  return {
    root,
    files: withoutClosed(nodeFiles(), closed),
    remove() {
      for (const path of closed) attempt(() => chmodSync(path, 0o700));
      attempt(() => rmSync(root, { recursive: true, force: true }));
    },
  };
}

/** Whether a path, or the nearest folder around it that is there, really lies in `root`; no link may lead elsewhere. */
function isWithin(path: string, root: string): boolean {
  for (let at = path; at.startsWith(root); at = dirname(at))
    try {
      const real = realpathSync(at);
      return real === root || real.startsWith(`${root}/`);
    } catch {
      // A link that leads nowhere is not followed, either: what is made behind it would be made elsewhere.
      if (isThere(at)) return false;
    }
  return false;
}

/** What may not be read, also for those who may read everything. */
function withoutClosed(files: FileSystem, closed: readonly string[]): FileSystem {
  const isClosed = (path: string): boolean => closed.includes(path) || isBelow(path);
  const isBelow = (path: string): boolean => closed.some((one) => path.startsWith(`${one}/`));
  return {
    ...files,
    readText: (path) => (isClosed(path) ? undefined : files.readText(path)),
    readBytes: (path) => (isClosed(path) ? undefined : files.readBytes?.(path)),
    whyUnreadable: (path) => (isClosed(path) ? 'permission denied' : files.whyUnreadable(path)),
    list: (path) => (isClosed(path) ? [] : files.list(path)),
    kind: (path) => (isBelow(path) ? undefined : files.kind(path)),
  };
}

function unsteady(files: FileSystem, seed: number): FileSystem {
  const c = new Choices(seed);
  return {
    readText: (path) => (c.chance(0.15) ? undefined : c.chance(0.05) ? '' : files.readText(path)),
    readBytes: (path) => (c.chance(0.15) ? undefined : files.readBytes?.(path)),
    whyUnreadable: (path) => files.whyUnreadable(path),
    kind: (path) => (c.chance(0.1) ? c.pick([undefined, 'file', 'folder'] as const) : files.kind(path)),
    list(path) {
      const names = files.list(path);
      if (c.chance(0.1)) return [];
      return c.chance(0.2) ? [...names, 'ghost', 'ghost.rs', 'Cargo.toml'] : names;
    },
    modified: () => c.below(3),
    real: (path) => (c.chance(0.05) ? ROOT : files.real(path)),
  };
}

/** Whether there is anything of the name, be it a link to nothing; below a file there is not. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
