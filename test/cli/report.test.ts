import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../server/src/cli/failure';
import type { ReportOptions } from '../../server/src/cli/options';
import { report } from '../../server/src/cli/reportCommand';
import { checkWorld } from '../../server/src/cli/world';
import { overlayFiles } from '../../server/src/project/memoryFiles';

const SAMPLE = resolve(import.meta.dirname, '../workspaces/kaal-mini');

/** Runs the command on the sample; `texts` are more files, by absolute path. */
async function run(options: ReportOptions = {}, texts: Readonly<Record<string, string>> = {}, path = SAMPLE) {
  let text = '';
  const world = await checkWorld({
    write: async (more) => {
      text += more;
    },
    error: () => {},
    isTerminal: false,
    errorIsTerminal: false,
  });
  const files = overlayFiles(world.files, new Map(Object.entries(texts)));
  expect(await report(path, { plan: false, ...options }, { ...world, files })).toBe(0);
  return text;
}

describe('kaal-sel4 report', () => {
  it('writes Markdown with links from the workspace’s root on, or from where one says', async () => {
    const text = await run();
    expect(text).toMatch(
      /^# seL4 integration of kaal-mini\n\n\*\*44 errors, \d+ warnings in \d+ files\*\*\n/,
    );
    expect(text).toContain('## Missing functions (17)\n');
    expect(text).toContain('## Missing constants (27)\n');
    expect(text).toContain('(runtime/cap_broker/src/irq.rs#L33)');
    expect(text).not.toContain(SAMPLE);
    expect(text).not.toContain('`kaal-sel4 fix`');
    const based = await run({ linkBase: 'https://host/o/r/blob/1a2b' });
    expect(based).toContain('(https://host/o/r/blob/1a2b/runtime/cap_broker/src/irq.rs#L33)');
    // What a pull request takes on GitHub.
    expect(text.length).toBeLessThan(65_536);
  });

  it('says what `fix` would do', async () => {
    const { plan } = JSON.parse(await run({ format: 'json', plan: true }));
    expect(plan.mended).toBeGreaterThan(40);
    expect(plan.files).toContainEqual({
      file: 'runtime/sel4-platform/src/adapter.rs',
      added: expect.any(Number),
      removed: expect.any(Number),
    });
  });

  it('in JSON is what a later one is held against', async () => {
    const before = JSON.parse(await run({ format: 'json' }));
    expect(before).toMatchObject({ version: 1, changes: null, totals: { errors: 44 } });
    before.tally = before.tally.filter(
      ({ code, name }: { code: string; name: string }) =>
        code !== 'invocation-as-function' || name !== 'seL4_Wait',
    );
    const text = await run({ since: '/kept.json' }, { '/kept.json': JSON.stringify(before) });
    expect(text).toContain('## Since the last report\n\n1 new.\n');
    expect(text).toContain('| new | `seL4_Wait` | +1 | invocation-as-function | cap-broker::irq |');
  });

  it('looks at the views that are asked for', async () => {
    const { views } = JSON.parse(await run({ format: 'json', view: ['aarch64', 'x86_64'] }));
    expect(views.map(({ name }: { name: string }) => name)).toEqual(['aarch64', 'x86_64']);
  });

  it('is a page that loads and runs nothing', async () => {
    const page = await run({ format: 'html' });
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(page).toContain(`default-src 'none'; style-src 'sha256-`);
    expect(page).not.toContain('<script');
    expect(page).toContain('<a href="runtime/cap_broker/src/irq.rs#L33">');
  });

  it('says what is wrong with an earlier report, and where there is nothing to look at', async () => {
    const failing = async (text: string) => {
      const error = await run({ since: '/kept.json' }, { '/kept.json': text }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(Failure);
      return error.message;
    };
    expect(await failing('{')).toBe('/kept.json is no JSON');
    expect(await failing('[]')).toBe('/kept.json: it is no report');
    expect(await failing('{"version": 1, "views": []}')).toContain('`tally` is not as it should be');
    await expect(run({ since: '/nowhere.json' })).rejects.toThrowError('/nowhere.json cannot be read');
    await expect(run({}, {}, '/nowhere')).rejects.toThrowError(Failure);
  });
});
