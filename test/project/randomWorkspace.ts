/** Writes small workspaces of path-only packages by chance: shapes that people write, in odd combinations. */

/** A repeatable source of chance (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.number() * limit);
  }

  often(share: number): boolean {
    return this.number() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  some<T>(from: readonly T[], share: number): T[] {
    return from.filter(() => this.often(share));
  }
}

export interface RandomWorkspace {
  /** Path relative to the scratch folder → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Folder to stand in, relative. */
  readonly folder: string;
  readonly features: readonly string[];
  readonly noDefaultFeatures: boolean;
  readonly allFeatures: boolean;
  readonly tests: boolean;
  readonly atRoot: boolean;
}

interface Planned {
  readonly name: string;
  readonly folder: string;
  readonly features: readonly string[];
  readonly macro: boolean;
  readonly libName: string | undefined;
  readonly hasLib: boolean;
  readonly outside: boolean;
}

const PLATFORMS = [
  '\'cfg(target_os = "none")\'',
  "'cfg(unix)'",
  '\'cfg(target_arch = "aarch64")\'',
  '\'cfg(not(target_arch = "aarch64"))\'',
  '\'cfg(all(target_pointer_width = "64", not(windows)))\'',
  'x86_64-unknown-linux-gnu',
  'aarch64-unknown-none',
];

/** A workspace in `ws/`, with a few packages in `outside/`. */
export function randomWorkspace(seed: number): RandomWorkspace {
  const chance = new Chance(seed);
  const files = new Map<string, string>();
  const count = 3 + chance.below(5);
  const virtual = chance.often(0.5);
  const resolver = chance.pick(['1', '2', '2', '3', undefined]);
  const plans: Planned[] = [];
  for (let index = 0; index < count; index++) {
    const root = index === 0 && !virtual;
    const outside = !root && chance.often(0.15);
    const name = `p${index}${chance.often(0.5) ? '-x' : ''}`;
    const macro = !root && chance.often(0.15);
    plans.push({
      name,
      folder: root
        ? 'ws'
        : outside
          ? `outside/${name}`
          : chance.often(0.3)
            ? `ws/deep/${name}`
            : `ws/${name}`,
      features: ['f0', 'f1', 'f2'].slice(0, chance.below(4)),
      macro,
      libName: chance.often(0.2) ? `lib_of_p${index}` : undefined,
      hasLib: index > 0 || chance.often(0.7),
      outside,
    });
  }
  const shared = new Map<string, string>();
  for (const [index, plan] of plans.entries()) writePackage(chance, files, plans, plan, index, shared);
  const listed = plans.filter((plan, index) => !plan.outside && (virtual || index > 0));
  const globbed = chance.often(0.3);
  const members = globbed
    ? ['p*', ...(listed.some((plan) => plan.folder.includes('/deep/')) ? ['deep/*'] : [])].filter(
        (pattern) => pattern !== 'p*' || listed.some((plan) => !plan.folder.includes('/deep/')),
      )
    : listed.map((plan) => plan.folder.slice(3));
  const workspace = [
    '[workspace]',
    'exclude = ["excl"]',
    `members = [${members.map((member) => `"${member}"`).join(', ')}]`,
    ...(resolver === undefined ? [] : [`resolver = "${resolver}"`]),
    '[workspace.package]',
    'edition = "2021"',
    '[workspace.dependencies]',
    ...shared.values(),
    '',
  ].join('\n');
  files.set('ws/Cargo.toml', `${files.get('ws/Cargo.toml') ?? ''}\n${workspace}`);
  const member = chance.often(0.3) ? chance.pick(plans.filter((plan) => !plan.outside)) : undefined;
  const atRoot = member === undefined || member.folder === 'ws';
  return {
    files,
    folder: member?.folder ?? 'ws',
    features: chance.often(0.4) ? chance.some(['f0', 'f1', 'f2', `${plans[1]!.name}/f0`], 0.4) : [],
    noDefaultFeatures: chance.often(0.3),
    allFeatures: chance.often(0.1),
    tests: chance.often(0.35),
    atRoot,
  };
}

