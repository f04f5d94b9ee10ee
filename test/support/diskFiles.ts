import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder as absolute path under `place` → text. Build folders are left out. */
export function filesOnDisk(folder: string, place: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string, shown: string): void => {
    for (const name of readdirSync(path).sort()) {
      if (name === 'target' || name === '.git') continue;
      const below = join(path, name);
      if (statSync(below).isDirectory()) visit(below, `${shown}/${name}`);
      else files.set(`${shown}/${name}`, readFileSync(below, 'utf8'));
    }
  };
  visit(folder, place);
  return files;
}
