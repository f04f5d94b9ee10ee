// Puts what `npm run demo` really prints, shortened, into README.md. Run it after a change of texts, and read the diff.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const START = '<!-- output: node scripts/readme-output.mjs -->\n';
const END = '<!-- end -->';

const demo = spawnSync(process.execPath, [join(root, 'scripts', 'demo.mjs')], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1' },
});
const blocks = demo.stdout.trimEnd().split('\n\n');

/** The first block that starts with one text and has another in it. */
function block(start, inside = '') {
  const found = blocks.find((text) => text.startsWith(start) && text.includes(inside));
  if (found === undefined)
    throw new Error(`the demo prints nothing that starts with ${start} and has ${inside}`);
  return found;
}

/** A table's title and first rows. */
function head(start, rows) {
  const lines = block(start).split('\n');
  return [...lines.slice(0, rows + 1), ...(lines.length > rows + 1 ? ['  …'] : [])].join('\n');
}

const output = [
  block('error[invocation-as-function]', 'seL4_TCB_Resume'),
  block('error[constified-variant]', 'sel4_platform::adapter::seL4_NoError'),
  block('warning[parity-value]', 'seL4_CanRead'),
  '…',
  head('missing functions', 3),
  head('missing constants', 3),
  blocks.at(-1),
].join('\n\n');

const path = join(root, 'README.md');
const readme = readFileSync(path, 'utf8');
const from = readme.indexOf(START);
const to = readme.indexOf(END, from);
if (from < 0 || to < 0) throw new Error(`${path} has no place for the output`);
writeFileSync(path, `${readme.slice(0, from + START.length)}\`\`\`\n${output}\n\`\`\`\n${readme.slice(to)}`);
