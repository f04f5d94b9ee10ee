// How soon what a build generated is taken in: milliseconds from the last write to findings on the screen.
//
//   node scripts/bench-build.mjs [FOLDER]      a workspace that depends on sel4; it is copied, nothing is written there
//
// The built server runs in a process of its own, on a real disk. Its client does not tell of files: the server has to look
// by itself, which is the slower way. Files come in pieces with pauses, as a build script writes them.
import { fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sample = resolve(process.argv[2] ?? join(root, 'test/workspaces/kaal-mini'));
const ROUNDS = 5;
/** Constants in `bindings.rs`: about as many bytes as the real one has. */
const CONSTANTS = 600;
/** Nothing is written for so long before the clock is read again: the server may be busy with the last change. */
const REST = 1_500;

const folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-bench-'));
cpSync(sample, folder, { recursive: true });
const build = join(folder, 'target/aarch64-sel4/debug/build');
const own = join(build, 'sel4-sys-0123456789abcdef');
const out = join(own, 'out');
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The six files of a build; each build has a constant of its own, by which findings tell it from the others. */
function files(number) {
  const constants = Array.from({ length: CONSTANTS }, (_, at) => `pub const seL4_C${at}: u32 = ${at};\n`);
  return {
    'bindings.rs': `${constants.join('')}pub const seL4_Build${number}: u32 = 0;\n`,
    'invocation_labels.rs': 'pub const InvalidInvocation: u32 = 0u32;\n',
    'invocations.rs': 'impl seL4_IPCBuffer {}\n',
    'shared_types.rs': 'pub struct seL4_MessageInfo(pub u64);\n',
    'syscall_ids.rs': 'pub const Call: i32 = -1i32;\n',
    'types.rs': 'pub struct seL4_Fault(pub u64);\n',
  };
}

/** In pieces, with cargo's marks before and after. */
async function asCargo(number) {
  write(join(own, 'invoked.timestamp'), '');
  for (const [name, text] of Object.entries(files(number))) {
    write(join(out, name), text.slice(0, text.length / 2));
    await rest(150);
    write(join(out, name), text);
  }
  write(join(own, 'output'), '');
  write(join(own, 'root-output'), out);
}

/** A folder that was made elsewhere takes the place of the old one. */
async function byRenaming(number) {
  const next = join(folder, 'next');
  for (const [name, text] of Object.entries(files(number))) write(join(next, name), text);
  rmSync(join(own, 'invoked.timestamp'), { force: true });
  await rest(200);
  rmSync(out, { recursive: true, force: true });
  renameSync(next, out);
}

/** Another folder beside it, and the old one goes. */
async function another(number) {
  const hash = `sel4-sys-${String(number).padStart(16, 'f')}`;
  for (const [name, text] of Object.entries(files(number))) write(join(build, hash, 'out', name), text);
  write(join(build, hash, 'root-output'), '');
  rmSync(own, { recursive: true, force: true });
  await rest(0);
  return () => renameSync(join(build, hash), own);
}

const WAYS = { 'as cargo writes it': asCargo, 'by renaming': byRenaming, 'another folder': another };
const builds = ROUNDS * Object.keys(WAYS).length;
const probe = join(folder, 'probe');
write(
  join(probe, 'Cargo.toml'),
  '[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n\n[dependencies]\nsel4 = { path = "../external/rust-sel4/crates/sel4" }\n',
);
const uses = Array.from(
  { length: builds + 1 },
  (_, n) => `pub use sel4::sys::seL4_Build${n} as build_${n};\n`,
);
write(join(probe, 'src/lib.rs'), `#![no_std]\n${uses.join('')}`);

let onChange = () => {};
let shown = '';
const child = fork(join(root, 'dist/kaal-sel4.js'), ['lsp', '--node-ipc'], {
  silent: true,
  env: { ...process.env, CARGO_TARGET_DIR: join(folder, 'target') },
});
const send = (message) => child.send({ jsonrpc: '2.0', ...message });
child.on('message', ({ id, method, params }) => {
  if (id === 1 && method === undefined) send({ method: 'initialized', params: {} });
  else if (method === 'textDocument/publishDiagnostics' && params.uri.endsWith('/probe/src/lib.rs')) {
    shown = JSON.stringify(params.diagnostics.map((one) => one.message));
    onChange();
  } else if (id !== undefined && method !== undefined) send({ id, result: null });
});
send({
  id: 1,
  method: 'initialize',
  params: {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [folder, probe].map((path) => ({ uri: pathToFileURL(path).href, name: path })),
    initializationOptions: { diagnostics: 'push' },
  },
});

/** Resolves when the bindings of a build are those that findings are made with: only its own name resolves. */
const taken = (number) =>
  new Promise((done) => {
    onChange = () => {
      const isMissing = (n) => shown.includes(`import \`sel4::sys::seL4_Build${n}\``);
      const all = Array.from({ length: builds + 1 }, (_, n) => n);
      if (shown !== '' && all.every((n) => isMissing(n) !== (n === number))) done(performance.now());
    };
    onChange();
  });

write(join(build, 'sel4-config-ffff/out/consts_gen.rs'), 'pub const SEL4_ARCH: &str = "aarch64";\n');
await asCargo(0);
await taken(0);
let number = 0;
for (const [title, way] of Object.entries(WAYS)) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    await rest(REST + Math.random() * 500);
    number += 1;
    const after = await way(number);
    const since = performance.now();
    times.push((await taken(number)) - since);
    after?.();
  }
  times.sort((a, b) => a - b);
  const shownTimes = [times[0], times[ROUNDS >> 1], times.at(-1)].map((time) => `${Math.round(time)} ms`);
  console.log(`${title.padEnd(20)} least ${shownTimes[0]}, median ${shownTimes[1]}, most ${shownTimes[2]}`);
}
child.kill();
rmSync(folder, { recursive: true, force: true });
