import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../server/src/cli/failure';
import { type CheckOptions, type Choosable, readView, viewRequests } from '../../server/src/cli/options';
import { buildProgram } from '../../server/src/cli/program';

const NOTHING: Choosable = {
  project: { views: [], common: {}, defaultView: undefined },
  snapshots: ['aarch64', 'aarch64-hyp-mcs', 'pin-aarch64'],
  arches: ['aarch64', 'riscv64', 'x86_64'],
};

/** A project that names two views. */
const arm = { name: 'arm', arch: 'aarch64', mcs: true, features: ['runtime'] };
const pc = { name: 'pc', arch: 'x86_64', features: ['runtime'] };
const PROJECT: Choosable = {
  ...NOTHING,
  project: {
    views: [arm, pc].map((request) => ({ name: request.name, request, keys: [] })),
    common: { features: ['runtime'] },
    defaultView: pc,
  },
};

/** Parses a command line; gives what `check` would be called with, or the error and what was written. */
async function parse(...args: string[]) {
  const called: { path?: string | undefined; options?: CheckOptions; command?: string } = {};
  let written = '';
  const program = buildProgram(
    '1.2.3',
    {
      check: async (path, options) => {
        Object.assign(called, { path, options, command: 'check' });
      },
      fix: async (path, options) => {
        Object.assign(called, { path, options, command: 'fix' });
      },
      matrix: async (path, options) => {
        Object.assign(called, { path, options, command: 'matrix' });
      },
      diff: async () => {
        called.command = 'diff';
      },
      parity: async () => {
        called.command = 'parity';
      },
      report: async (path, options) => {
        Object.assign(called, { path, options, command: 'report' });
      },
      explain: async () => {
        called.command = 'explain';
      },
      snapshot: async () => {
        called.command = 'snapshot';
      },
      lsp: async () => {
        called.command = 'lsp';
      },
    },
    { error: (text) => (written += text) },
  );
  let error: unknown;
  await program.parseAsync(['node', 'kaal-sel4', ...args]).catch((thrown: unknown) => {
    error = thrown;
  });
  return { ...called, written, error };
}

describe('check options', () => {
  it('are the ones that cargo users know', async () => {
    const { path, options } = await parse(
      ...['check', 'kernel', '--arch', 'x86_64', '--features', 'a,b c', '--features', 'd', '--tests'],
      ...['--no-default-features', '--mcs', '--bindings', 'pin-aarch64', '--all-names', '--deny-warnings'],
    );
    expect(path).toBe('kernel');
    expect(options).toMatchObject({ allNames: true, denyWarnings: true, format: 'text' });
    expect(viewRequests(options!, NOTHING)).toEqual([
      {
        arch: 'x86_64',
        features: ['a', 'b', 'c', 'd'],
        noDefaultFeatures: true,
        mcs: true,
        tests: true,
        bindings: 'pin-aarch64',
      },
    ]);
  });

  it('leave open what is not said', async () => {
    const { path, options } = await parse('check');
    expect(path).toBe('.');
    expect(viewRequests(options!, NOTHING)).toEqual([{}]);
    const without = await parse('check', '--no-mcs');
    expect(viewRequests(without.options!, NOTHING)).toEqual([{ mcs: false }]);
  });

  it('take any number of views', async () => {
    const { options } = await parse('check', '--view', 'aarch64/runtime', '--view', 'x86_64-mcs', '--tests');
    expect(viewRequests(options!, NOTHING)).toEqual([
      { arch: 'aarch64', features: ['runtime'], tests: true },
      { arch: 'x86_64', mcs: true, tests: true },
    ]);
  });

  it('read a snapshot as a view', () => {
    expect(readView('aarch64-hyp-mcs/a,b', NOTHING)).toEqual({
      bindings: 'aarch64-hyp-mcs',
      features: ['a', 'b'],
    });
    expect(readView('arm64', NOTHING)).toEqual({ arch: 'aarch64' });
  });

  it('refuse what they cannot read, with the choices', () => {
    expect(() => readView('sparc', NOTHING)).toThrowError('`sparc` is no view');
    expect(() => viewRequests({ arch: 'sparc' }, NOTHING)).toThrowError('no architecture that seL4 runs on');
  });
});

