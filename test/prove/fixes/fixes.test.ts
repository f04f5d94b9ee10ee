import { describe, expect, test } from 'vitest';
import { whyNoRustc } from '../../support/rustc';
import { Choices } from '../random';
import { fixes } from './fixes';
import { mistake } from './mistakes';

const why = whyNoRustc();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;

describe('mistakes', () => {
  const adapter = '//! About.\n\npub use sel4::sys::*;\n\npub use sel4::sys::seL4_Error::seL4_NoError;\n';
  const broker =
    '#[cfg(feature = "runtime")]\npub fn f() -> sel4_platform::adapter::seL4_Error::Type { sel4_platform::adapter::seL4_Error::seL4_NoError }\n';
  const files = new Map([
    ['/runtime/sel4-platform/src/adapter.rs', adapter],
    ['/runtime/cap_broker/src/lib.rs', broker],
  ]);

  test('are the same for the same seed, and of every kind', () => {
    const made = (seed: number) => mistake(new Choices(seed), files);
    expect(made(5)).toEqual(made(5));
    const plain = Array.from({ length: 200 }, (_, seed) => made(seed)).filter((each) => each?.isPlain);
    expect(new Set(plain.map((each) => each?.what))).toEqual(
      new Set(['bare', 'type', 'misspelt', 'crate', 'feature', 'less in the adapter']),
    );
  });
});

describe.skipIf(why !== undefined)(`rustc judges${skipped}`, () => {
  test('every fix of a few mistakes in kaal-mini', { timeout: 120_000 }, async () => {
    const { counts, failures } = await fixes.run({ seed: 1, budget: 4, progress: () => undefined });
    expect(failures.map(({ title, details }) => [title, ...details])).toEqual([]);
    expect(counts['fixes judged by rustc']).toBeGreaterThan(2);
  });
});
