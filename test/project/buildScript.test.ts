/** What build scripts do to features: rustc is given what they print. */
import { describe, expect, it } from 'vitest';
import { readScriptCfg, scriptSaysTheSame } from '../../server/src/project/buildScript';
import { evaluateCfg } from '../../server/src/project/cfg';
import { crate, load, manifest, memory } from './memory';

const prints = (...args: readonly string[]): string =>
  `fn main() { ${args.map((arg) => `println!(${arg});`).join(' ')} }`;

const features = (text: string) => readScriptCfg(memory({ 'build.rs': text }), '/w/build.rs').features;

describe('features that a build script sets', () => {
  it.each<[string, string, readonly string[] | 'any']>([
    ['by name', prints(String.raw`"cargo:rustc-cfg=feature=\"MCS\""`), ['MCS']],
    ['with two colons, in a raw string', prints('r#"cargo::rustc-cfg=feature="MCS""#'), ['MCS']],
    [
      'two in one string',
      prints(String.raw`"cargo:rustc-cfg=feature=\"A\"\ncargo:rustc-cfg=feature=\"B\""`),
      ['A', 'B'],
    ],
    ['whatever is put in', prints(String.raw`"cargo:rustc-cfg=feature=\"{}\"", name`), 'any'],
    ['whatever is captured', prints(String.raw`"cargo:rustc-cfg=feature=\"CONFIG_{name}\""`), 'any'],
    [
      'the key is put in too',
      prints(String.raw`"cargo:rustc-cfg={}", format!("feature=\"{}\"", name)`),
      'any',
    ],
    ['the whole line is', prints(String.raw`"{}={}=\"{}\"", "cargo:rustc-cfg", "feature", name`), 'any'],
    [
      'another key by name',
      prints('"cargo:rustc-cfg=made"', String.raw`"cargo:rustc-cfg=kind=\"feature\""`),
      [],
    ],
    ['another key that is put in', prints('"cargo::rustc-cfg={has_metadata_key}"'), []],
    ['a key that begins as it', prints(String.raw`"cargo:rustc-cfg=feature_set=\"x\""`), []],
    ['declared only', prints(String.raw`"cargo:rustc-check-cfg=cfg(feature, values(\"later\"))"`), []],
    ['in a comment only', 'fn main() {} // "cargo:rustc-cfg=feature=\\"MCS\\""', []],
  ])('%s', (_, text, expected) => {
    expect(features(text)).toEqual(expected);
  });

  it('are unknown where they are not on; in other packages, and in the script itself, nothing changes', () => {
    const model = load({
      'Cargo.toml': manifest(
        'p',
        '[features]\ndefault = ["on"]\non = []\nMCS = []\n[dependencies]\nq = { path = "q" }\n[workspace]',
      ),
      'src/lib.rs': '',
      'build.rs': prints(String.raw`"cargo:rustc-cfg=feature=\"MCS\""`),
      'q/Cargo.toml': manifest('q', '[features]\nMCS = []'),
      'q/src/lib.rs': '',
      'q/build.rs': prints('"cargo:rerun-if-changed=build.rs"'),
    });
    const answers = (name: string, kind: 'lib' | 'build') =>
      ['on', 'MCS', 'off'].map((feature) =>
        evaluateCfg(`feature = "${feature}"`, crate(model, name, kind).cfg),
      );
    expect(answers('p', 'lib')).toEqual([true, 'unknown', false]);
    expect(answers('p', 'build')).toEqual([true, false, false]);
    expect(answers('q', 'lib')).toEqual([false, false, false]);
  });

  it('only what it says of them makes the project another one', () => {
    const texts = {
      'Cargo.toml': manifest('p'),
      'src/lib.rs': '',
      'build.rs': prints(String.raw`"cargo:rustc-cfg=feature=\"MCS\""`),
    };
    const model = load(texts);
    const stays = (path: string, text: string) =>
      scriptSaysTheSame(memory({ ...texts, [path]: text }), model, `/w/${path}`);
    expect(stays('build.rs', `${texts['build.rs']} fn more() {}`)).toBe(true);
    expect(stays('src/lib.rs', 'fn more() {}')).toBe(true);
    expect(stays('build.rs', 'fn main() {}')).toBe(false);
  });
});
