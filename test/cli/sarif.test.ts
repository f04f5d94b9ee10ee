import { describe, expect, it } from 'vitest';
import { checkSarif } from '../../server/src/cli/sarif';
import type { Finding } from '../../server/src/diagnose/finding';
import { sarifErrors } from './sarifSchema';
import { findingAt, joined, reportOf, viewReport } from './support';

const TEXT = 'fn f() {\n    let 𝕩 = "é"; if x == seL4_NoError {}\n}\n';

const bare = (more: Partial<Finding> = {}) => findingAt(TEXT, 'seL4_NoError', more);
const logOf = (report: ReturnType<typeof reportOf>) =>
  checkSarif(report, {
    version: '1.2.3',
    cwd: '/w',
    textOf: (file) => (file.startsWith('kaal-sel4:') ? undefined : TEXT),
    meaningOf: (code) => (code === 'constified-variant' ? 'A constant is used bare.' : undefined),
  }) as { runs: [{ results: object[]; tool: object }] };

describe('SARIF', () => {
  it('tells place, level, rule and what to write, by columns of code points', () => {
    const log = logOf(reportOf([bare({ help: 'write `seL4_Error::seL4_NoError`', rustcCode: 'E0425' })]));
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs[0]).toMatchObject({
      columnKind: 'unicodeCodePoints',
      tool: {
        driver: {
          name: 'kaal-sel4',
          version: '1.2.3',
          rules: [{ id: 'constified-variant', shortDescription: { text: 'A constant is used bare.' } }],
        },
      },
      results: [
        {
          ruleId: 'constified-variant',
          ruleIndex: 0,
          level: 'error',
          message: {
            text: 'cannot find value `seL4_NoError` in this scope\nwrite `seL4_Error::seL4_NoError`',
          },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'src/irq.rs', uriBaseId: '%SRCROOT%' },
                region: { startLine: 2, startColumn: 26, endLine: 2, endColumn: 38 },
              },
            },
          ],
          properties: { rustcCode: 'E0425' },
        },
      ],
    });
  });

  it('names files so that they can be found: encoded, and absolute outside of the working folder', () => {
    const log = logOf(reportOf([bare({ file: '/w/a b/é#.rs' }), bare({ file: '/else where/lib.rs' })]));
    expect(sarifErrors(log)).toEqual([]);
    expect(JSON.stringify(log)).toContain('{"uri":"a%20b/%C3%A9%23.rs","uriBaseId":"%SRCROOT%"}');
    expect(JSON.stringify(log)).toContain('{"uri":"file:///else%20where/lib.rs"}');
  });

  it('has related places that are files, and a text to write over as a fix', () => {
    const start = TEXT.indexOf('seL4');
    const place = { start, end: start + 4, message: 'here' };
    const related = [
      { file: '/w/src/mock.rs', ...place },
      { file: 'kaal-sel4:/aarch64/sel4-sys/bindings.rs', ...place },
    ];
    const log = logOf(
      reportOf([bare({ severity: 'hint', related, replacement: { start, end: start + 4, text: 'x' } })]),
    );
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs[0].results[0]).toMatchObject({
      level: 'note',
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'src/mock.rs' } } }],
      fixes: [
        {
          description: { text: 'write `x`' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'src/irq.rs' },
              replacements: [
                { deletedRegion: { startLine: 2, startColumn: 26 }, insertedContent: { text: 'x' } },
              ],
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(log)).not.toContain('kaal-sel4:/');
  });

  it('says where a finding holds, with several views', () => {
    const views = [viewReport(), viewReport()];
    const log = logOf(reportOf([], { views, findings: joined([[bare()], []]) }));
    expect(sarifErrors(log)).toEqual([]);
    expect(JSON.stringify(log)).toMatch(/\\nresolves on [^"]+, missing on /);
  });

  it('is a log with nothing in it where nothing was found', () => {
    const log = logOf(reportOf([]));
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs[0].results).toEqual([]);
  });

  it('would be told by the schema if it were none', () => {
    const log = logOf(reportOf([bare()]));
    expect(sarifErrors({ ...log, version: '2.0.0' })).not.toEqual([]);
    expect(
      sarifErrors(JSON.parse(JSON.stringify(log).replace('"startLine":2', '"startLine":0'))),
    ).not.toEqual([]);
    expect(sarifErrors(JSON.parse(JSON.stringify(log).replace('"error"', '"fatal"')))).not.toEqual([]);
  });
});
