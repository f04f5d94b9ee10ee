/** The proof that fixes mend: one mistake in a workspace that compiles, every fix of every finding made, rustc asked. */
import { join } from 'node:path';
import type { Finding } from '../../../server/src/diagnose/finding';
import type { FileEdits, Strategy } from '../../../server/src/fix/fix';
import { applyEdits } from '../../../server/src/text/edit';
import { removeRustWorkspaces, rustWorkspace } from '../../fix/support/rust';
import { WORKSPACES } from '../../judge/kaalMini';
import { filesOnDisk } from '../../support/diskFiles';
import { lineColumn } from '../../support/lineColumn';
import { parts, ROOT, Workspace } from '../../support/sel4Workspace';
import { edited } from '../names/mutate';
import { needRustc } from '../needRustc';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { Choices } from '../random';
import { type Mistake, mistake } from './mistakes';

export const fixes: Proof = {
  name: 'fixes',
  what: 'kaal-mini with one mistake: each fix that is offered mends it, and rustc finds nothing new',
  unit: 'mistakes',
  budget: 500,
  run: prove,
};

const CONFIGURATION = 'pin-aarch64';
const STRATEGIES: readonly Strategy[] = ['adapter', 'explicit', 'typed'];
const OPTIONS = { view: { bindings: CONFIGURATION } } as const;

/** Errors that no repair may bring, whatever was meant: about names, items of one name, `unsafe`, and the syntax. */
const NEVER =
  /^(E0404|E0405|E0412|E0422|E0423|E0425|E0428|E0432|E0433|E0531|E0532|E0573|E0574|E0603|E0659|E0252|E0255|E0133|) /;

interface Counts {
  mistakes: number;
  findings: number;
  'fixes judged by rustc': number;
  'workspaces mended at once': number;
  'types that a mistake made wrong': number;
  'errors that a failed glob hid': number;
}

async function prove({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  needRustc();
  const sound = await mendedSample();
  const counts: Counts = {
    mistakes: 0,
    findings: 0,
    'fixes judged by rustc': 0,
    'workspaces mended at once': 0,
    'types that a mistake made wrong': 0,
    'errors that a failed glob hid': 0,
  };
  const failures: Failure[] = [];
  try {
    const errors = await errorsOf(sound);
    if (errors.length > 0) throw new Error(`the mended sample does not compile: ${errors.join('; ')}`);
    for (let index = 0; index < budget; index += 1) {
      progress(`${index} of ${budget} mistakes, ${failures.length} wrong`);
      // A choice may find no place for its mistake: the next number is tried.
      const choices = new Choices(seed + index);
      const made = firstOf(() => mistake(choices, sound.texts()));
      counts.mistakes += 1;
      for (const failure of await judge(sound, made, choices, counts))
        if (failures.length < 10) failures.push({ ...failure, seed: seed + index });
    }
  } finally {
    await removeRustWorkspaces();
  }
  return { counts: { ...counts, 'fixes that do not mend': failures.length }, failures };
}

/** kaal-mini with everything mended, as it compiles. */
async function mendedSample(): Promise<Workspace> {
  const sample = new Workspace(filesOnDisk(join(WORKSPACES, 'kaal-mini'), ''), await parts());
  let mended = sample;
  const { files } = sample.analysis(OPTIONS).fixAll({ settings: { strategy: 'adapter' } });
  for (const { file, after } of files) mended = mended.with(file.slice(ROOT.length), after);
  return mended;
}

function firstOf<T>(choose: () => T | undefined): T {
  for (;;) {
    const chosen = choose();
    if (chosen !== undefined) return chosen;
  }
}

/** `path:line:column CODE message` of each error. */
async function errorsOf(made: Workspace): Promise<readonly string[]> {
  const rust = await rustWorkspace(CONFIGURATION);
  return (await rust.check(made.texts(), ['--workspace', '--keep-going'])).errors;
}

type Wrong = Omit<Failure, 'seed'>;

async function judge(sound: Workspace, made: Mistake, choices: Choices, counts: Counts): Promise<Wrong[]> {
  const texts = edited(sound.texts(), [made]);
  const broken = sound.with(made.file, texts.get(made.file)!);
  const analysis = broken.analysis({ ...OPTIONS, allNames: true });
  const findings = analysis.allFindings().filter(({ file }) => !file.includes('/sel4-mock/'));
  if (findings.length === 0) return [];
  counts.findings += findings.length;
  const was = await errorsOf(broken);
  const wrong: Wrong[] = [];
  const input = described(sound, made);
  for (const finding of sampled(findings, choices)) {
    const { file, start, end, code, name } = finding;
    for (const fix of analysis.fixes(file, start, end).fixes) {
      if (fix.finding?.code !== code || fix.finding.start !== start) continue;
      counts['fixes judged by rustc'] += 1;
      const is = await errorsOf(withEdits(broken, fix.edits));
      const left = finding.severity === 'error' && stillThere(broken, finding, was, is);
      const come = newErrors(was, is, made, counts);
      if (left || come.length > 0)
        wrong.push({
          title: `${code} \`${name}\`: ${fix.title}`,
          input,
          details: [...(left ? ['the finding is still there'] : []), ...come],
        });
    }
  }
  wrong.push(...(await mendedAtOnce(broken, made, choices, was, input, counts)));
  return wrong;
}

/** Everything mended at once: nothing new is wrong, and a second run has nothing to do. */
async function mendedAtOnce(
  broken: Workspace,
  made: Mistake,
  choices: Choices,
  was: readonly string[],
  input: string,
  counts: Counts,
): Promise<Wrong[]> {
  const settings = { strategy: choices.pick(STRATEGIES) };
  const title = `all at once, ${settings.strategy}`;
  const { files, broken: come } = broken.analysis(OPTIONS).fixAll({ settings });
  if (come.length > 0) return [{ title, input, details: come.map(({ message }) => message) }];
  if (files.length === 0) return [];
  counts['workspaces mended at once'] += 1;
  let after = broken;
  for (const { file, after: text } of files) after = after.with(file.slice(ROOT.length), text);
  const details = [...newErrors(was, await errorsOf(after), made, counts)];
  const again = after.analysis(OPTIONS).fixAll({ settings });
  if (again.files.length > 0)
    details.push(`a second run changes ${again.files.map(({ file }) => file).join(', ')}`);
  return details.length === 0 ? [] : [{ title, input, details }];
}

/** One finding of each code: what stands for sixteen uses of a name is tried once. */
function sampled(findings: readonly Finding[], choices: Choices): Finding[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) byCode.set(finding.code, [...(byCode.get(finding.code) ?? []), finding]);
  return [...byCode.values()].map((list) => choices.pick(list));
}

