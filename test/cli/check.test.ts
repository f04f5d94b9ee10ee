import { describe, expect, it } from 'vitest';
import type { SideBySide, ViewAnalysis } from '../../server/src/analysis/api';
import { type CheckWorld, check } from '../../server/src/cli/check';
import { Failure } from '../../server/src/cli/failure';
import type { CheckOptions } from '../../server/src/cli/options';
import type { Finding } from '../../server/src/diagnose/finding';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { ProjectProblem, ViewRequest } from '../../server/src/project/model';
import { findingAt, VIEW } from './support';

const SOURCE = 'fn f() { seL4_TCB_Resume(1) }\n';

interface Fake {
  readonly findings?: readonly Finding[];
  readonly problems?: readonly ProjectProblem[];
  readonly files?: readonly string[];
  /** What is wrong with the views that the project names. */
  readonly ofProject?: readonly ProjectProblem[];
}

/** Runs `check` on a folder `/w` in memory with an analysis that answers what the test says. */
async function run(fake: Fake, options: CheckOptions = {}, path = '/w') {
  const requests: ViewRequest[] = [];
  let text = '';
  const analysis: Partial<ViewAnalysis> = {
    problems: () => fake.problems ?? [],
    allFindings: () => fake.findings ?? [],
    filesOfWorkspace: () => fake.files ?? ['/w/src/irq.rs'],
    bindings: () => undefined,
    view: () => VIEW,
    parity: () => ({ pairs: [], redefined: [] }),
    counts: () => ({ total: 0, resolved: 0, resolvedByName: 0, unresolved: 0, unknown: 0 }),
    unknownReasons: () => new Map(),
    standing: () => 'resolves',
  };
  const analyses: SideBySide = {
    projectViews: () => ({
      root: '/w',
      manifest: '/w/Cargo.toml',
      keys: [],
      words: { arch: () => [], target: () => [], feature: () => [], bindings: () => [] },
      readable: true,
      views: [],
      common: {},
      bindings: [],
      defaultView: undefined,
      problems: fake.ofProject ?? [],
    }),
    coversProject: () => true,
    textAsRead: () => undefined,
    prepare: () => {},
    builds: () => [],
    bindingPlaces: () => [],
    matrix: () => ({ columns: [], rows: [] }),
    bindingsProblem: () => undefined,
    hits: () => ({ hits: [], mended: [] }),
    applyChange: () => {},
    setViews: (views) => requests.push(...views),
    get views() {
      return requests.map(() => analysis as ViewAnalysis);
    },
  };
  const world: CheckWorld = {
    output: {
      write: async (more) => {
        text += more;
      },
      error: () => {},
      isTerminal: false,
      errorIsTerminal: false,
    },
    environment: {},
    files: memoryFiles(
      new Map([
        ['/w/Cargo.toml', ''],
        ['/w/src/irq.rs', SOURCE],
      ]),
    ),
    cwd: '/w',
    snapshots: ['pin-aarch64'],
    arches: ['aarch64'],
    analyse: () => analyses,
  };
  const code = await check(path, options, world);
  return { code, text, requests };
}

async function failure(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error(`not a failure: ${String(error)}`);
  return error;
}

