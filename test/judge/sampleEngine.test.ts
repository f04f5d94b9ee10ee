import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ViewRequest } from '../../server/src/project/model';
import { analyseFiles, FOLDER } from '../support/checkFixture';
import { filesOnDisk } from '../support/diskFiles';
import { lineColumn } from '../support/lineColumn';
import { type ExpectedRow, WORKSPACES } from './kaalMini';

const EXPECTED = JSON.parse(
  readFileSync(join(WORKSPACES, 'kaal-mini.expected.json'), 'utf8'),
) as ExpectedRow[];
const SAMPLE = filesOnDisk(join(WORKSPACES, 'kaal-mini'), FOLDER);
const STAND_IN = filesOnDisk(join(WORKSPACES, 'rust-sel4-stand-in'), `${FOLDER}/external/rust-sel4`);
const GENERATED = filesOnDisk(
  join(WORKSPACES, 'rust-sel4-stand-in/crates/sel4/sys/generated'),
  `${FOLDER}/target/debug/build/sel4-sys-0123456789abcdef/out`,
);

/** Errors of our engine as rows like rustc's. */
async function errors(
  files: ReadonlyMap<string, string>,
  view: ViewRequest,
  allNames: boolean,
): Promise<ExpectedRow[]> {
  const analysis = await analyseFiles(files, { view, allNames });
  return analysis
    .allFindings()
    .filter((finding) => finding.severity === 'error')
    .map((finding) => {
      const text = files.get(finding.file) ?? '';
      const from = lineColumn(text, finding.start);
      const to = lineColumn(text, finding.end);
      return {
        file: finding.file.slice(FOLDER.length + 1),
        line: from.line,
        col: from.col,
        endLine: to.line,
        endCol: to.col,
        text: text.slice(finding.start, finding.end),
        code: finding.rustcCode ?? '',
      };
    })
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.col - b.col);
}

describe('the engine on the sample workspace', () => {
  for (const allNames of [false, true]) {
    const names = allNames ? 'all names' : 'names of bindings';

    test(`a fresh clone has rustc's 44 errors (${names})`, async () => {
      expect(await errors(SAMPLE, {}, allNames)).toEqual(EXPECTED);
    });

    test(`so it has with the sources of rust-sel4 and generated files on disk (${names})`, async () => {
      expect(await errors(new Map([...SAMPLE, ...STAND_IN, ...GENERATED]), {}, allNames)).toEqual(EXPECTED);
    });

    test(`the mock has none (${names})`, async () => {
      const mock = { noDefaultFeatures: true, features: ['mock'] };
      expect(await errors(SAMPLE, mock, allNames)).toEqual([]);
    });
  }

  for (const arch of ['aarch64', 'riscv64', 'x86_64']) {
    test(`the same names are missing on ${arch}`, async () => {
      const found = await errors(SAMPLE, { arch }, false);
      expect(found.filter(({ code }) => code !== 'E0609')).toEqual(EXPECTED);
      // The registers of x86_64 have other names; rustc says so too (test/fix/sample.test.ts).
      const fields = found.flatMap(({ code, text }) => (code === 'E0609' ? [text] : []));
      expect(fields).toEqual(arch === 'x86_64' ? ['pc', 'sp'] : []);
    });
  }
});