function stillThere(
  broken: Workspace,
  { file, start }: Finding,
  was: readonly string[],
  is: readonly string[],
): boolean {
  const path = file.slice(ROOT.length + 1);
  const { line, col } = lineColumn(broken.text(`/${path}`)!, start);
  const own = was.find((error) => error.startsWith(`${path}:${line}:${col} `));
  if (own === undefined) return false;
  const count = (errors: readonly string[]): number =>
    errors.filter((each) => message(each) === message(own)).length;
  return count(is) >= count(was);
}

/** What rustc says now and did not say before. */
function newErrors(was: readonly string[], is: readonly string[], made: Mistake, counts: Counts): string[] {
  const known = new Set(was.map(message));
  const come = is.filter((error) => !known.has(message(error)));
  if (made.isPlain) return come;
  const never = come.filter((error) => NEVER.test(message(error)));
  // While a glob import fails rustc says of no other name that it is missing; what the wrong module lacks comes out then.
  if (made.isGlob) {
    const hidden = never.filter((error) => /^E04(22|23|25|33) /.test(message(error)));
    counts['errors that a failed glob hid'] += hidden.length;
    return never.filter((error) => !hidden.includes(error));
  }
  counts['types that a mistake made wrong'] += come.length - never.length;
  return never;
}

/** Without the place. */
function message(error: string): string {
  return error.slice(error.indexOf(' ') + 1);
}

function withEdits(made: Workspace, edits: readonly FileEdits[]): Workspace {
  let after = made;
  for (const { file, edits: list } of edits) {
    const path = file.slice(ROOT.length);
    after = after.with(path, applyEdits(made.text(path)!, list));
  }
  return after;
}

function described(sound: Workspace, { file, start, end, text, what }: Mistake): string {
  const { line } = lineColumn(sound.text(file)!, start);
  const old = sound.text(file)!.slice(start, end);
  return `${file}:${line} ${what}: \`${old.length > 300 ? `${old.slice(0, 300)}…` : old}\` became \`${text}\`\n`;
}
