import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { checkJson } from '../../server/src/cli/json';
import { processOutput } from '../../server/src/cli/output';
import { exitCode } from '../../server/src/cli/report';
import { plain } from '../../server/src/cli/style';
import { checkText } from '../../server/src/cli/text';
import type { Finding } from '../../server/src/diagnose/finding';
import { findingAt, joined, reportOf, VIEW, viewReport } from './support';

const SOURCE = 'fn f() {\n    seL4_TCB_Resume(1);\n    seL4_NoError; /* ä🦀 */ seL4_CanRead\n}\n';
const textOf = (file: string): string | undefined => (file === '/w/src/irq.rs' ? SOURCE : undefined);
const options = { paint: plain, width: 100, textOf, nameOf: (file: string) => file.replace('/w/', '') };

const resume = findingAt(SOURCE, 'seL4_TCB_Resume', {
  code: 'invocation-as-function',
  category: 'function',
  rustcCode: 'E0425',
});
const noError = findingAt(SOURCE, 'seL4_NoError', { candidates: ['sel4::sys::seL4_Error::seL4_NoError'] });
const canRead = findingAt(SOURCE, 'seL4_CanRead', { code: 'c-only-name', module: 'crate' });

describe('the text report', () => {
  it('ends with a summary by category, crate and module, and what it was checked against', () => {
    const twice = { ...noError, start: noError.start + 1 };
    const text = checkText(reportOf([resume, noError, twice, canRead]), options);
    expect(`\n${text.slice(text.indexOf('missing functions'))}`).toBe(`
missing functions (1)
  seL4_TCB_Resume  1

missing constants (3)
  seL4_NoError  2   -> sel4::sys::seL4_Error::seL4_NoError
  seL4_CanRead  1

by crate and module
  cap_broker         4
    cap_broker::irq  3
    cap_broker       1

view:       aarch64, features runtime (the sources use names of this architecture)
bindings:   built-in snapshot pin-aarch64: what the submodules point to
seL4 names: 10 in active code, 8 resolved (1 of them by name only), 2 unresolved, 0 unknown (0.0%)
4 errors, 0 warnings in 3 files
`);
  });

  it('says so when there is nothing to report', () => {
    expect(checkText(reportOf([]), options)).toMatch(/\nnothing to report in 3 files\n$/);
  });

  it('passes on the features that lead to real bindings, and why names are unknown', () => {
    const view = viewReport({
      view: { ...VIEW, suggestion: 'the default features lead to a mock: use `--features runtime`' },
      counts: { total: 4, resolved: 3, resolvedByName: 0, unresolved: 0, unknown: 1 },
      unknownReasons: new Map([['a macro that is not on disk', 1]]),
    });
    const text = checkText(reportOf([], { views: [view] }), options);
    expect(text).toContain('1 unknown (25.0%)');
    expect(text).toContain('1 x a macro that is not on disk');
    expect(text).toContain('help: the default features lead to a mock: use `--features runtime`');
  });

  it('says once that generated bindings are out of date, whatever views share them', () => {
    const sentence = 'the generated bindings in out are older than kernel/gen_config.json: build again';
    const bindings = {
      kind: 'generated',
      name: 'out',
      versions: '',
      sentence: 'out',
      certain: true,
    } as const;
    const stale = viewReport({ bindings: { ...bindings, stale: sentence } });
    const text = checkText(reportOf([], { views: [stale, stale] }), options);
    expect(text.split(`out of date: ${sentence}`)).toHaveLength(2);
  });

  it('says in which views a finding holds', () => {
    const x86 = viewReport({ view: { ...VIEW, arch: 'x86_64', features: [] } });
    const report = reportOf([], {
      views: [viewReport(), x86],
      findings: joined([[resume], [resume, noError]]),
    });
    const text = checkText(report, options);
    expect(text.match(/= note: /g)).toHaveLength(1);
    expect(text).toContain('= note: resolves on aarch64, missing on x86_64\n');
    expect(text).toContain('2 errors, 0 warnings in 3 files');
  });

  const [a, b, c, d] = ['arm', 'pc', 'risc', 'mock'].map((name) => viewReport({ view: { ...VIEW, name } }));

  it('and how its place stands in the others', () => {
    const text = checkText(
      reportOf([], {
        views: [a!, b!, c!, d!],
        findings: joined([[], [noError], [noError], []], ['unknown', 'resolves', 'resolves', 'inactive']),
      }),
      options,
    );
    expect(text).toContain('= note: missing on pc and risc, not compiled on mock, not known on arm\n');
  });

  it('and that another one is told of the same place, or that there is nothing to resolve', () => {
    const elsewhere: Finding = {
      ...noError,
      code: 'other-configuration',
      message: 'it exists only on arm',
    };
    const field: Finding = { ...canRead, code: 'unknown-field', category: 'other' };
    const text = checkText(
      reportOf([], {
        views: [a!, b!, c!],
        findings: joined([[noError], [elsewhere], [elsewhere, field]], ['unknown', 'unknown', 'unknown']),
      }),
      options,
    );
    expect(text.split('\n').filter((line) => line.includes('= note'))).toEqual([
      '  = note: missing on arm, for another reason on pc and risc',
      '  = note: missing on pc and risc, for another reason on arm',
      '  = note: holds on risc',
    ]);
  });

  it('once for all that say the same, and not again what the first one says', () => {
    const begin = 'cannot find value `seL4_NoError` in this scope: ';
    const of = (why: string): Finding => ({ ...noError, message: begin + why, why, help: 'name it' });
    const text = checkText(
      reportOf([], {
        views: [a!, b!, c!, d!],
        findings: joined([[of('it needs MCS')], [of('it is of x86')], [of('it is of x86')], [of('no')]]),
      }),
      options,
    );
    expect(text.split('\n').filter((line) => line.includes('= note'))).toEqual([
      '  = note: on pc and risc: it is of x86',
      '  = note: on mock: no',
    ]);
  });

  it('and what is to be written where it is not the same', () => {
    const other = { ...noError, help: 'write `x`' };
    const text = checkText(
      reportOf([], {
        views: [a!, b!],
        findings: joined([[{ ...other, severity: 'information' }], [{ ...noError, help: 'write `y`' }]]),
      }),
      options,
    );
    // As the view has it that takes it most seriously.
    expect(text).toContain('error[constified-variant]');
    expect(text).toContain('= help: write `y`\n');
    expect(text).toContain('= note: on arm: write `x`\n');
  });

  it('by names that tell the views apart, and in full below', () => {
    const views = [VIEW, { ...VIEW, arch: 'x86_64', mcs: true }, { ...VIEW, name: 'board', arch: 'riscv64' }];
    const report = reportOf([], { views: views.map((view) => viewReport({ view })), findings: [] });
    expect(report.views.map((view) => view.name)).toEqual(['aarch64', 'x86_64-mcs', 'board']);
    const text = checkText(report, options);
    expect(text).toContain('view:       aarch64, features runtime (');
    expect(text).toContain('view:       board: riscv64, features runtime (');
    const twins = [viewReport(), viewReport({ view: { ...VIEW, features: ['mock'] } })];
    expect(reportOf([], { views: twins }).views.map((view) => view.name)).toEqual([
      'aarch64, features runtime',
      'aarch64, features mock',
    ]);
  });
});

