/**
 * Neovim with the configuration that `docs/editors.md` gives for its version: a diagnostic is seen, a code action taken.
 * Skipped where there is no `nvim`; NVIM_COMMAND names another one.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(__dirname, '..', '..');
const command = join(root, 'dist', 'kaal-sel4.js');
const nvim = process.env.NVIM_COMMAND ?? 'nvim';

/** Major and minor version of Neovim; `undefined` where there is none. */
function version(): readonly [number, number] | undefined {
  const { stdout } = spawnSync(nvim, ['--version'], { encoding: 'utf8' });
  const found = /^NVIM v(\d+)\.(\d+)/.exec(stdout ?? '');
  return found === null ? undefined : [Number(found[1]), Number(found[2])];
}

/** The first block of Lua under a heading of `docs/editors.md`. */
function configuration(heading: string): string {
  const text = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');
  const found = new RegExp(`## ${heading}\\n[^]*?\`\`\`lua\\n([^]*?)\`\`\``).exec(text);
  if (found?.[1] === undefined) throw new Error(`docs/editors.md has no Lua under ${heading}`);
  return found[1];
}

const here = version();

it.skipIf(here === undefined || !existsSync(command))(
  'Neovim shows findings and takes a fix, set up as the documents say',
  () => {
    const [major, minor] = here!;
    const heading = major > 0 || minor >= 11 ? 'Neovim 0\\.11 or newer' : 'Neovim 0\\.7 to 0\\.10';
    const folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-nvim-'));
    try {
      const workspace = join(folder, 'kaal-mini');
      cpSync(join(root, 'test', 'workspaces', 'kaal-mini'), workspace, { recursive: true });
      mkdirSync(join(folder, 'bin'));
      symlinkSync(command, join(folder, 'bin', 'kaal-sel4'));
      writeFileSync(join(folder, 'init.lua'), configuration(heading));
      const result = join(folder, 'result.json');
      const file = join('runtime', 'cap_broker', 'src', 'irq.rs');
      const script = join(__dirname, 'neovim.lua');
      // Without a syntax plug-in Neovim has to be told what the file is.
      const args = ['--clean', '--headless', '-u', join(folder, 'init.lua'), file];
      const { stderr } = spawnSync(nvim, [...args, '-c', 'set filetype=rust', '-c', `luafile ${script}`], {
        cwd: workspace,
        encoding: 'utf8',
        timeout: 90_000,
        env: {
          ...process.env,
          PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
          KAAL_SEL4_RESULT: result,
          XDG_STATE_HOME: folder,
        },
      });
      if (!existsSync(result)) throw new Error(`Neovim gave no result: ${stderr}`);
      expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({
        diagnostics: 7,
        code: 'constified-variant',
        before: '        if answer != sel4_platform::adapter::seL4_NoError {',
        offered: expect.arrayContaining([
          expect.stringContaining('Write `sel4_platform::adapter::seL4_Error::seL4_NoError`'),
        ]),
        after: '        if answer != sel4_platform::adapter::seL4_Error::seL4_NoError {',
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
