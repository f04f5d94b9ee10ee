/**
 * Every function, method and struct of the bindings, used rightly and with an argument or a field less or more: rustc
 * and the engine must reject the same, at the same places. `CALLS_ALL=1` asks for all built-in configurations.
 */
import { describe, expect, test } from 'vitest';
import type { KnownName } from '../../server/src/bindings/model';
import { readSignature } from '../../server/src/syntax/signature';
import { sysCrate } from '../fix/support/sysCrate';
import { parseFixture } from '../support/fixture';
import { judge } from '../support/judge';
import { whyNoRustc } from '../support/rustc';
import { parts, workspace } from '../support/sel4Workspace';

const FEW = ['pin-aarch64', 'x86_64-mcs'];
const ALL = [
  ...['pin-aarch64', 'pin-aarch64-mcs', 'pin-x86_64', 'pin-riscv64', 'aarch64', 'aarch64-mcs'],
  ...['aarch64-hyp-mcs', 'aarch64-smp', 'x86_64', 'x86_64-mcs', 'riscv64', 'riscv64-mcs'],
];
const MANIFEST = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4-sys = { path = "external/sel4-sys" }
`;
const HEAD = '#![allow(warnings)]\nuse sel4_sys as s;\n';

/** Uses of one thing: the first is right, the others are not. */
interface Probe {
  readonly params: string;
  readonly uses: readonly string[];
}

/** Calls of a function, method or constructor; nothing for those whose arguments have no type by themselves. */
function callsOf({ kind, path, details }: KnownName, configuration: string): readonly Probe[] {
  const text = details.find((one) => one.configurations.includes(configuration))?.text ?? '';
  const signature = readSignature(kind === 'ctor' ? `fn new${text.replace('(', '(_0: ')}` : text);
  if (!signature || text.includes('impl ')) return [];
  const { receiver } = signature;
  const count = signature.params.length;
  const list = (length: number): string => Array.from({ length }, () => 'todo!()').join(', ');
  const counts = [count, count + 1, ...(count > 0 ? [count - 1] : [])];
  const name = path.slice(path.lastIndexOf('::') + 2);
  const self = path.slice(0, path.lastIndexOf('::'));
  if (receiver === undefined) return [{ params: '', uses: counts.map((n) => `s::${path}(${list(n)})`) }];
  return [
    { params: `mut x: s::${self}`, uses: counts.map((n) => `x.${name}(${list(n)})`) },
    { params: '', uses: counts.map((n) => `s::${path}(${list(n + 1)})`) },
  ];
}

/** Literals, patterns and accesses of a struct with these fields. */
function usesOf(struct: string, fields: readonly string[]): readonly Probe[] {
  const type = `s::${struct}`;
  const [first = '', ...rest] = fields;
  const literal = (names: readonly string[]): string =>
    `let _ = ${type} { ${names.map((name) => `${name}: todo!()`).join(', ')} }`;
  const pattern = (names: readonly string[]): string =>
    `let ${type} { ${names.map((name) => `${name}: _`).join(', ')} } = x`;
  const isTuple = first === '0';
  return [
    { params: '', uses: [literal(fields), literal(rest), literal([...fields, isTuple ? '7' : 'absent'])] },
    // Without its only field a tuple's pattern has the braces of another shape (E0769): that is said in another place.
    {
      params: `x: ${type}`,
      uses: [
        pattern(fields),
        ...(rest.length > 0 ? [pattern(rest)] : []),
        pattern([...fields, isTuple ? '7' : 'absent']),
      ],
    },
    ...fields.map((name) => ({
      params: `x: &[${type}; 2]`,
      uses: [`let _ = &x[1].${name}`, `let _ = &x[1].${isTuple ? '9' : `${name}x`}`],
    })),
  ];
}

/** All that the bindings of a configuration have to be used, each use in a function on a line of its own. */
async function probesOf(configuration: string): Promise<readonly Probe[]> {
  const { catalog } = await parts();
  const probes: Probe[] = [];
  const fields = new Map<string, string[]>();
  for (const name of catalog.namesWith(({ path }) => !path.startsWith('sel4::')))
    for (const place of catalog.knownName(name)) {
      if (place.path.startsWith('sel4::') || !place.configurations.includes(configuration)) continue;
      if (place.kind === 'field') {
        const struct = place.path.slice(0, place.path.lastIndexOf('::'));
        fields.set(struct, [...(fields.get(struct) ?? []), name]);
      } else if (['fn', 'method', 'assoc_fn', 'ctor'].includes(place.kind))
        probes.push(...callsOf(place, configuration));
    }
  for (const [struct, names] of fields) probes.push(...usesOf(struct, names));
  return probes;
}

interface Row {
  readonly probe: string;
  /** Code, span and line. */
  readonly said: string;
}

/** The line around an offset. */
function lineAt(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset) + 1, text.indexOf('\n', offset));
}

describe.skipIf(whyNoRustc() !== undefined)(
  'what the bindings have, used with too much or too little',
  () => {
    test.each(process.env.CALLS_ALL === undefined ? FEW : ALL)(
      '%s',
      { timeout: 120_000 },
      async (configuration) => {
        const { catalog } = await parts();
        const probes = await probesOf(configuration);
        const lines = probes.flatMap(({ params, uses }, at) =>
          uses.map((use, nth) => `pub fn f${at}_${nth}(${params}) { ${use}; }`),
        );
        const text = HEAD + lines.join('\n');
        const sys = sysCrate(catalog.snapshot(configuration)!);
        const fixture = parseFixture(
          `//- /sel4_sys/src/lib.rs crate:sel4_sys\n${sys}\n//- /main/src/lib.rs crate:main deps:sel4_sys\n${text}\n`,
        );
        const row = (start: number, end: number, code: string): Row => {
          const line = lineAt(text, start);
          return {
            probe: line.slice(0, line.indexOf('_')),
            said: `${code} ${text.slice(start, end)} | ${line}`,
          };
        };
        const rustcs = (await judge(fixture)).map(({ start, end, code }) => row(start, end, code));
        const made = await workspace(`//- /Cargo.toml\n${MANIFEST}//- /src/lib.rs\n${text}\n`);
        const found = made.analysis({ view: { bindings: configuration } }).allFindings();
        const ours = found.map(({ start, end, rustcCode }) => row(start, end, rustcCode ?? ''));

        // What others may not use, or the crate that rustc is given lacks, is not right in any way.
        const left = new Set(rustcs.flatMap(({ probe, said }) => (said.includes('_0(') ? [probe] : [])));
        const compared = (rows: readonly Row[]): readonly string[] =>
          rows.flatMap(({ probe, said }) => (left.has(probe) ? [] : [said])).sort();
        expect(compared(ours)).toEqual(compared(rustcs));
        expect(compared(rustcs).length).toBeGreaterThan(lines.length / 3);
        expect(left.size).toBeLessThan(probes.length / 3);
      },
    );
  },
);
