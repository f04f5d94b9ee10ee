/** The proof that rustc and the engine agree on real-looking code with random mistakes in its seL4 paths. */
import { join } from 'node:path';
import { WORKSPACES } from '../../judge/kaalMini';
import { analyseFiles, FOLDER, reportedBy } from '../../support/checkFixture';
import { describeRow, type Reported } from '../../support/compare';
import { filesOnDisk } from '../../support/diskFiles';
import type { FixtureCrate } from '../../support/fixture';
import { needRustc } from '../needRustc';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { Choices } from '../random';
import { type Agreement, agreement } from './agreement';
import { type Edit, edited, mutation } from './mutate';
import { type Answer, Oracle } from './oracle';
import { stopsEarly } from './rounds';

export const mutants: Proof = {
  name: 'mutants',
  what: 'kaal-mini on a stand-in for rust-sel4, with mistakes in its seL4 paths: rustc and the engine agree',
  unit: 'mutants',
  budget: 1000,
  run: prove,
};

const CONFIG = 'sel4-config';
const SYS = '/external/rust-sel4/crates/sel4/sys';
const crate = (
  name: string,
  folder: string,
  edition: string,
  needs: string[],
  on: string[],
): FixtureCrate => ({
  name,
  folder,
  root: `${folder}/src/lib.rs`,
  edition,
  dependencies: needs.map((other) => ({
    name: other.replaceAll('-', '_'),
    crate: other,
    ...(other === CONFIG ? { macros: true as const } : {}),
  })),
  features: on,
  on,
});

/** What cargo would build in the runtime view, those that others need first. */
const CRATES: readonly FixtureCrate[] = [
  crate('sel4-sys', SYS, '2024', [], []),
  crate('sel4', '/external/rust-sel4/crates/sel4', '2024', ['sel4-sys', CONFIG], []),
  crate('sel4-platform', '/runtime/sel4-platform', '2021', ['sel4'], ['runtime', 'sel4', 'default']),
  crate('cap-broker', '/runtime/cap_broker', '2021', ['sel4-platform'], ['runtime', 'default']),
];

function workspaceFiles(): Map<string, string> {
  const standIn = join(WORKSPACES, 'rust-sel4-stand-in');
  const generated = join(standIn, 'crates/sel4/sys/generated');
  return new Map([
    ...filesOnDisk(join(WORKSPACES, 'kaal-mini'), ''),
    ...filesOnDisk(standIn, '/external/rust-sel4'),
    ...filesOnDisk(generated, '/target/debug/build/sel4-sys-0123456789abcdef/out'),
  ]);
}

interface Comparison extends Agreement {
  /** rustc stopped before it looked at names. */
  readonly early: boolean;
}

async function prove({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  needRustc();
  const files = workspaceFiles();
  const oracle = new Oracle();
  const counts = {
    mutants: 0,
    'mistakes made': 0,
    'errors of rustc about names': 0,
    'hidden by a failed glob': 0,
  };
  const sums = { unknown: 0, early: 0, wrong: 0, missed: 0 };
  const failures: Failure[] = [];
  try {
    await oracle.buildMacros(files, crate(CONFIG, '/external/rust-sel4/crates/sel4/config', '2024', [], []));
    for (const one of CRATES.slice(0, 2)) {
      const { errors } = await oracle.ask(files, one);
      if (errors[0]) throw new Error(`the stand-in does not compile: ${describeRow(errors[0], files)}`);
    }
    for (let index = 0; index < budget; index += 1) {
      progress(`${index} of ${budget} mutants, ${failures.length} disagreements`);
      const edits = mistakes(new Choices(seed + index), files);
      const found = await compare(oracle, files, edits);
      counts.mutants += 1;
      counts['mistakes made'] += edits.length;
      counts['errors of rustc about names'] += found.errors;
      counts['hidden by a failed glob'] += found.hidden;
      sums.unknown += found.unknown;
      sums.early += found.early ? 1 : 0;
      sums.wrong += found.wrong.length;
      sums.missed += found.missed.length;
      if (found.wrong.length + found.missed.length > 0 && failures.length < 10)
        failures.push(await failure(oracle, files, edits, seed + index));
    }
  } finally {
    oracle.close();
  }
  return {
    counts: {
      ...counts,
      'false (ours alone)': sums.wrong,
      'missed (rustc alone)': sums.missed,
      'rejected by rustc, unknown to us': sums.unknown,
      'rustc ended early': sums.early,
    },
    failures,
  };
}

/** One to three mistakes, in the platform or in the broker. */
function mistakes(c: Choices, files: ReadonlyMap<string, string>): Edit[] {
  const folder = c.chance(0.35) ? '/runtime/sel4-platform/' : '/runtime/cap_broker/';
  const sources = [...files.keys()].filter((path) => path.startsWith(folder) && path.endsWith('.rs'));
  const edits: Edit[] = [];
  for (let left = 1 + c.below(3); left > 0; left -= 1) {
    const file = c.pick(sources);
    const edit = mutation(c, file, files.get(file)!);
    if (edit) edits.push(edit);
  }
  return edits;
}

async function compare(
  oracle: Oracle,
  files: ReadonlyMap<string, string>,
  edits: readonly Edit[],
): Promise<Comparison> {
  const changed = edited(files, edits);
  const all = new Map([...changed].map(([path, text]) => [FOLDER + path, text]));
  const analysis = await analyseFiles(all, { view: {}, allNames: true });
  const ours = reportedBy(analysis);
  const total = {
    errors: 0,
    hidden: 0,
    unknown: 0,
    wrong: [] as Reported[],
    missed: [] as Reported[],
    early: false,
  };
  for (const one of CRATES.slice(2)) {
    const answer: Answer = await oracle.ask(changed, one);
    if (answer.errors.some(stopsEarly)) return { ...total, early: true };
    const own = ours.filter(({ file }) => file.startsWith(`${one.folder}/`));
    const names = [...changed.keys()]
      .filter((path) => path.startsWith(`${one.folder}/src/`))
      .flatMap((path) => analysis.answers(FOLDER + path));
    const found = agreement(own, answer, names, changed);
    total.errors += found.errors;
    total.unknown += found.unknown;
    total.hidden += found.hidden;
    total.wrong.push(...found.wrong);
    total.missed.push(...found.missed);
    if (!answer.content) break;
  }
  return total;
}

/** The fewest of the mistakes that still make a disagreement. */
async function failure(
  oracle: Oracle,
  files: ReadonlyMap<string, string>,
  all: readonly Edit[],
  seed: number,
): Promise<Failure> {
  let edits = all;
  for (const edit of all) {
    const fewer = edits.filter((other) => other !== edit);
    const found = await compare(oracle, files, fewer);
    if (found.wrong.length + found.missed.length > 0) edits = fewer;
  }
  const { wrong, missed } = await compare(oracle, files, edits);
  const changed = edited(files, edits);
  const show = (whose: string) => (row: Reported) => `${whose} ${describeRow(row, changed)}`;
  const rows = [...wrong.map(show('we alone:')), ...missed.map(show('rustc alone:'))];
  const input = edits
    .map(
      ({ file, start, end, text, what }) =>
        `${file}: ${what}: \`${files.get(file)!.slice(start, end)}\` is \`${text}\``,
    )
    .join('\n');
  return { title: rows[0] ?? 'it went away', seed, input, details: rows.slice(1) };
}
