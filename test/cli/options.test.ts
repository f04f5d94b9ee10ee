import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { type CheckOptions, readView, viewRequests } from '../../server/src/cli/options';
import { buildProgram } from '../../server/src/cli/program';

const SNAPSHOTS = ['aarch64', 'aarch64-hyp-mcs', 'pin-aarch64'];

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
    expect(viewRequests(options!, SNAPSHOTS)).toEqual([
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
    expect(viewRequests(options!, SNAPSHOTS)).toEqual([{}]);
    const without = await parse('check', '--no-mcs');
    expect(viewRequests(without.options!, SNAPSHOTS)).toEqual([{ mcs: false }]);
  });

  it('take any number of views', async () => {
    const { options } = await parse('check', '--view', 'aarch64/runtime', '--view', 'x86_64-mcs', '--tests');
    expect(viewRequests(options!, SNAPSHOTS)).toEqual([
      { arch: 'aarch64', features: ['runtime'], tests: true },
      { arch: 'x86_64', mcs: true, tests: true },
    ]);
  });

  it('read a snapshot as a view', () => {
    expect(readView('aarch64-hyp-mcs/a,b', SNAPSHOTS)).toEqual({
      bindings: 'aarch64-hyp-mcs',
      features: ['a', 'b'],
    });
    expect(readView('arm64', SNAPSHOTS)).toEqual({ arch: 'aarch64' });
  });

  it('refuse what they cannot read, with the choices', () => {
    expect(() => readView('sparc', SNAPSHOTS)).toThrowError('`sparc` is no view');
    expect(() => viewRequests({ arch: 'sparc' }, SNAPSHOTS)).toThrowError(
      'no architecture that seL4 runs on',
    );
  });
});

describe('the command line', () => {
  it.each([
    ['check', '--frobnicate'],
    ['check', '--format', 'xml'],
    ['check', 'a', 'b'],
    ['explain'],
    ['snapshot'],
    ['frobnicate'],
  ])('refuses %s %s', async (...args) => {
    const { error, command, written } = await parse(...args);
    expect(command).toBeUndefined();
    expect(error).toBeInstanceOf(CommanderError);
    expect((error as CommanderError).exitCode).not.toBe(0);
    expect(written).toMatch(/^error: /);
  });

  it('lets editors add options of their own to lsp', async () => {
    expect((await parse('lsp', '--stdio', '--clientProcessId=12')).command).toBe('lsp');
  });
});
