/** Reads the arguments of `npm run prove`, runs the proofs, and says what was counted and what went wrong. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { CannotProve, type Failure, type Proof } from './proof';
import { PROOFS } from './proofs';

/** Exit code: 0 nothing went wrong, 1 something did, 2 nothing could be proven here. */
export async function prove(args: readonly string[]): Promise<number> {
  const program = new Command('prove').exitOverride().showHelpAfterError('(`--help` lists the options)');
  program
    .description('Tries the engine many times on random input that is judged by someone else.')
    .argument('[proof...]', `which ones: ${PROOFS.map(({ name }) => name).join(', ')}; none: all of them`)
    .option(
      '--seed <number>',
      'where the random numbers start; the same seed tries the same things',
      whole,
      1,
    )
    .addHelpText('after', `\n${PROOFS.map(({ name, what }) => `  ${name.padEnd(10)} ${what}`).join('\n')}`);
  for (const { unit, name, budget } of PROOFS)
    program.option(`--${unit} <number>`, `how many ${unit} for \`${name}\``, whole, budget);
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const chosen = PROOFS.filter(({ name }) => program.args.length === 0 || program.args.includes(name));
  const unknown = program.args.filter((name) => !PROOFS.some((proof) => proof.name === name));
  if (unknown.length > 0) {
    console.error(`there is no proof named ${unknown.join(', ')}: \`--help\` lists them`);
    return 2;
  }
  const options = program.opts<Record<string, number>>();
  let code = 0;
  for (const proof of chosen) code = Math.max(code, await run(proof, options.seed!, options[proof.unit]!));
  return code;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('it must be a whole number.');
  return number;
}

async function run(proof: Proof, seed: number, budget: number): Promise<number> {
  if (budget === 0) return 0;
  console.log(`${proof.name}: ${budget} ${proof.unit} from seed ${seed}`);
  const since = performance.now();
  try {
    const { counts, failures, table = [] } = await proof.run({ seed, budget, progress });
    progress('');
    for (const failure of failures) console.log(shown(failure));
    for (const line of table) console.log(line);
    const rows = { ...counts, seconds: Math.round((performance.now() - since) / 1000) };
    for (const [what, count] of Object.entries(rows))
      console.log(`  ${what.padEnd(40)}${count.toLocaleString('en-US').padStart(12)}`);
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    progress('');
    // A full disk comes as whatever could not write first.
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    if (!full && !(error instanceof CannotProve)) throw error;
    console.error(
      `${proof.name} cannot be proven here: ${full ? 'the disk is full' : (error as Error).message}`,
    );
    return 2;
  }
}

/** Milliseconds between two lines of progress in a log. */
const MINUTE = 60_000;
let told = performance.now();

/** On a terminal the line is written over; elsewhere there is one a minute, and what went wrong at once. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
  else if (line.includes('went wrong') || (line !== '' && performance.now() - told > MINUTE)) {
    told = performance.now();
    process.stderr.write(`${line}\n`);
  }
}

function shown({ title, seed, input, details }: Failure): string {
  const lines = input.trimEnd().split('\n');
  return [`FAILED (seed ${seed}): ${title}`, ...details, ...lines.map((line) => `    ${line}`), ''].join(
    '\n',
  );
}
