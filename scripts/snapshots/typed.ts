/** The public module tree of the `sel4` crate, and the macros and constants of `sel4_config`. */
import { execFileSync } from 'node:child_process';
import type { ExternalAssociated, ExternalCrate, ExternalName } from '../../server/src/bindings/model';
import type { RustParser } from '../../server/src/syntax/api';
import type { Item } from '../../server/src/syntax/summary';
import type { FactAssociated, SysFacts, TypedFacts, TypedName } from './facts';
import { publicTree } from './publicTree';

/** What rust-sel4's sources say of a crate at one commit. */
export interface SourceFacts {
  /** `Enum::Variant` → shape. */
  readonly variants: ReadonlyMap<string, 't' | 'u' | 'r'>;
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** Macros of sel4-config-macros. */
  readonly macros: readonly string[];
  /** Methods of capabilities whose kind has to have a trait: method → trait. */
  readonly bounds: ReadonlyMap<string, string>;
  /** Trait → kinds of capabilities that have it. */
  readonly implementors: ReadonlyMap<string, readonly string[]>;
  /** The crate whose type all bitfields of sel4-sys are. */
  readonly bitfieldOps: ExternalCrate;
}

/** Reads the sources of a commit by git: nothing of the checkout is touched. */
export function readSources(checkout: string, commit: string, parser: RustParser): SourceFacts {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const variants = new Map<string, 't' | 'u' | 'r'>();
  const bounds = new Map<string, string>();
  const implementors = new Map<string, string[]>();
  const collect = (items: readonly Item[]): void => {
    for (const item of items) {
      if (item.kind === 'impl') noteBound(item, bounds);
      if (item.kind === 'module' && item.items) collect(item.items);
      if (item.kind !== 'enum') continue;
      for (const v of item.variants)
        variants.set(`${item.name}::${v.name}`, v.shape === 'unit' ? 'u' : v.shape === 'tuple' ? 't' : 'r');
    }
  };
  const listing = git('ls-tree', '-r', '--name-only', commit, 'crates/sel4/src');
  for (const file of listing.split('\n').filter((f) => f.endsWith('.rs'))) {
    const text = git('show', `${commit}:${file}`);
    collect(parser.lowerFile(text, { bodies: false }).items);
    // Enums in `sel4_cfg_if! { if #[…] { … } }` stand in the arguments of a macro; the sources are formatted.
    // The traits that bound `T` in `impl<T: …> Cap<T, C>`; some impls stand in the arguments of a macro.
    for (const [, trait = '', type = ''] of text.matchAll(/^ *impl (\w+) for cap_type::(\w+)/gm))
      implementors.set(trait, [...new Set([...(implementors.get(trait) ?? []), type])]);
    for (const match of text.matchAll(/^( *)pub enum .*\{\n[\s\S]*?^\1\}/gm))
      collect(parser.lowerFile(match[0], { bodies: false }).items);
  }
  const macros = git('show', `${commit}:crates/sel4/config/macros/src/lib.rs`);
  return {
    variants,
    bounds,
    implementors,
    features: readFeatures(git('show', `${commit}:crates/sel4/Cargo.toml`)),
    macros: [...macros.matchAll(/^pub fn (sel4_cfg\w*)\(/gm)].map((m) => m[1]!),
    bitfieldOps: publicTree(
      'sel4_bitfield_ops',
      parser.lowerFile(git('show', `${commit}:crates/sel4/bitfield-ops/src/lib.rs`), { bodies: false }).items,
    ),
  };
}

/** Notes the methods of an impl for all capabilities of which the kind has a trait that not all have. */
function noteBound(item: Extract<Item, { kind: 'impl' }>, bounds: Map<string, string>): void {
  const { self, generics, trait } = item;
  if (trait || self.k !== 'path' || self.segments.at(-1) !== 'Cap') return;
  const [first] = self.args ?? [];
  const kind = first?.k === 'path' ? first.segments.join('::') : '';
  const bound = generics?.find(({ name }) => name === kind)?.bounds?.[0]?.segments.at(-1);
  if (bound === undefined || bound === 'CapType') return;
  for (const { name } of item.members) bounds.set(name, bound);
}

/** The kinds that the first generic argument of a type has to be for a member to be there; `undefined`: any. */
function instancesOf(
  type: string,
  { name, for: written }: FactAssociated,
  { bounds, implementors }: SourceFacts,
  kinds: ReadonlySet<string>,
): readonly string[] | undefined {
  // `impl Slot` is for the default of its parameter.
  if (type === 'Slot' && written === undefined) return ['Unspecified'];
  if (type !== 'Cap') return undefined;
  const [, argument] = /<(\w+)\b/.exec(written ?? '') ?? [];
  if (argument === undefined) throw new Error(`for which capabilities is ${name}?`);
  if (argument !== 'T') {
    if (!kinds.has(argument)) throw new Error(`${argument} is no kind of capability`);
    return [argument];
  }
  const bound = bounds.get(name);
  return bound === undefined ? undefined : implementors.get(bound)?.filter((kind) => kinds.has(kind));
}

function readFeatures(manifest: string): Record<string, readonly string[]> {
  const table = manifest.split('[features]\n')[1]?.split('\n\n')[0] ?? '';
  return Object.fromEntries(
    [...table.matchAll(/^([\w-]+) = (\[.*\])$/gm)].map((m) => [m[1]!, JSON.parse(m[2]!) as string[]]),
  );
}

const KINDS: Readonly<Record<string, ExternalName['kind']>> = {
  struct: 'struct',
  union: 'union',
  enum: 'enum',
  function: 'function',
  type_alias: 'alias',
  constant: 'const',
  static: 'static',
  trait: 'trait',
  module: 'module',
  macro: 'macro',
};

const ASSOCIATED: Readonly<Record<string, ExternalAssociated['kind']>> = {
  fn: 'function',
  method: 'method',
  // Of a trait: the facts do not say whether it takes `self`.
  function: 'method',
  assoc_const: 'const',
  assoc_type: 'type',
};

/** The `sel4` crate as facts and sources tell it. */
export function sel4Crate(facts: TypedFacts, sources: SourceFacts): ExternalCrate {
  const modules = new Map<string, ExternalName[]>();
  const kinds = new Set(facts.modules.cap_type?.map(({ name }) => name));
  for (const [path, names] of Object.entries(facts.modules)) {
    const module = path === 'crate' ? '' : path;
    modules.set(
      module,
      names.map((n) => typedName(n, module, sources, kinds)),
    );
  }
  return { name: 'sel4', modules, features: sources.features };
}

/** `where` clauses that the facts leave out and without which a closure's parameter has no type. */
const BOUNDS: Readonly<Record<string, string>> = {
  with_ipc_buffer: 'F: FnOnce(&IpcBuffer) -> T',
  with_ipc_buffer_mut: 'F: FnOnce(&mut IpcBuffer) -> T',
  try_with_ipc_buffer_slot: "F: FnOnce(Result<&Option<&'static mut IpcBuffer>, BorrowError>) -> T",
  try_with_ipc_buffer_slot_mut: "F: FnOnce(Result<&mut Option<&'static mut IpcBuffer>, BorrowMutError>) -> T",
};

/** Types with an `impl Deref`, which the facts do not say. */
const DEREFERENCE: ReadonlySet<string> = new Set(['BootInfoPtr']);

/** A signature with its `where` clause. */
export function withBounds(name: string, signature: string): string {
  const bounds = BOUNDS[name];
  return bounds === undefined ? signature : `${signature} where ${bounds}`;
}

function typedName(
  fact: TypedName,
  module: string,
  sources: SourceFacts,
  kinds: ReadonlySet<string>,
): ExternalName {
  if (fact.glob !== undefined) throw new Error('the facts have a glob of another crate in sel4');
  if (fact.kind === 'reexport') {
    const of = fact.of ?? '';
    if (fact.ofKind === 'module') return { name: fact.name, kind: 'reexport', target: of };
    if (!of.startsWith('sel4_config_macros::')) throw new Error(`what is ${of}?`);
    return { name: fact.name, kind: 'macro', definition: of };
  }
  const kind = KINDS[fact.kind];
  if (!kind) throw new Error(`the facts have a ${fact.kind} in sel4`);
  const here = ['sel4', ...(module ? [module] : []), fact.name].join('::');
  const associated = [...(fact.items ?? []), ...(fact.assoc ?? [])].map((one) =>
    associatedName(one, instancesOf(fact.name, one, sources, kinds)),
  );
  const text = fact.sig === undefined ? (fact.target ?? valueText(fact)) : withBounds(fact.name, fact.sig);
  return {
    name: fact.name,
    kind,
    ...(kind === 'struct' && fact.ns === 'type+value' && { hasConstructor: true as const }),
    ...(fact.def !== undefined && fact.def !== here && { definition: fact.def }),
    ...(fact.variants && {
      variants: fact.variants.map((v) => {
        const shape = sources.variants.get(`${fact.name}::${v}`);
        if (!shape) throw new Error(`shape of ${fact.name}::${v} was not found in the sources`);
        return [v, shape] as const;
      }),
    }),
    ...(associated.length && { associated }),
    ...(text !== undefined && { text }),
    ...(fact.feature !== undefined && { feature: fact.feature }),
    ...(DEREFERENCE.has(fact.name) && { dereferences: true as const }),
  };
}

function associatedName(fact: FactAssociated, instances: readonly string[] | undefined): ExternalAssociated {
  const kind = ASSOCIATED[fact.kind];
  if (!kind) throw new Error(`the facts have an associated ${fact.kind}`);
  const text = fact.sig ?? valueText(fact);
  return {
    name: fact.name,
    kind,
    ...(text !== undefined && { text }),
    ...(instances && { instances }),
  };
}

function valueText(fact: { readonly type?: string; readonly value?: string }): string | undefined {
  if (fact.type === undefined) return undefined;
  return fact.value === undefined ? fact.type : `${fact.type} = ${fact.value}`;
}

/** `sel4_config`: its macros, and the kernel options as constants as far as they are known. */
export function configCrates(config: SysFacts['config'], macros: readonly string[]): ExternalCrate[] {
  const consts = Object.entries(config.genConfig).map(
    ([name, value]): ExternalName => ({
      name,
      kind: 'const',
      text: typeof value === 'boolean' ? `bool = ${value}` : `&str = ${JSON.stringify(value)}`,
    }),
  );
  return [
    {
      name: 'sel4_config',
      modules: new Map<string, ExternalName[]>([
        [
          '',
          [
            { name: 'consts', kind: 'module' },
            ...macros.map(
              (name): ExternalName => ({ name, kind: 'macro', definition: `sel4_config_macros::${name}` }),
            ),
          ],
        ],
        ['consts', consts],
      ]),
      features: {},
      // The facts have only the options that rust-sel4 or the interface files ask for.
      opaque: new Set(['consts']),
    },
    {
      name: 'sel4_config_macros',
      modules: new Map([['', macros.map((name): ExternalName => ({ name, kind: 'macro' }))]]),
      features: {},
    },
  ];
}

/** `consts_gen.rs` as sel4-config's build script writes it. */
export function constsFile(config: SysFacts['config']): string {
  return Object.entries(config.genConfig)
    .map(([name, value]) =>
      typeof value === 'boolean'
        ? `pub const ${name}: bool = ${value};`
        : `pub const ${name}: &str = ${JSON.stringify(value)};`,
    )
    .join('\n');
}