describe('views that a project names', () => {
  const requests = (options: CheckOptions) => viewRequests(options, PROJECT);

  it('refuses an option that says something else than a view beside it', () => {
    expect(() => requests({ view: ['arm'], arch: 'riscv64' })).toThrowError(
      '`--arch riscv64` contradicts the view `arm`, which has aarch64',
    );
    expect(() => requests({ allViews: true, mcs: false })).toThrowError(
      '`--no-mcs` contradicts the view `arm`, which is with MCS',
    );
    expect(() => viewRequests({ allViews: true, arch: 'aarch64' }, NOTHING)).toThrowError(
      '`--arch aarch64` contradicts the view, which has riscv64',
    );
    expect(requests({ view: ['arm'], arch: 'aarch64' })).toEqual([arm]);
    // The default view is what is taken where nothing is said.
    expect(requests({ arch: 'riscv64' })).toMatchObject([{ arch: 'riscv64' }]);
  });

  it('the default one where nobody chooses', () => {
    expect(requests({})).toEqual([pc]);
  });

  it('by name, and all of them', () => {
    expect(requests({ view: ['arm'] })).toEqual([arm]);
    expect(requests({ allViews: true })).toEqual([arm, pc]);
    expect(requests({ allViews: true, view: ['pc', 'riscv64'] })).toEqual([
      arm,
      pc,
      { arch: 'riscv64', features: ['runtime'] },
    ]);
  });

  it('with other features, they are not called by that name', () => {
    expect(requests({ view: ['arm/mock'] })).toEqual([{ arch: 'aarch64', mcs: true, features: ['mock'] }]);
    expect(requests({ view: ['arm'], tests: true })).toEqual([
      { arch: 'aarch64', mcs: true, features: ['runtime'], tests: true },
    ]);
  });

  it('single options go before the default view', () => {
    expect(requests({ mcs: true })).toEqual([{ arch: 'x86_64', mcs: true, features: ['runtime'] }]);
    expect(requests({ arch: 'riscv64' })).toEqual([{ arch: 'riscv64', features: ['runtime'] }]);
    expect(requests({ bindings: 'pin-aarch64' })).toEqual([
      { bindings: 'pin-aarch64', features: ['runtime'] },
    ]);
    expect(requests({ defaultFeatures: false })).toEqual([{ arch: 'x86_64', noDefaultFeatures: true }]);
    expect(requests({ arch: 'amd64' })).toEqual([pc]);
  });

  it('what holds for all of them holds for others that are asked for', () => {
    expect(requests({ view: ['riscv64', 'pin-aarch64', 'aarch64/mock'] })).toEqual([
      { arch: 'riscv64', features: ['runtime'] },
      { bindings: 'pin-aarch64', features: ['runtime'] },
      { arch: 'aarch64', features: ['mock'] },
    ]);
  });

  it('are told where a name is none', () => {
    expect(() => requests({ view: ['amr'] })).toThrowError('`amr` is no view');
    try {
      requests({ view: ['amr'] });
    } catch (error) {
      expect((error as Failure).help).toContain('one that Cargo.toml names (arm, pc)');
    }
  });

  it('where it names none, all are the architectures', () => {
    expect(viewRequests({ allViews: true, features: ['x'] }, NOTHING)).toEqual([
      { arch: 'aarch64', features: ['x'] },
      { arch: 'riscv64', features: ['x'] },
      { arch: 'x86_64', features: ['x'] },
    ]);
    const only = { ...NOTHING.project, defaultView: { arch: 'riscv64' } };
    expect(viewRequests({ allViews: true }, { ...NOTHING, project: only })).toEqual([{ arch: 'riscv64' }]);
  });
});

describe('the command line', () => {
  it.each([
    ['check', '--frobnicate'],
    ['check', '--format', 'xml'],
    ['check', 'a', 'b'],
    ['explain'],
    ['frobnicate'],
  ])('refuses %s %s', async (...args) => {
    const { error, command, written } = await parse(...args);
    expect(command).toBeUndefined();
    expect(error).toBeInstanceOf(CommanderError);
    expect((error as CommanderError).exitCode).not.toBe(0);
    expect(written).toMatch(/^error: /);
  });

  it('takes how loud each code is', async () => {
    const given = ['--severity', 'binding-transmute=warning', '--severity', 'wrong-kind=off'];
    expect((await parse('check', ...given)).options?.severity).toEqual({
      'binding-transmute': 'warning',
      'wrong-kind': 'off',
    });
    expect((await parse('check', '--severity', 'wrong-kinds=off')).written).toContain(
      'there are no findings `wrong-kinds`: did you mean `wrong-kind`?',
    );
    expect((await parse('check', '--severity', 'wrong-kind=loud')).written).toContain('error, warning');
    expect((await parse('check', '--severity', 'wrong-kind')).written).toContain('`wrong-kind=LEVEL`');
  });

  it('lets editors add options of their own to lsp', async () => {
    expect((await parse('lsp', '--stdio', '--clientProcessId=12')).command).toBe('lsp');
  });
});