describe('check', () => {
  it('exits with 0 without errors and with 1 with errors', async () => {
    expect((await run({})).code).toBe(0);
    const { code, text } = await run({ findings: [findingAt(SOURCE, 'seL4_TCB_Resume')] });
    expect(code).toBe(1);
    expect(text).toContain('--> src/irq.rs:1:10');
  });

  it('tells a broken manifest and still reports the rest', async () => {
    const problem: ProjectProblem = {
      file: '/w/a/Cargo.toml',
      message: 'it is no TOML: line 3',
      help: 'mend the manifest',
      severity: 'error',
    };
    const { code, text } = await run({
      problems: [problem],
      findings: [findingAt(SOURCE, 'seL4_TCB_Resume')],
    });
    expect(code).toBe(1);
    expect(text).toContain('error[project]: it is no TOML: line 3');
    expect(text).toContain('a/Cargo.toml');
    expect(text).toContain('= help: mend the manifest');
    expect(text).toContain('2 errors');
  });

  it('exits with 1 where there are no bindings for the target, and says what it found nevertheless', async () => {
    const problems: ProjectProblem[] = [
      { file: '/w', message: 'there are no bindings for arm', severity: 'error' },
    ];
    const { code, text } = await run({ problems }, { format: 'json' });
    expect(code).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      bindings: null,
      findings: [{ code: 'project', message: 'there are no bindings for arm' }],
    });
  });

  it('tells a problem once although it is a finding too', async () => {
    const problem: ProjectProblem = { file: '/w/Cargo.toml', message: 'broken', severity: 'error' };
    const finding = findingAt('x', 'x', { file: '/w/Cargo.toml', code: 'project', message: 'broken' });
    const { text } = await run({ problems: [problem], findings: [finding] }, { format: 'json' });
    expect(JSON.parse(text).findings).toHaveLength(1);
  });

  it('looks at several views side by side', async () => {
    const { requests, text } = await run(
      { findings: [findingAt(SOURCE, 'seL4_TCB_Resume')] },
      { view: ['aarch64', 'x86_64/runtime'], format: 'json' },
    );
    expect(requests).toEqual([{ arch: 'aarch64' }, { arch: 'x86_64', features: ['runtime'] }]);
    expect(JSON.parse(text).findings).toMatchObject([{ name: 'seL4_TCB_Resume', views: [0, 1] }]);
  });

  it('tells what is wrong with the views that the project names, once', async () => {
    const problem: ProjectProblem = { file: '/w/Cargo.toml', message: 'no view `amr`', severity: 'error' };
    const { code, text } = await run({ ofProject: [problem] }, { view: ['aarch64', 'x86_64'] });
    expect(code).toBe(1);
    expect(text.match(/no view `amr`/g)).toHaveLength(1);
  });

  it('takes a manifest for its folder, a snapshot by name, a bindings folder by path', async () => {
    expect((await run({}, {}, '/w/Cargo.toml')).code).toBe(0);
    expect((await run({}, { bindings: 'pin-aarch64' })).requests).toEqual([{ bindings: 'pin-aarch64' }]);
    expect((await run({}, { bindings: 'src' })).requests).toEqual([{ bindings: '/w/src' }]);
  });
});

describe('check cannot run', () => {
  it('without the folder', async () => {
    const { message, help, exitCode } = await failure(run({}, {}, '/nowhere'));
    expect(message).toBe('there is no folder /nowhere');
    expect(help).toContain('Cargo workspace');
    expect(exitCode).toBe(2);
  });

  it('on a file that is no manifest', async () => {
    expect((await failure(run({}, {}, '/w/src/irq.rs'))).message).toBe('/w/src/irq.rs is a file');
  });

  it('with bindings that do not exist, and lists the snapshots', async () => {
    const { message, help } = await failure(run({}, { bindings: 'pin-sparc' }));
    expect(message).toContain('`pin-sparc` is neither');
    expect(help).toContain('pin-aarch64');
    expect((await failure(run({}, { bindings: '' }))).message).toContain('`` is neither');
  });

  it('where nothing is to be checked, and says why', async () => {
    const nothing = await failure(run({ files: [] }));
    expect(nothing.message).toBe('found no Cargo.toml with Rust sources in /w or above it');
    const problem: ProjectProblem = {
      file: '/w/Cargo.toml',
      message: 'it is empty',
      help: 'write a [package]',
      severity: 'error',
    };
    const broken = await failure(run({ files: [], problems: [problem] }));
    expect(broken.message).toBe('/w/Cargo.toml: it is empty');
    expect(broken.help).toBe('write a [package]');
  });
});
