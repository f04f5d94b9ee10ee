import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNoRustc } from '../../support/rustc';
import { CannotProve } from '../proof';
import { PROOFS } from '../proofs';
import { packagesIn } from './packages';
import { prove } from './published';

const why = whyNoRustc();
const FILES: Readonly<Record<string, string>> = {
  'alone-1.2.3/Cargo.toml':
    '[package]\nname = "a-lone"\nversion = "1.2.3"\nedition = "2021"\n[features]\ndefault = ["x"]\nx = ["other?/y"]\n[dependencies]\nother = { version = "1", optional = true }\n',
  'alone-1.2.3/src/lib.rs': `mod shapes;
pub use shapes::{Square, area};
use std::fmt::Display;
#[cfg(feature = "x")]
pub fn name(of: impl Display) -> String { format!("{of} {}", shapes::SIDES) }
macro_rules! twice { ($value:expr) => { $value + $value } }
pub fn both(square: &Square) -> u32 { twice!(area(square)) }
`,
  'alone-1.2.3/src/shapes.rs': `pub struct Square { pub side: u32 }
pub const SIDES: u32 = 4;
impl Square { pub fn new(side: u32) -> Self { Self { side } } fn hidden(&self) -> u32 { self.side } }
pub fn area(square: &Square) -> u32 { let Square { side } = square; square.hidden() * *side }
`,
  'needs-0.1.0/Cargo.toml': '[package]\nname = "needs"\nversion = "0.1.0"\n[dependencies]\nother = "1"\n',
  'needs-0.1.0/src/lib.rs': '',
  'turns-on-0.1.0/Cargo.toml':
    '[package]\nname = "turns-on"\nversion = "0.1.0"\n[features]\ndefault = ["dep:other"]\n[dependencies]\nother = { version = "1", optional = true }\n',
  'turns-on-0.1.0/src/lib.rs': '',
  'builds-0.1.0/Cargo.toml': '[package]\nname = "builds"\nversion = "0.1.0"\n',
  'builds-0.1.0/build.rs': '',
  'builds-0.1.0/src/lib.rs': '',
  'broken-0.1.0/Cargo.toml': '[package',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaal-packages-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each proof counts something of its own, which is an option', () => {
  expect(new Set(PROOFS.map(({ unit }) => unit)).size).toBe(PROOFS.length);
});

const quiet = { seed: 3, progress: () => undefined };

describe('packages on disk', () => {
  test('are those that rustc can judge alone', () => {
    expect(packagesIn(folder).map(({ name, crate, edition, on }) => ({ name, crate, edition, on }))).toEqual([
      { name: 'alone-1.2.3', crate: 'a_lone', edition: '2021', on: ['default', 'x'] },
    ]);
    expect(packagesIn(join(folder, 'nowhere'))).toEqual([]);
  });

  test('where there is none, nothing can be proven', async () => {
    if (why === undefined) await expect(prove({ ...quiet, budget: 1 }, [])).rejects.toThrow(CannotProve);
  });

  test.skipIf(why)('rustc and the engine agree on mistakes in one', { timeout: 120_000 }, async () => {
    const { counts, failures } = await prove({ ...quiet, budget: 24 }, packagesIn(folder));
    expect(failures).toEqual([]);
    expect(counts.mistakes).toBeGreaterThan(12);
    expect(counts['errors of rustc about names']).toBeGreaterThan(8);
  });
});
