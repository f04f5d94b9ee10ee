/** How generated folders come, change and go on a real disk: in pieces, by renaming, exchanged, removed. Over a connection. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSnapshot } from '../../server/src/bindings/make';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { builtIn, constsText, generatedFiles, openParser } from '../bindings/support';
import { everything, realParts, start, type TestClient } from './harness';

const SEL4 = '[dependencies]\nsel4 = { path = "external/rust-sel4/crates/sel4" }\n';
const PACKAGE = '[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n\n';
const USES = ['seL4_First', 'seL4_Middle', 'seL4_Last', 'seL4_Other'];
/** What is reported with bindings that have the first three, and with those that have the fourth. */
const WITH_THREE = ['seL4_Other'];
const WITH_OTHER = ['seL4_First', 'seL4_Middle', 'seL4_Last'];
const THREE = 'pub fn seL4_First() {}\npub fn seL4_Middle() {}\npub fn seL4_Last() {}\n';
const OTHER = 'pub fn seL4_Other() {}\n';

let root: string;
let build: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kaal-sel4-written-')).replaceAll('\\', '/');
  build = `${root}/target/aarch64-sel4/debug/build`;
  write(`${root}/Cargo.toml`, PACKAGE + SEL4);
  write(
    `${root}/src/lib.rs`,
    `#![no_std]\n${USES.map((n) => `pub fn f_${n}() { sel4::sys::${n}(); }\n`).join('')}`,
  );
  write(`${build}/sel4-config-ffff/out/consts_gen.rs`, constsText('aarch64', false));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function writeOut(folder: string, bindings: string): void {
  for (const [path, file] of Object.entries(generatedFiles(folder, 0, { 'bindings.rs': bindings })))
    write(path, typeof file === 'string' ? file : (file.text ?? ''));
}

