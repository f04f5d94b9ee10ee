/** The proof that rustc and the engine agree on published packages with a mistake in each. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analysis } from '../../../server/src/analysis/api';
import { analyseFiles, FOLDER, reportedBy } from '../../support/checkFixture';
import { describeRow } from '../../support/compare';
import { filesOnDisk } from '../../support/diskFiles';
import { isAsked } from '../../support/nameCodes';
import { diagnosticsOfRustc, errorsOf, run, rustcBinary } from '../../support/rustc';
import { type Agreement, AgreementSums, agreement } from '../names/agreement';
import { type Edit, edited } from '../names/mutate';
import type { Answer } from '../names/oracle';
import { stopsEarly } from '../names/rounds';
import { needRustc } from '../needRustc';
import { CannotProve, type Failure, type Proof, type ProofOptions, type ProofResult } from '../proof';
import { Choices } from '../random';
import { mistake } from './mistakes';
import { foldersOfPackages, type Package, packagesIn } from './packages';

export const published: Proof = {
  name: 'published',
  what: 'packages of cargo’s registry that need no others, with one mistake each: rustc and the engine agree',
  unit: 'changes',
  budget: 1000,
  run: (options) => prove(options, foldersOfPackages().flatMap(packagesIn)),
};

/** What is larger takes rustc too long. */
const MOST_TEXT = 900_000;

/** A package that compiles, in a folder of its own in which mistakes are made. */
interface Workshop {
  readonly package: Package;
  readonly folder: string;
  /** Rust files and the manifest, by path with a leading slash. */
  readonly files: ReadonlyMap<string, string>;
  /** Files of the library. */
  readonly sources: readonly string[];
}

/** Makes the mistakes of the given packages one after the other. Rejects with {@link CannotProve} if there is none. */
export async function prove(
  { seed, budget, progress }: ProofOptions,
  packages: readonly Package[],
): Promise<ProofResult> {
  needRustc();
  if (packages.length === 0)
    throw new CannotProve(
      'there is no package that needs no other in cargo’s registry: build something, or name a folder of packages in PUBLISHED_CRATES',
    );
  const sums = new AgreementSums();
  const failures: Failure[] = [];
  const workshops = new Map<Package, Workshop | undefined>();
  try {
    for (let index = 0; index < budget; index += 1) {
      progress(`${index} of ${budget} mistakes, ${failures.length} disagreements`);
      const c = new Choices(seed + index);
      const chosen = c.pick(packages);
      if (!workshops.has(chosen)) workshops.set(chosen, await workshopOf(chosen));
      const workshop = workshops.get(chosen);
      const edit = workshop && chooseMistake(c, workshop);
      if (!workshop || !edit) continue;
      const found = await compare(workshop, edit);
      if (sums.add(found)) failures.push(failure(workshop, edit, found, seed + index));
    }
  } finally {
    for (const workshop of workshops.values())
      if (workshop) rmSync(workshop.folder, { recursive: true, force: true });
  }
  const count = [...workshops.values()].filter((one) => one !== undefined).length;
  return { counts: { ...sums.counts('mistakes'), packages: count }, failures };
}

/** `undefined` if the package does not compile by itself. */
async function workshopOf(of: Package): Promise<Workshop | undefined> {
  const all = [...filesOnDisk(of.folder, '')];
  const files = new Map(all.filter(([path]) => path.endsWith('.rs') || path === '/Cargo.toml'));
  if ([...files.values()].reduce((sum, text) => sum + text.length, 0) > MOST_TEXT) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'kaal-published-'));
  cpSync(of.folder, folder, { recursive: true });
  const workshop = { package: of, folder, files, sources: [] };
  const answer = await ask(workshop, files).catch(() => undefined);
  if (answer?.content !== true) {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  const analysis = await analyse(files);
  const own = analysis.filesOfWorkspace().map((file) => file.slice(FOLDER.length));
  return { ...workshop, sources: own.filter((path) => files.has(path)).sort() };
}

/** A place anywhere in the library's text: large files have more of them. */
function chooseMistake(c: Choices, { files, sources }: Workshop): Edit | undefined {
  const size = (path: string): number => files.get(path)!.length;
  let at = c.below(sources.reduce((sum, path) => sum + size(path), 0));
  for (const path of sources) {
    if (at < size(path)) return mistake(c, path, files.get(path)!);
    at -= size(path);
  }
  return undefined;
}

function analyse(files: ReadonlyMap<string, string>): Promise<Analysis> {
  const all = new Map([...files].map(([path, text]) => [FOLDER + path, text]));
  return analyseFiles(all, { view: { arch: 'x86_64' }, allNames: true });
}

async function ask(
  { package: { root, crate, edition, on, environment }, folder }: Workshop,
  files: ReadonlyMap<string, string>,
): Promise<Answer> {
  const args = [
    root,
    `--crate-name=${crate}`,
    '--crate-type=lib',
    `--edition=${edition}`,
    '--emit=metadata',
    '--error-format=json',
    '--cap-lints=allow',
    `--out-dir=${join(folder, 'out-of-rustc')}`,
    ...on.map((feature) => `--cfg=feature="${feature}"`),
  ];
  const { stderr, status } = await run(rustcBinary(), args, folder, {
    ...environment,
    CARGO_MANIFEST_DIR: folder,
  });
  const errors = errorsOf(diagnosticsOfRustc(stderr), (path) => files.get(`/${path}`));
  return { errors: errors.map((row) => ({ ...row, file: `/${row.file}` })), content: status === 0 };
}

async function compare(workshop: Workshop, edit: Edit): Promise<Agreement | 'early'> {
  const { folder, files, sources } = workshop;
  const changed = edited(files, [edit]);
  const place = join(folder, edit.file);
  const before = readFileSync(place, 'utf8');
  writeFileSync(place, changed.get(edit.file)!);
  const answer = await ask(workshop, changed).finally(() => writeFileSync(place, before));
  if (answer.errors.some(stopsEarly)) return 'early';
  const analysis = await analyse(changed);
  const ours = reportedBy(analysis).filter(({ code, message }) => isAsked(code, message));
  const names = sources.flatMap((path) => analysis.answers(FOLDER + path));
  return agreement(ours, answer, names, changed);
}

function failure(workshop: Workshop, edit: Edit, { wrong, missed }: Agreement, seed: number): Failure {
  const { files, package: of } = workshop;
  const changed = edited(files, [edit]);
  const text = files.get(edit.file)!;
  const line = text.slice(0, edit.start).split('\n').length;
  const rows = [
    ...wrong.map((row) => `we alone: ${describeRow(row, changed)}`),
    ...missed.map((row) => `rustc alone: ${describeRow(row, changed)}`),
  ];
  const was = text.slice(edit.start, edit.end).trim().split('\n')[0];
  return {
    title: `${of.name}: ${rows[0]}`,
    seed,
    input: `${edit.file}:${line}: ${edit.what}: \`${was}\` is \`${edit.text.trim()}\``,
    details: rows.slice(1),
  };
}
