/**
 * The grammar as an editor applies it: over VS Code's grammar of Rust, with the same engine. The snapshot shows each line
 * of the example with our scopes under it; those of Rust's own grammar are left out.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import manifest from '../../../package.json';
import { GRAMMAR_SCOPE, KINDS, knownNames, makeGrammar } from '../../../scripts/grammar.mjs';
import { NAME_KINDS } from '../../../server/src/bindings/names';

const require = createRequire(import.meta.url);
const names = knownNames(join(import.meta.dirname, '../../../server/data'));
let rust: textmate.IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner([...patterns]),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      if (scope === 'source.rust')
        return rawGrammar(readFileSync(require.resolve('tm-grammars/grammars/rust.json'), 'utf8'));
      return scope === GRAMMAR_SCOPE ? rawGrammar(JSON.stringify(makeGrammar(names))) : null;
    },
    getInjections: (scope) => (scope === 'source.rust' ? [GRAMMAR_SCOPE] : []),
  });
  rust = (await registry.loadGrammar('source.rust'))!;
});

function rawGrammar(text: string): textmate.IRawGrammar {
  return textmate.parseRawGrammar(text, 'grammar.json');
}

interface Coloured {
  readonly start: number;
  readonly end: number;
  readonly scopes: string;
}

/** Our scopes in each line; neighbours of the same scopes are one. */
function coloured(text: string): readonly (readonly Coloured[])[] {
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = rust.tokenizeLine(line, state);
    state = ruleStack;
    const found: Coloured[] = [];
    for (const { startIndex, endIndex, scopes } of tokens) {
      const own = scopes.filter((scope) => scope.endsWith('.sel4.rust')).join(' ');
      if (own !== '') found.push({ start: startIndex, end: endIndex, scopes: own });
    }
    return found;
  });
}

function snapshot(text: string): string {
  const lines = text.trimEnd().split('\n');
  const all = coloured(lines.join('\n'));
  return lines
    .flatMap((line, index) => [
      `  ${line}`,
      ...all[index]!.map(
        ({ start, end, scopes }) => `  ${' '.repeat(start)}${'^'.repeat(end - start)} ${scopes}`,
      ),
    ])
    .join('\n')
    .concat('\n');
}

/** The scopes of one expression. */
const scopesOf = (line: string) => coloured(line)[0]!.map(({ scopes }) => scopes);

describe('the grammar', () => {
  it('is the one that the manifest names', () => {
    const [declared] = manifest.contributes.grammars;
    expect(declared).toEqual({
      scopeName: GRAMMAR_SCOPE,
      path: './dist/sel4-names.tmLanguage.json',
      injectTo: ['source.rust'],
    });
  });

  it('reads the kinds of names in the order in which they are written', () => {
    expect(KINDS).toEqual(NAME_KINDS.map(([kind]) => kind));
  });

  it('colours an example', async () => {
    const example = readFileSync(join(import.meta.dirname, 'example.rs.txt'), 'utf8');
    await expect(snapshot(example)).toMatchFileSnapshot(join(import.meta.dirname, 'example.scopes.txt'));
  });

  it('knows every name of the bindings for what it is', () => {
    expect(names.functions.length).toBeGreaterThan(100);
    const scope = (name: string) =>
      scopesOf(`let x = ${name};`)
        .join()
        .replace(/\.sel4\.rust/g, '')
        .split(' ')[0];
    const wrong = (list: readonly string[], expected: string) =>
      list.filter((name) => scope(name) !== expected);
    expect(wrong(names.functions, 'entity.name.function')).toEqual([]);
    expect(wrong([...names.types, ...names.both], 'entity.name.type')).toEqual([]);
    expect(wrong(names.modules, 'entity.name.namespace')).toEqual([]);
    expect(wrong(names.constants, 'support.constant')).toEqual([]);
    const calls = [...names.functions, ...names.both].filter(
      (name) => !scopesOf(`b.${name}(`).join().includes('function'),
    );
    expect(calls).toEqual([]);
  });

  it('knows every macro of the kernel’s configuration', () => {
    expect(names.macros).toContain('sel4_cfg_if');
    expect(names.macros.filter((name) => !scopesOf(`${name}!(X)`).join().includes('macro'))).toEqual([]);
  });

  it('is not led astray by half-typed code', () => {
    const [open, after] = coloured('#[sel4_cfg(all(KERNEL_MCS, not(\nfn f() { seL4_Yield(); }');
    expect(open!.map(({ scopes }) => scopes)).toEqual(['entity.name.function.macro.sel4.rust']);
    expect(after!.map(({ scopes }) => scopes).join()).toContain('entity.name.function.sel4.rust');
  });
});
