/** Writes the built-in bindings data. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_FILE, INDEX_FORMAT } from '../../server/src/bindings/data';
import { type SnapshotParts, serializeSnapshot } from '../../server/src/bindings/snapshot';
import type { RustParser } from '../../server/src/syntax/api';
import type { BrokenItem, Item } from '../../server/src/syntax/summary';
import {
  configurationsIn,
  type Matrix,
  readFacts,
  type StdCrate,
  type SysFacts,
  type TypedFacts,
} from './facts';
import { namesFile, onlyIn } from './names';
import { openParser } from './parser';
import { renderFile, renderSkeleton } from './render';
import { stdFile } from './std';
import { configCrates, constsFile, readSources, type SourceFacts, sel4Crate } from './typed';

/** Newest versions first; within one version the plain configuration before its variants. */
const ORDER = [
  'aarch64',
  'aarch64-mcs',
  'aarch64-hyp-mcs',
  'aarch64-smp',
  'riscv64',
  'riscv64-mcs',
  'x86_64',
  'x86_64-mcs',
  'pin-aarch64',
  'pin-aarch64-mcs',
  'pin-riscv64',
  'pin-x86_64',
];

/** The facts list only some kernel options, so any other name may be in `consts_gen.rs` too. */
const MORE_NAMES: BrokenItem = { kind: 'broken', name: '', visibility: { k: 'private' }, at: -1 };

/** Entry point of `make-snapshots.mjs`. */
export async function main(root: string, args: readonly string[]): Promise<void> {
  const [facts, checkout, docs] = args;
  if (!facts || !checkout || !docs) throw new Error('usage: make-snapshots.mjs FACTS RUST_SEL4 RUST_DOCS');
  const parser = await openParser(root);
  const out = join(root, 'server', 'data');
  mkdirSync(out, { recursive: true });
  const write = (file: string, text: string) => {
    writeFileSync(join(out, file), `${text}\n`);
    console.log(`${file} ${Math.round(text.length / 1024)} kB`);
  };

  const found = configurationsIn(facts);
  const names = [...ORDER.filter((n) => found.includes(n)), ...found.filter((n) => !ORDER.includes(n))];
  const sources = new Map<string, SourceFacts>();
  const typed = new Map<string, TypedFacts>();
  const archOf = new Map<string, string>();
  const index: object[] = [];
  for (const name of names) {
    const sys = readFacts<SysFacts>(facts, `sel4-sys.${name}.json`);
    const tree = readFacts<TypedFacts>(facts, `sel4.${name}.json`);
    const commit = sys.config.rustSel4Commit;
    const source = sources.get(commit) ?? readSources(checkout, commit, parser);
    sources.set(commit, source);
    typed.set(name, tree);
    archOf.set(name, sys.config.sel4Arch);
    const parts = snapshotParts(sys, tree, source, parser);
    index.push({
      name,
      arch: parts.arch,
      mcs: sys.config.mcs,
      smp: sys.config.smp,
      hypervisor: sys.config.hyp,
      debug: sys.config.genConfig.DEBUG_BUILD === true,
      origin: parts.origin,
    });
    write(DATA_FILE.snapshot(name), serializeSnapshot(parts));
  }

  const matrix = readFacts<Matrix>(facts, 'matrix.json');
  write(
    DATA_FILE.index,
    JSON.stringify({
      format: INDEX_FORMAT,
      version: 1,
      configurations: index,
      onlyIn: onlyIn(matrix, archOf),
    }),
  );
  write(DATA_FILE.names, namesFile(matrix, names, typed));
  const std = stdFile(readFacts<Record<string, StdCrate>>(facts, 'std.json'), docs);
  write(DATA_FILE.std, std.text);
  for (const remark of std.remarks) console.log(`  ${remark}`);
}

function snapshotParts(
  { config, files, sourceFiles }: SysFacts,
  tree: TypedFacts,
  source: SourceFacts,
  parser: RustParser,
): SnapshotParts {
  const lower = (text: string, what: string): readonly Item[] => {
    const { items, broken } = parser.lowerFile(text, { bodies: false });
    if (broken.length)
      throw new Error(
        `${config.name}: ${what} did not parse at ${broken[0]}: ${text.slice(broken[0], broken[1]).slice(0, 200)}`,
      );
    return items;
  };
  return {
    name: config.name,
    arch: config.sel4Arch,
    origin: {
      kernelVersion: config.kernelVersion,
      sel4Commit: config.sel4Commit,
      rustSel4Commit: config.rustSel4Commit,
      bindgen: config.bindgen,
    },
    kernel: new Map(Object.entries(config.genConfig)),
    absentKeys: config.genConfigAbsent,
    packages: {
      'sel4-sys': {
        files: Object.fromEntries(
          Object.entries(files).map(([file, fact]) => [file, lower(renderFile(fact), file)]),
        ),
        skeleton: lower(renderSkeleton(sourceFiles), 'the skeleton'),
      },
      'sel4-config': {
        files: { 'consts_gen.rs': [...lower(constsFile(config), 'consts_gen.rs'), MORE_NAMES] },
      },
    },
    crates: [sel4Crate(tree, source), ...configCrates(config, source.macros), source.bitfieldOps],
  };
}