describe('the JSON report', () => {
  it('has the documented fields, places in characters, files relative to PATH', () => {
    const json = checkJson(reportOf([resume, canRead]), textOf);
    expect(json).toEqual({
      version: 1,
      view: {
        arch: 'aarch64',
        mcs: false,
        features: ['runtime'],
        noDefaultFeatures: false,
        tests: false,
        evidence: 'the sources use names of this architecture',
      },
      bindings: {
        kind: 'snapshot',
        name: 'pin-aarch64',
        versions: 'seL4 13.0.0',
        sentence: 'built-in snapshot pin-aarch64: what the submodules point to',
        certain: true,
      },
      parity: [],
      findings: [
        {
          code: 'invocation-as-function',
          severity: 'error',
          file: 'src/irq.rs',
          line: 2,
          col: 5,
          endLine: 2,
          endCol: 20,
          name: 'seL4_TCB_Resume',
          message: 'cannot find value `seL4_TCB_Resume` in this scope',
          help: null,
          rustcCode: 'E0425',
        },
        {
          code: 'c-only-name',
          severity: 'error',
          file: 'src/irq.rs',
          line: 3,
          col: 28,
          endLine: 3,
          endCol: 40,
          name: 'seL4_CanRead',
          message: 'cannot find value `seL4_CanRead` in this scope',
          help: null,
          rustcCode: null,
        },
      ],
      summary: {
        errors: 2,
        warnings: 0,
        codes: { 'c-only-name': 1, 'invocation-as-function': 1 },
        crates: { cap_broker: 2 },
        modules: { cap_broker: 1, 'cap_broker::irq': 1 },
        references: { total: 10, resolved: 7, resolvedByName: 1, unresolved: 2, unknown: 0 },
      },
    });
  });

  it('lists the views when there are several', () => {
    const views = [viewReport(), viewReport({ view: { ...VIEW, arch: 'x86_64' } })];
    const json = checkJson(reportOf([], { views, findings: joined([[resume], [resume, noError]]) }), textOf);
    expect(json).toMatchObject({
      version: 1,
      views: [{ view: { arch: 'aarch64' }, references: { total: 10 } }, { view: { arch: 'x86_64' } }],
      findings: [
        { name: 'seL4_TCB_Resume', views: [0, 1], elsewhere: [], others: [] },
        { name: 'seL4_NoError', views: [1], elsewhere: [{ view: 0, standing: 'resolves' }] },
      ],
    });
    expect(json).not.toHaveProperty('view');
  });
});

describe('the exit code', () => {
  const warning: Finding = { ...noError, severity: 'warning' };
  const hint: Finding = { ...noError, severity: 'hint' };
  it('is 1 with errors, and with warnings that are denied', () => {
    expect(exitCode(reportOf([]), true)).toBe(0);
    expect(exitCode(reportOf([noError]), false)).toBe(1);
    expect(exitCode(reportOf([warning]), false)).toBe(0);
    expect(exitCode(reportOf([warning]), true)).toBe(1);
    expect(exitCode(reportOf([hint]), true)).toBe(0);
  });
});

describe('writing', () => {
  const failing = (code: string) =>
    processOutput(
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: no`), { code })),
      }) as NodeJS.WriteStream,
    );

  it('ends quietly where nobody reads any more', async () => {
    await expect(failing('EPIPE').write('text')).resolves.toBeUndefined();
  });

  it('to a full disk is a run that could not be made', async () => {
    await expect(failing('ENOSPC').write('text')).rejects.toMatchObject({
      message: 'the output cannot be written: ENOSPC: no',
      exitCode: 2,
    });
  });
});
