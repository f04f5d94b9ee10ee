/** Findings are shown in the texts that they were found in, whatever the disk has meanwhile. */
import { expect, it } from 'vitest';
import { Places } from '../../server/src/lsp/places';
import { startReal } from './real';

const OTHER = '/ws/src/other.rs';
const FOUND = '\n\n\npub fn f() -> usize { sel4::sys::seL4_Gone }\n';
const WORKSPACE = `
//- /src/lib.rs
pub mod other;
//- /src/other.rs
${FOUND}`;

it('a file that is written while it is checked is shown as it was read', async () => {
  let writes = true;
  const { client, texts, at } = await startReal(WORKSPACE, {
    afterRead(path, disk) {
      if (writes && path === OTHER) disk.set(path, '// nothing');
    },
  });
  const { published } = client;
  const shown = (): unknown => client.shown(OTHER)?.map(({ range }) => at(OTHER, range));
  writes = false;
  // Undone: what was shown is right.
  texts.set(OTHER, FOUND);
  expect(shown()).toEqual(['seL4_Gone']);
  await client.watched([OTHER, 2]);
  await client.ready();
  expect(shown()).toEqual(['seL4_Gone']);
  // The server goes on to hear of changes.
  texts.set(OTHER, FOUND.replace('\n\n\n', '\n'));
  const before = published.length;
  await client.watched([OTHER, 2]);
  await client.until(() => published.length > before, 'the place in the new text');
  expect(shown()).toEqual(['seL4_Gone']);
});

it('the same offsets in other lines are another place', async () => {
  const { client, texts, at } = await startReal(WORKSPACE);
  texts.set(OTHER, FOUND.replace('\n\n\n', '  \n'));
  const before = client.published.length;
  await client.watched([OTHER, 2]);
  await client.until(() => client.published.length > before, 'the place in the new lines');
  expect(client.shown(OTHER)?.map(({ range }) => at(OTHER, range))).toEqual(['seL4_Gone']);
});

it('places are counted in the text of the moment', () => {
  const texts = new Map([['/a.rs', 'one\ntwo']]);
  const places = new Places((path) => texts.get(path), 'utf-16');
  expect(places.range('/a.rs', 4, 7)?.end).toEqual({ line: 1, character: 3 });
  texts.set('/a.rs', 'one two three');
  expect(places.range('/a.rs', 8, 13)?.end).toEqual({ line: 0, character: 13 });
  texts.delete('/a.rs');
  expect(places.range('/a.rs', 0, 1)).toBeUndefined();
});
