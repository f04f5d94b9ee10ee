// Makes test/fix/data/c-calls.json out of fact tables: the functions of libsel4 with their signatures in C, by kernel
// configuration, and the macros that stand for one of them on each architecture. Tests of wrappers are judged by it.
//
//   node scripts/make-c-calls.mjs FACTS_DIR [OUT_FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [
  facts,
  out = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test', 'fix', 'data', 'c-calls.json'),
] = process.argv.slice(2);
if (facts === undefined) {
  console.error('usage: node scripts/make-c-calls.mjs FACTS_DIR [OUT_FILE]');
  process.exit(2);
}
const aliases = JSON.parse(readFileSync(join(facts, 'c-aliases.json'), 'utf8'));

/** `T f(A a, B * b)`: the result's type, and `[type, name]` of each parameter. */
function signature(text) {
  const [, ret, inner] = /^(.*?)\s*\w+\((.*)\)$/.exec(text);
  const params = inner.split(',').flatMap((part) => {
    const [, type, name] = /^\s*(.*?)\s*(\w+)\s*$/.exec(part) ?? [];
    return type ? [[type.replace(/\s*\*$/, ' *'), name]] : [];
  });
  return { ret, params };
}

const calls = {};
for (const [name, { cKind, c, cSignatures, cConfigs }] of Object.entries(aliases.calls))
  if (cKind === 'function')
    calls[name] = (cSignatures ?? [{ c, configs: cConfigs }]).map(({ c: text, configs }) => ({
      ...signature(text),
      configs,
    }));

const macros = {};
for (const [name, entry] of Object.entries(aliases.archMacros)) {
  const targets = ['arm', 'x86_64', 'riscv64'].flatMap((arch) => {
    const target = entry[arch]?.target?.split('::').at(-1);
    return target !== undefined && calls[target] ? [target] : [];
  });
  if (entry.meaning === 'invocation' && targets.length > 0) macros[name] = targets;
}

const lines = (table) =>
  Object.keys(table)
    .sort()
    .map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(table[name])}`)
    .join(',\n');
writeFileSync(
  out,
  `{\n  "format": "kaal-sel4 C calls",\n  "calls": {\n${lines(calls)}\n  },\n  "macros": {\n${lines(macros)}\n  }\n}\n`,
);
