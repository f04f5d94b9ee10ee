/** The built extension and its server in a small editor: what happens when the server ends. Needs `npm run build`. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isTested } from '../prove/protocol/servers';
import { Life } from '../prove/survival/life';
import { filesOnDisk } from '../support/diskFiles';
import { parts } from '../support/sel4Workspace';

const SAMPLE = filesOnDisk(join(__dirname, '../workspaces/kaal-mini'), '');
const FILE = '/runtime/root-task/src/lib.rs';

let life: Life | undefined;
afterEach(async () => {
  await life?.end();
  life = undefined;
});

async function begun(): Promise<Life> {
  life = new Life(SAMPLE, await parts());
  await life.begin();
  expect((await life.settled()).what).toBeUndefined();
  return life;
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 20_000) throw new Error(`waited in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const errors = ({ editor }: Life): number =>
  [...editor.shown().values()].flat().filter(({ severity }) => severity === 0).length;

describe.skipIf(!isTested())('a server that is killed', () => {
  it('is started again; what is open, set and chosen is back', async () => {
    const { editor, place, servers } = await begun();
    expect(errors(life!)).toBe(44);
    editor.edit(place.root + FILE, 'pub fn f() { sel4_platform::adapter::seL4_Gone(); }\n');
    editor.configure('kaalSel4.diagnostics.severity', { 'unresolved-name': 'warning' });
    editor.choose = (items) => items.findIndex(({ label }) => label === 'x86_64, MCS');
    await editor.run('kaalSel4.switchView');
    await until(() => editor.status.text.includes('x86_64 MCS'));
    const before = await life!.settled();
    expect(before.what).toBeUndefined();
    expect(editor.shown().get(place.root + FILE)).toMatchObject([{ severity: 1 }]);

    life!.kill();
    await until(() => servers.length === 2);
    await until(() => editor.status.text.includes('x86_64 MCS'));
    expect((await life!.settled()).what).toBeUndefined();
    expect(editor.shown().get(place.root + FILE)).toMatchObject([{ severity: 1 }]);
    expect(editor.popups).toEqual([]);
    expect(life!.unheard).toEqual([]);
  });

  it('while it starts is started again too', async () => {
    const { editor, servers } = await begun();
    life!.kill();
    await until(() => servers.length === 2);
    life!.kill();
    await until(() => servers.length === 3);
    await until(() => editor.status.text.includes('44 errors'));
    expect((await life!.settled()).what).toBeUndefined();
    expect(editor.popups).toEqual([]);
  });

  it('too often is left alone, which the status says; a person can start it again', async () => {
    const { editor, servers } = await begun();
    for (let count = 1; count <= 5; count++) {
      life!.kill();
      await until(() => servers.length === count + 1 || editor.status.text.includes('failed'));
    }
    expect(editor.status).toMatchObject({
      text: 'seL4 names: failed',
      detail: expect.stringContaining('5 times'),
    });
    expect(servers).toHaveLength(5);
    expect(editor.shown().size).toBe(0);
    await editor.run('kaalSel4.restart');
    await until(() => editor.status.text.includes('44 errors'));
    expect((await life!.settled()).what).toBeUndefined();
    expect(editor.popups).toEqual([]);
  });

  it('in the middle of a command takes no one by surprise', async () => {
    const { editor, servers } = await begun();
    const command = editor.run('kaalSel4.checkWorkspace');
    life!.kill();
    await command;
    await until(() => servers.length === 2);
    expect((await life!.settled()).what).toBeUndefined();
    expect(life!.unheard).toEqual([]);
  });

  it('takes its findings along until the new one has its own', async () => {
    const { editor, place } = await begun();
    expect(editor.shown().size).toBeGreaterThan(0);
    life!.kill();
    await until(() => editor.shown().size === 0);
    // What other tools say of the files does not bring the old findings back.
    place.write(FILE, '');
    editor.watched(place.root + FILE, 'change');
    expect((await life!.settled()).what).toBeUndefined();
    expect(editor.shown().get(place.root + FILE)).toBeUndefined();
  });
});
