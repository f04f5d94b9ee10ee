// A workspace of about 1.4 MB of Rust, made by copying the crates of test/workspaces/kaal-mini.
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sample = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test', 'workspaces', 'kaal-mini');
const WANTED_BYTES = 1_400_000;
const WANTED_LINES = 1_300;

/** Paths of all Rust files below a folder; build folders and hidden ones are left out. */
export function rustFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'target' || entry.name.startsWith('.') ? [] : rustFiles(path);
    return entry.isFile() && entry.name.endsWith('.rs') ? [path] : [];
  });
}

/** Makes the workspace in a folder that does not exist yet; gives the folder. */
export function makeTree(folder) {
  cpSync(sample, folder, { recursive: true });
  const crate = join(folder, 'runtime', 'cap_broker');
  const bytes = (of) => rustFiles(of).reduce((sum, file) => sum + statSync(file).size, 0);
  const copies = Math.ceil((WANTED_BYTES - bytes(folder)) / bytes(crate));
  const members = [];
  for (let index = 0; index < copies; index++) {
    const copy = join(folder, 'runtime', `cap_broker_${index}`);
    cpSync(crate, copy, { recursive: true });
    const manifest = join(copy, 'Cargo.toml');
    const text = readFileSync(manifest, 'utf8').replace(
      'name = "cap-broker"',
      `name = "cap-broker-${index}"`,
    );
    writeFileSync(manifest, text);
    members.push(`    "runtime/cap_broker_${index}",\n`);
  }
  const workspace = join(folder, 'Cargo.toml');
  writeFileSync(
    workspace,
    readFileSync(workspace, 'utf8').replace('members = [\n', `members = [\n${members.join('')}`),
  );
  makeLong(join(crate, 'src', 'tcb.rs'));
  return folder;
}

/** Repeats a file's text in modules of its own until it is long enough to be typed into. */
function makeLong(file) {
  const text = readFileSync(file, 'utf8');
  // Inner attributes and docs may stand only at the top of a file.
  const body = text
    .split('\n')
    .filter((line) => !line.startsWith('//!') && !line.startsWith('#!['))
    .join('\n');
  const parts = [text];
  for (let index = 0; parts.join('\n').split('\n').length < WANTED_LINES; index++) {
    parts.push(`pub mod part_${index} {\n${body}\n}\n`);
  }
  writeFileSync(file, parts.join('\n'));
}