function writePackage(
  chance: Chance,
  files: Map<string, string>,
  plans: readonly Planned[],
  plan: Planned,
  index: number,
  shared: Map<string, string>,
): void {
  const lines: string[] = ['[package]', `name = "${plan.name}"`, 'version = "0.1.0"'];
  if (plan.outside) lines.push('edition = "2018"');
  else
    lines.push(
      chance.pick(['edition = "2021"', 'edition.workspace = true', 'edition = "2018"', 'edition = "2024"']),
    );
  const put = (path: string): void => void files.set(`${plan.folder}/${path}`, '');
  const builds = chance.often(0.25);
  if (builds) {
    const main = chance.often(0.3);
    if (main) lines.push('build = "build/main.rs"');
    put(main ? 'build/main.rs' : 'build.rs');
  }
  const requiring: string[] = [];
  if (plan.hasLib) put('src/lib.rs');
  if (!plan.hasLib || chance.often(0.3)) put('src/main.rs');
  if (chance.often(0.2)) put('src/bin/tool.rs');
  if (chance.often(0.2)) put('src/bin/other/main.rs');
  if (chance.often(0.2)) put('examples/shown.rs');
  if (chance.often(0.2)) put('tests/tried.rs');
  if (chance.often(0.1)) put('benches/quick.rs');
  if (plan.hasLib && (plan.libName !== undefined || plan.macro)) {
    requiring.push('[lib]');
    if (plan.libName !== undefined) requiring.push(`name = "${plan.libName}"`);
    if (plan.macro) requiring.push('proc-macro = true');
  }
  if (chance.often(0.25)) {
    put('src/extra.rs');
    requiring.push('[[bin]]', `name = "extra-${index}"`, 'path = "src/extra.rs"');
    if (plan.features.length > 0) requiring.push(`required-features = ["${chance.pick(plan.features)}"]`);
  }
  const optional: string[] = [];
  const known: { key: string; target: Planned; optional: boolean }[] = [];
  const sections: string[] = [];
  const renames = new Map<string, boolean>();
  const kinds = ['dependencies', 'dev-dependencies', ...(builds ? ['build-dependencies'] : [])];
  for (const kind of kinds) {
    for (const platform of [undefined, ...chance.some(PLATFORMS, 0.12)]) {
      const entries: string[] = [];
      const used = new Set<string>();
      // Later packages only, so that there is no circle; dev-dependencies may point anywhere.
      const candidates = plans.filter(
        (other, at) => other.hasLib && (at > index || (kind.startsWith('dev') && at < index)),
      );
      for (const target of chance.some(candidates, platform === undefined ? 0.4 : 0.3)) {
        // cargo refuses two names for one package.
        const renamed = renames.get(target.name) ?? chance.often(0.15);
        renames.set(target.name, renamed);
        const key = renamed ? `re-${target.name}` : target.name;
        if (used.has(key)) continue;
        used.add(key);
        const isOptional = !kind.startsWith('dev') && chance.often(0.4);
        const features = chance.some(target.features, 0.4);
        if (isOptional) optional.push(key);
        // cargo resolves twice, and the two disagree about features that come in through a circle of dev-dependencies.
        if (!kind.startsWith('dev')) known.push({ key, target, optional: isOptional });
        entries.push(entry(chance, plan, target, key, renamed, isOptional, features, shared));
      }
      if (entries.length > 0)
        sections.push(platform === undefined ? `[${kind}]` : `[target.${platform}.${kind}]`, ...entries);
    }
  }
  const features = featureLines(chance, plan, known);
  files.set(`${plan.folder}/Cargo.toml`, [...lines, ...requiring, ...sections, ...features, ''].join('\n'));
}

function entry(
  chance: Chance,
  plan: Planned,
  target: Planned,
  key: string,
  renamed: boolean,
  optional: boolean,
  features: readonly string[],
  shared: Map<string, string>,
): string {
  const parts: string[] = [];
  const inherited = !plan.outside && !renamed && chance.often(0.3);
  if (inherited) {
    if (!shared.has(key)) {
      const own = [`path = "../${target.folder}"`];
      if (chance.often(0.4)) own.push('default-features = false');
      const some = chance.some(target.features, 0.3);
      if (some.length > 0) own.push(`features = [${some.map((name) => `"${name}"`).join(', ')}]`);
      shared.set(key, `${key} = { ${own.join(', ')} }`);
    }
    parts.push('workspace = true');
    if (chance.often(0.2)) parts.push('default-features = true');
  } else {
    const up = '../'.repeat(plan.folder.split('/').length);
    parts.push(`path = "${up}${target.folder}"`);
    if (renamed) parts.push(`package = "${target.name}"`);
    if (chance.often(0.35)) parts.push('default-features = false');
  }
  if (optional) parts.push('optional = true');
  if (features.length > 0) parts.push(`features = [${features.map((name) => `"${name}"`).join(', ')}]`);
  return `${key} = { ${parts.join(', ')} }`;
}

function featureLines(
  chance: Chance,
  plan: Planned,
  known: readonly { key: string; target: Planned; optional: boolean }[],
): string[] {
  const values: string[] = [];
  const isOptional = (key: string): boolean => known.some((one) => one.key === key && one.optional);
  const hidden = new Set(
    known.filter(({ key }) => isOptional(key) && chance.often(0.5)).map(({ key }) => key),
  );
  for (const { key, target } of known) {
    if (isOptional(key)) values.push(hidden.has(key) ? `dep:${key}` : key);
    for (const feature of target.features) {
      values.push(`${key}/${feature}`);
      if (isOptional(key)) values.push(`${key}?/${feature}`);
    }
  }
  const lines: string[] = ['[features]'];
  if (chance.often(0.6)) lines.push(`default = [${quoted(chance.some([...plan.features, ...values], 0.3))}]`);
  for (const [index, name] of plan.features.entries()) {
    lines.push(`${name} = [${quoted(chance.some([...plan.features.slice(index + 1), ...values], 0.3))}]`);
  }
  // `dep:x` hides the feature `x` only if it is written somewhere.
  if (hidden.size > 0) lines.push(`all-hidden = [${quoted([...hidden].map((key) => `dep:${key}`))}]`);
  return lines;
}

function quoted(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `"${name}"`).join(', ');
}
