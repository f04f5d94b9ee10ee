/**
 * Documents that stand for snapshots. Clients that know `workspace/textDocumentContent` (LSP 3.18) open them by their own
 * scheme; for all others they are written into a folder for temporary files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readVirtualPath, VIRTUAL_SCHEME } from '../../bindings/virtual';
import { uriOfPath } from '../uris';
import { type Asking, readySession } from './ask';

export { VIRTUAL_SCHEME };

export function registerVirtualDocuments(asking: Asking): void {
  asking.connection.workspace.textDocumentContent.on(async ({ uri }, token) => {
    const session = await readySession(asking, token);
    for (const unit of session.units?.all() ?? [])
      for (const { features } of unit.views) {
        const text = features.virtualText(uri);
        if (text !== undefined) return { text };
      }
    return null;
  });
}

/** Virtual documents as files; the folder goes with the server. */
export class VirtualFiles {
  private folder: string | undefined;
  private readonly written = new Map<string, string>();
  private readonly paths = new Map<string, string>();

  /** URI of a file with the text of a virtual document; `undefined` where none can be written. */
  uriOf(path: string, text: () => string | undefined): string | undefined {
    const known = this.written.get(path);
    if (known !== undefined) return known;
    const parts = readVirtualPath(path);
    const content = parts && text();
    if (!parts || content === undefined) return undefined;
    try {
      this.folder ??= mkdtempSync(join(tmpdir(), 'kaal-sel4-'));
      const file = join(this.folder, ...[parts.snapshot, parts.packageName, parts.file].map(safeName));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { mode: 0o444 });
      const normal = file.replaceAll('\\', '/');
      const uri = uriOfPath(normal);
      this.written.set(path, uri);
      this.paths.set(normal, path);
      return uri;
    } catch {
      // A full or read-only disk: there is nowhere to go then.
      return undefined;
    }
  }

  /** The virtual document that a file was written of; `undefined` for other files. */
  pathOf(file: string): string | undefined {
    return this.paths.get(file);
  }

  dispose(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A snapshot of one's own may be called anything, but not lead out of the folder. */
function safeName(name: string): string {
  const safe = name.replace(/[^\w.-]/g, '_');
  return /^\.*$/.test(safe) ? `_${safe}` : safe;
}
