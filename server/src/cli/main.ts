/** Entry of the `kaal-sel4` command: reads arguments; everything heavy is loaded by the command that needs it. */
import { setFlagsFromString } from 'node:v8';
import { CommanderError } from 'commander';
import { VERSION } from './about';
import { printable } from './cells';
import { flagsOfShortRun } from './compiler';
import { endWith } from './ending';
import { Failure } from './failure';
import { type Output, processOutput } from './output';
import { buildProgram, type Handlers } from './program';
import { choosePaint } from './style';

async function main(): Promise<number> {
  const output = processOutput();
  let code = 0;
  const handlers: Handlers = {
    check: async (path, options) => {
      const [{ check }, { checkWorld }] = await Promise.all([import('./check'), import('./world')]);
      code = await check(path, options, await checkWorld(output));
    },
    fix: async (path, options) => {
      const [{ fix }, { fixWorld }] = await Promise.all([import('./fix'), import('./world')]);
      code = await fix(path, options, await fixWorld(output));
    },
    matrix: async (path, options) => {
      const [{ matrix }, { checkWorld }] = await Promise.all([import('./matrix'), import('./world')]);
      code = await matrix(path, options, await checkWorld(output));
    },
    diff: async (a, b, path, options) => {
      const [{ diff }, { diffWorld }] = await Promise.all([import('./diff'), import('./world')]);
      code = await diff(a, b, path, options, await diffWorld(output));
    },
    parity: async (path, options) => {
      const [{ parity }, { checkWorld }] = await Promise.all([import('./parity'), import('./world')]);
      code = await parity(path, options, await checkWorld(output));
    },
    report: async (path, options) => {
      const [{ report }, { checkWorld }] = await Promise.all([import('./reportCommand'), import('./world')]);
      code = await report(path, options, await checkWorld(output));
    },
    explain: async (name, options) => {
      const { explainCommand } = await import('./explainCommand');
      code = await explainCommand(name, options, output);
    },
    snapshot: async (folders, options) => {
      const { snapshotCommand } = await import('./snapshot');
      code = await snapshotCommand(folders, options, output);
    },
    lsp: async (options) => {
      const { lspCommand } = await import('./lspCommand');
      code = lspCommand(options);
    },
  };
  try {
    await buildProgram(VERSION, handlers, output).parseAsync(process.argv);
  } catch (error) {
    code = failed(error, output);
  }
  return code;
}

/** Says what went wrong; gives the exit code. */
function failed(error: unknown, output: Output): number {
  // Commander has written its message (or the help that was asked for) already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const paint = choosePaint(process.env, output.errorIsTerminal);
  const failure = error instanceof Failure ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const lines = [`${paint('error', 'error')}${paint('strong', `: ${printable(message)}`)}`];
  if (failure?.help)
    lines.push(`  ${paint('gutter', '=')} ${paint('strong', 'help')}: ${printable(failure.help)}`);
  // A fault of ours: the trace tells where; the rest of the world gets along without it.
  if (failure === undefined && error instanceof Error && process.env.KAAL_SEL4_DEBUG)
    lines.push(error.stack ?? '');
  output.error(`${lines.join('\n')}\n`);
  return failure?.exitCode ?? 2;
}

// A server lives for a day: what is optimised at once pays there.
if (process.argv[2] !== 'lsp')
  for (const flag of flagsOfShortRun(process.versions.v8)) setFlagsFromString(flag);
endWith(process, main(), (text) => process.stderr.write(text));
