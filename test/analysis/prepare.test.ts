/** What is done for an open document before anybody types into it. */
import { expect, test, vi } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { SourceStore } from '../../server/src/analysis/sourceStore';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { FileOptions } from '../../server/src/syntax/api';
import { parts } from '../support/sel4Workspace';

test('an open document is taken apart once: the letters that follow find its parts', async () => {
  const { parser } = await parts();
  const text = 'fn first() { 1 }\nfn second() { 2 }\n';
  const seen: (readonly [text: string, memory: FileOptions['memory']])[] = [];
  const store = new SourceStore(memoryFiles(new Map([['/a.rs', text]])), {
    lowerFile(given, options) {
      seen.push([given, options?.memory]);
      return parser.lowerFile(given, options);
    },
    lowerFragment: (...given) => parser.lowerFragment(...given),
  });
  store.read('/a.rs');
  store.prepare('/a.rs');
  expect(seen).toEqual([[text, undefined]]);

  store.apply([{ path: '/a.rs', text }]);
  store.prepare('/a.rs');
  store.prepare('/a.rs');
  const typed = text.replace('2', '23');
  store.apply([{ path: '/a.rs', text: typed }]);
  const memory = seen[1]?.[1];
  expect(memory).toBeDefined();
  expect(seen.map(([given]) => given)).toEqual([text, text, typed]);
  expect(seen[2]?.[1]).toBe(memory);
  expect(store.read('/a.rs')?.fragment).toEqual(parser.lowerFile(typed));
});

test('what an editor asks first is asked once, at the first name of the bindings', async () => {
  const main = 'fn other() {}\nfn f() { other(); sel4::sys::seL4_Yield(); }\n';
  const files = new Map([
    ['/w/Cargo.toml', '[package]\nname = "w"\n[dependencies]\nsel4 = "*"\n'],
    ['/w/src/lib.rs', main],
    ['/w/src/plain.rs', 'fn g() {}\n'],
  ]);
  const analyses = createSideBySide(
    { folder: '/w', files: memoryFiles(files), views: [{ arch: 'aarch64' }, { arch: 'x86_64' }] },
    await parts(),
  );
  const [active, beside] = analyses.views;
  const asked = vi.spyOn(active!.features, 'hover');
  const askedBeside = vi.spyOn(beside!.features, 'hover');
  analyses.prepare('/w/src/plain.rs');
  expect(asked).not.toHaveBeenCalled();
  analyses.prepare('/w/src/lib.rs');
  analyses.prepare('/w/src/lib.rs');
  expect(asked.mock.calls).toEqual([['/w/src/lib.rs', main.indexOf('seL4_Yield') + 'seL4_Yield'.length]]);
  expect(asked.mock.results[0]?.value).toMatchObject({ subjects: [{ path: 'sel4_sys::seL4_Yield' }] });
  expect(askedBeside).not.toHaveBeenCalled();
});
