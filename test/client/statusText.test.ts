import { describe, expect, it } from 'vitest';
import { allDetailLines, detailLines, isAgainst, statusText } from '../../client/src/statusText';
import type { RootStatus } from '../../server/src/lsp/protocol';

const root: RootStatus = {
  root: 'file:///ws',
  name: 'ws',
  state: 'ready',
  view: {
    arch: 'aarch64',
    mcs: true,
    features: ['runtime'],
    noDefaultFeatures: false,
    tests: false,
    evidence: 'from .cargo/config.toml',
  },
  bindings: {
    kind: 'snapshot',
    name: 'pin-aarch64-mcs',
    versions: 'seL4 13.0.0',
    sentence: 'built-in pin-aarch64-mcs, as the submodule says',
    certain: false,
  },
  findings: { error: 44, warning: 1, information: 0, hint: 2 },
  references: { total: 1000, resolved: 950, resolvedByName: 0, unresolved: 44, unknown: 6 },
  unknownShare: 0.006,
  unknownReasons: [{ reason: 'a macro that cannot be expanded', count: 6 }],
  problems: [],
};
const running = (...roots: RootStatus[]) => ({ kind: 'running', status: { roots } }) as const;

describe('the status item', () => {
  it('says view, findings, bindings and what is unknown', () => {
    expect(statusText(running(root))).toEqual({
      text: 'seL4 aarch64 MCS: 44 errors, 1 warning',
      detail: '0.6% unknown · built-in bindings pin-aarch64-mcs (a guess)',
      busy: false,
      severity: 'information',
    });
  });

  it('says that it is a look at other bindings, for a while', () => {
    const against = { ...root, against: '/out/sel4-sys-0123/out' };
    expect(statusText(running(against))).toMatchObject({
      text: 'seL4 against …/sel4-sys-0123/out: 44 errors, 1 warning',
      detail: "for a while, not ws's own bindings · 0.6% unknown",
      severity: 'warning',
    });
    expect(statusText(running({ ...root, against: 'aarch64' })).text).toContain('seL4 against aarch64:');
    expect(isAgainst(running(against))).toBe(true);
    expect(isAgainst(running(against), 'file:///other')).toBe(false);
    expect(isAgainst(running(root))).toBe(false);
    expect(detailLines(against)).toContainEqual({
      label: '$(versions) Checked against /out/sel4-sys-0123/out, for a while',
      detail: 'Back to Own Bindings ends it',
    });
  });

  it('names the views that are checked beside the one that is looked at', () => {
    const { view, bindings, findings } = root;
    const several: RootStatus = {
      ...root,
      view: { ...view!, name: 'board' },
      views: [
        { name: 'board', view: { ...view!, name: 'board' }, bindings: bindings!, findings },
        { name: 'pc', view: { ...view!, name: 'pc', arch: 'x86_64' }, findings: { ...findings, error: 9 } },
      ],
    };
    const text = statusText(running(several));
    expect(text.text).toBe('seL4 board: 44 errors, 1 warning');
    expect(text.detail).toBe(
      'checked in pc too · 0.6% unknown · built-in bindings pin-aarch64-mcs (a guess)',
    );
    const lines = detailLines(several).map(({ label, detail }) => `${label}: ${detail}`);
    expect(lines).toContainEqual(expect.stringContaining('View: board (aarch64 MCS, features runtime)'));
    expect(lines).toContain('$(layers) Also checked: pc: 9 errors, 1 warning · no bindings found');
  });

  it('says once that generated bindings are older than what they are made of', () => {
    const { view, findings } = root;
    const stale = {
      kind: 'generated',
      name: 'target/debug/build/sel4-sys-1/out',
      versions: '',
      sentence: 'generated for this target',
      certain: true,
      stale: 'the generated bindings in out are older than kernel/include/sel4/types.h: build again',
    } as const;
    const several: RootStatus = {
      ...root,
      bindings: stale,
      views: [
        { name: 'board', view: view!, bindings: stale, findings },
        { name: 'board, tests', view: view!, bindings: stale, findings },
      ],
    };
    expect(statusText(running(several)).detail).toContain('generated bindings, out of date');
    expect(detailLines(several).filter(({ label }) => label.includes('older than'))).toEqual([
      {
        label:
          '$(history) the generated bindings in out are older than kernel/include/sel4/types.h: build again',
        detail: '',
      },
    ]);
  });

  it('shows the root of the active document, or all together', () => {
    const clean: RootStatus = {
      ...root,
      root: 'file:///two',
      findings: { ...root.findings, error: 0, warning: 0 },
    };
    expect(statusText(running(root, clean), 'file:///two').text).toBe('seL4 aarch64 MCS: no errors');
    expect(statusText(running(root, clean)).text).toBe('seL4: 44 errors, 1 warning found');
  });

  it('counts for all together what the server counted for all: a shared file counts once', () => {
    const both = { roots: [root, { ...root, root: 'file:///two' }], findings: root.findings };
    expect(statusText({ kind: 'running', status: both }).text).toBe('seL4: 44 errors, 1 warning found');
  });

  it('is busy while reading', () => {
    expect(statusText({ kind: 'starting' }).busy).toBe(true);
    expect(statusText(running({ ...root, state: 'indexing' })).detail).toBe('reading ws');
  });

  it('says what is wrong', () => {
    expect(statusText({ kind: 'failed', why: 'no server' })).toMatchObject({
      severity: 'error',
      detail: 'no server',
    });
    const broken = { kind: 'running', status: { roots: [], failure: 'the grammar is missing' } } as const;
    expect(statusText(broken)).toMatchObject({ severity: 'error', detail: 'the grammar is missing' });
    expect(statusText({ kind: 'none', why: 'No Cargo.toml' }).severity).toBe('information');
    const problem = { file: '/ws/Cargo.toml', message: 'not TOML', severity: 'error' } as const;
    expect(statusText(running({ ...root, problems: [problem] })).severity).toBe('warning');
  });
});

describe('the details', () => {
  it('are a line a fact', () => {
    expect(detailLines(root).map(({ label }) => label.replace(/^\$\([^)]+\) /, ''))).toEqual([
      'ws',
      'View: aarch64 MCS (features runtime)',
      'Bindings: pin-aarch64-mcs',
      '44 errors, 1 warning, 2 remarks',
      '0.6% unknown',
    ]);
  });

  it('of several roots say once what is wrong with a manifest that they share', () => {
    const problem = { file: '/ws/Cargo.toml', message: 'not TOML', severity: 'error' } as const;
    const own = { ...problem, file: '/ws/b/Cargo.toml' };
    const roots = [
      { ...root, root: 'file:///ws/a', problems: [problem] },
      { ...root, root: 'file:///ws/b', problems: [problem, own] },
    ];
    const wrong = allDetailLines({ roots }).filter(({ label }) => label.includes('not TOML'));
    expect(wrong.map(({ detail }) => detail)).toEqual(['/ws/Cargo.toml', '/ws/b/Cargo.toml']);
  });
});
