/** What a build script says to the compiler about features, as far as its text tells: it is not run. */
import { tokenize, unquote } from '../syntax/lexer';
import { wordsIn } from '../text/words';
import type { FileSystem, ProjectModel, ScriptCfg } from './model';

const SETS = 'rustc-cfg';
const DECLARES = 'rustc-check-cfg';

/**
 * What the script at `path` prints as `cargo:rustc-cfg=feature="…"` and `cargo:rustc-check-cfg=…`: names that stand there,
 * or any, where something is put into the string. A script that cannot be read, or says nothing of the kind, sets no feature.
 */
export function readScriptCfg(files: FileSystem, path: string): ScriptCfg {
  const text = files.readText(path) ?? '';
  if (!text.includes(SETS) && !text.includes(DECLARES)) return { path, features: [], checkCfg: [] };
  const strings = tokenize(text).flatMap((token) =>
    token.kind === 'literal' ? (unquote(token.text) ?? []) : [],
  );
  // The key may be put in as the name is: `"cargo:rustc-cfg={}"` with `format!("feature=\"{}\"", name)`.
  const elsewhere = strings.some((value) => value === 'feature' || value.startsWith('feature='));
  const set = strings.flatMap((value) => saidBehind(value, SETS)).map((said) => featureIn(said, elsewhere));
  const names = set.filter((name) => name !== undefined);
  return {
    path,
    features: names.includes('any') ? 'any' : names.flat(),
    checkCfg: strings.flatMap((value) => saidBehind(value, DECLARES)).map(checkCfgOf),
  };
}

/** Whether a change of a file leaves the project as it was read: it is no build script, or one that says the same of features. */
export function scriptSaysTheSame(files: FileSystem, { crates }: ProjectModel, path: string): boolean {
  const before = crates.find(({ scriptCfg }) => scriptCfg?.path === path)?.scriptCfg;
  return before === undefined || JSON.stringify(readScriptCfg(files, path)) === JSON.stringify(before);
}

/** What follows a key in a string, in each line that has it. */
function saidBehind(value: string, key: string): readonly string[] {
  return value.split('\n').flatMap((line) => {
    const at = line.indexOf(key);
    if (at < 0) return [];
    const behind = line.slice(at + key.length).trim();
    return behind === '' || behind.startsWith('=') ? behind.slice(1).trim() : [];
  });
}

/** The feature that `feature="x"` names, any for `feature="{}"`; `elsewhere`: another string of the script begins that way. */
function featureIn(said: string, elsewhere: boolean): readonly string[] | 'any' | undefined {
  if (said === '' || said.startsWith('{')) return elsewhere ? 'any' : undefined;
  const [word] = wordsIn(said);
  if (word !== 'feature' || !said.startsWith(word)) return undefined;
  const [, name, closed] = said.split('"');
  return closed === undefined || name === undefined || name.includes('{') ? 'any' : [name];
}

/** What is put into a declaration of features may be any of them. */
function checkCfgOf(said: string): string {
  return said.includes('{') ? 'cfg(feature, values(any()))' : said;
}
