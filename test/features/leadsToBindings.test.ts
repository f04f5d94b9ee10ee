/** A crate of the workspace whose adapter is in a module of it leads to the bindings as the adapter does. */
import { describe, expect, it } from 'vitest';
import { behindAdapter } from '../diagnose/support';
import { ask, hoverAt } from './support';

const labels = async (text: string) => {
  const { analysis, file, offset } = await ask(behindAdapter(text));
  return analysis.features.completion(file, offset)?.items.map(({ label }) => label) ?? [];
};

describe('the crate that has the adapter', () => {
  it.each([
    ['in an import', 'use sel4_pl$0;\n'],
    ['in an import, half typed', 'use s$0\npub fn f() {}\n'],
    ['in a path', 'pub fn f() { sel4_pl$0 }\n'],
    ['at the begin of a path', 'pub fn f(_: se$0::adapter::seL4_CPtr) {}\n'],
  ])('is offered %s', async (_, text) => {
    expect(await labels(text)).toContain('sel4_platform');
  });

  it('has its adapter, and nothing that leads nowhere', async () => {
    expect(await labels('use sel4_platform::$0;\n')).toEqual(['adapter']);
    expect(await labels('pub mod own {}\nuse crate::$0;\n')).toEqual([]);
  });

  it('has a hover', async () => {
    const asked = await ask(behindAdapter('use sel4_pl$0atform::adapter;\n'));
    expect(hoverAt(asked)).toMatch(/^extern crate sel4_platform|sel4_platform/);
  });
});
