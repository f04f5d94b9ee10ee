/** Comments that allow a finding, in the views of a project. */
import { expect, test } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { checkViews } from '../../server/src/analysis/checkViews';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { ViewRequest } from '../../server/src/project/model';
import { MANIFEST, parts } from '../support/sel4Workspace';

const SOURCE = `
// kaal-sel4: allow(redefined-value) ours is the larger one, and riscv64 has 38
pub const seL4_MaxUntypedBits: u32 = 47;
// kaal-sel4: allow(redefined-value) nowhere
pub const seL4_PageBits: u32 = 12;
`;
const NAMED = `
[package.metadata.kaal-sel4.views]
arm = { arch = "aarch64" }
riscv = { arch = "riscv64" }
`;

/** Lines of the comments that are said to be stale. */
async function stale(manifest: string, views: readonly ViewRequest[]): Promise<readonly number[]> {
  const files = memoryFiles(
    new Map([
      ['/w/Cargo.toml', manifest],
      ['/w/src/lib.rs', SOURCE],
    ]),
  );
  const analyses = createSideBySide({ folder: '/w', files, views }, await parts());
  return checkViews(analyses).findings.flatMap(({ finding: { code, start } }) =>
    code === 'stale-allowance' ? [SOURCE.slice(0, start).split('\n').length] : [],
  );
}

test('one that another view of the project may need is not called stale', async () => {
  const [arm, riscv]: readonly ViewRequest[] = [
    { arch: 'aarch64', name: 'arm' },
    { arch: 'riscv64', name: 'riscv' },
  ];
  expect(await stale(MANIFEST + NAMED, [arm!])).toEqual([]);
  expect(await stale(MANIFEST + NAMED, [riscv!])).toEqual([]);
  expect(await stale(MANIFEST + NAMED, [arm!, riscv!])).toEqual([4]);
  expect(await stale(MANIFEST + NAMED, [{ arch: 'aarch64' }, { arch: 'riscv64' }])).toEqual([4]);
});

test('where the project names no views, the one that is looked at decides', async () => {
  expect(await stale(MANIFEST, [{ arch: 'aarch64' }])).toEqual([2, 4]);
  expect(await stale(MANIFEST, [{ arch: 'riscv64' }])).toEqual([4]);
});