/** A build as cargo and the build script make it, whole. */
function wholeBuild(own: string, bindings: string): void {
  write(`${own}/invoked.timestamp`, '');
  writeOut(`${own}/out`, bindings);
  write(`${own}/output`, '');
  write(`${own}/root-output`, `${own}/out`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The names that are reported, in every state that was shown; one that lasted is one. */
function states(client: TestClient): readonly string[] {
  const all = client.published
    .filter(({ uri }) => uri.endsWith('/src/lib.rs'))
    .map(({ diagnostics }) =>
      diagnostics.map(({ message }) => /`(\w+)`/.exec(String(message))?.[1]).join(' '),
    );
  return all.filter((state, at) => state !== all[at - 1]);
}
const shows = (client: TestClient, names: readonly string[]) =>
  client.until(
    () => states(client).at(-1) === names.join(' '),
    `${names.join(' ')}; shown was ${states(client)}`,
  );

const bindings = (client: TestClient) => client.statuses.at(-1)?.roots[0]?.bindings;

/** A snapshot of a build with these bindings, as `kaal-sel4 snapshot` writes it. */
async function snapshotText(text: string): Promise<string> {
  const other = `${root}/elsewhere/aarch64-sel4/debug/build`;
  write(`${other}/sel4-config-ffff/out/consts_gen.rs`, constsText('aarch64', false));
  const folder = `${other}/sel4-sys-0123456789abcdef/out`;
  writeOut(folder, text);
  const parser = await openParser();
  const made = makeSnapshot({ files: nodeFiles(), parser, catalog: builtIn(), folders: [folder] });
  if (made.text === undefined) throw new Error(made.problem.message);
  return made.text;
}

const NO_WATCHING = { ...everything, workspace: { workspaceFolders: true } };

/** A client that watches but leaves out what is in `target`, as many are set up to; or one that does not watch. */
describe.each([
  ['whose watching leaves out `target`', everything],
  ['that does not watch', NO_WATCHING],
])('with a client %s', (_title, capabilities) => {
  async function begin(): Promise<TestClient> {
    const files = nodeFiles();
    const client = await start({ folders: [root], capabilities, parts: await realParts(() => files) });
    await client.ready();
    return client;
  }

  it('a build that runs again is taken in once it has ended', async () => {
    const own = `${build}/sel4-sys-0123456789abcdef`;
    wholeBuild(own, THREE);
    const client = await begin();
    await shows(client, WITH_THREE);
    // Cargo tells a second run by times, which must lie apart.
    await pause(2100);
    write(`${own}/invoked.timestamp`, '');
    write(`${own}/out/bindings.rs`, '');
    await pause(700);
    write(`${own}/out/bindings.rs`, 'pub fn seL4_First() {}\n');
    await pause(700);
    write(`${own}/out/bindings.rs`, OTHER);
    write(`${own}/output`, '');
    write(`${own}/root-output`, `${own}/out`);
    await shows(client, WITH_OTHER);
    expect(states(client)).toEqual([WITH_THREE.join(' '), WITH_OTHER.join(' ')]);
  });

  it('another build beside it is taken when it is the newer one; without it the first counts again', async () => {
    wholeBuild(`${build}/sel4-sys-0123456789abcdef`, THREE);
    const client = await begin();
    await shows(client, WITH_THREE);
    await pause(50);
    wholeBuild(`${build}/sel4-sys-fedcba9876543210`, OTHER);
    await shows(client, WITH_OTHER);
    rmSync(`${build}/sel4-sys-fedcba9876543210`, { recursive: true });
    await shows(client, WITH_THREE);
  });

  it('`cargo clean` takes the bindings away', async () => {
    wholeBuild(`${build}/sel4-sys-0123456789abcdef`, THREE);
    const client = await begin();
    await shows(client, WITH_THREE);
    rmSync(`${root}/target`, { recursive: true });
    await shows(client, USES);
    await client.until(() => bindings(client)?.kind === 'snapshot', 'the built-in bindings');
  });

  it('a folder that the manifest names: written in pieces with pauses, exchanged by renaming', async () => {
    const out = `${root}/kernel/out`;
    writeOut(out, THREE);
    write(`${root}/Cargo.toml`, `${PACKAGE}${SEL4}\n[package.metadata.kaal-sel4]\nbindings = "kernel/out"\n`);
    const client = await begin();
    await shows(client, WITH_THREE);
    // In place: cut off in the middle for longer than a moment's quiet.
    writeFileSync(`${out}/bindings.rs`, 'pub fn seL4_Other() {');
    await client.watched([`${out}/bindings.rs`, 2]);
    await pause(900);
    writeFileSync(`${out}/bindings.rs`, OTHER);
    await client.watched([`${out}/bindings.rs`, 2]);
    await shows(client, WITH_OTHER);
    // A folder that was made elsewhere takes its place.
    writeOut(`${root}/kernel/next`, THREE);
    renameSync(out, `${root}/kernel/before`);
    renameSync(`${root}/kernel/next`, out);
    await shows(client, WITH_THREE);
    // A file takes another's place.
    writeFileSync(`${out}/bindings.rs.new`, OTHER);
    renameSync(`${out}/bindings.rs.new`, `${out}/bindings.rs`);
    await shows(client, WITH_OTHER);
    const [three, other] = [WITH_THREE.join(' '), WITH_OTHER.join(' ')];
    expect(states(client)).toEqual([three, other, three, other]);
  });

  it('a folder that the manifest names before it is there', async () => {
    write(`${root}/Cargo.toml`, `${PACKAGE}${SEL4}\n[package.metadata.kaal-sel4]\nbindings = "kernel/out"\n`);
    const client = await begin();
    await shows(client, USES);
    const problems = () => client.shown(`${root}/Cargo.toml`)?.length ?? 0;
    expect(problems()).toBe(1);
    writeOut(`${root}/kernel/out`, THREE);
    await shows(client, WITH_THREE);
    await client.until(() => problems() === 0, 'a manifest without problems');
  });

  it('a snapshot file that the manifest names is read again', async () => {
    const file = `${root}/kernel.json`;
    writeFileSync(file, await snapshotText(THREE));
    write(
      `${root}/Cargo.toml`,
      `${PACKAGE}${SEL4}\n[package.metadata.kaal-sel4]\nbindings = "kernel.json"\n`,
    );
    const client = await begin();
    await shows(client, WITH_THREE);
    writeFileSync(file, await snapshotText(OTHER));
    await shows(client, WITH_OTHER);
    // Removed: that is a problem of the project, and built-in bindings are used.
    rmSync(file);
    await shows(client, USES);
  });
});
