/** Everything known of a name, as plain data and as text. */
import { SYS_IN_TYPED, throughTypedCrate } from '../bindings/crates';
import type { KnownName } from '../bindings/model';
import { optionOfName } from '../knowledge/kernelOptions';
import type { CAlias, CapRight, Invented, Meaning, TypedEquivalent } from '../knowledge/knowledge';
import { printable } from './cells';
import type { Paint } from './style';

/** What is asked for: built-in data only, so tests can hand in a few lines of their own. */
export interface ExplainSources {
  /** All built-in configurations with cargo's `target_arch` of each. */
  readonly configurations: readonly { readonly name: string; readonly arch: string }[];
  readonly knownName: (name: string) => readonly KnownName[];
  readonly nearNames: (name: string) => readonly string[];
  readonly cAlias: (name: string, arch: string) => CAlias | undefined;
  readonly typedEquivalent: (name: string) => readonly TypedEquivalent[];
  readonly capRight: (name: string) => CapRight | undefined;
  readonly invented: (name: string, arch: string) => Invented | undefined;
}

/** What a C name stands for on some architectures. */
export interface AliasRow {
  readonly arches: readonly string[];
  /** A path with its kind, a number, or Rust that does the same. */
  readonly meaning: string;
  /** `meaning` is Rust that does the same in other words. */
  readonly instead: boolean;
  /** Path in the `sel4` crate. */
  readonly typed?: string;
}

export interface Explanation {
  readonly name: string;
  readonly known: boolean;
  /** Where the bindings and the `sel4` crate have the name. */
  readonly places: readonly KnownName[];
  /** What the C name stands for, where that differs from `places`; one row for each different answer. */
  readonly alias: readonly AliasRow[];
  /** The name is defined neither by seL4 nor by its C libraries. */
  readonly invented?: { readonly meant?: string };
  readonly right?: CapRight;
  readonly typed: readonly TypedEquivalent[];
  /** The kernel's option that adds the name, where no built-in bindings are of such a kernel. */
  readonly option?: { readonly option: string; readonly arches: readonly string[] };
  /** For names that are not known: known ones that look like it. */
  readonly near: readonly string[];
  readonly configurations: number;
}

/** Architectures that have built-in configurations. */
function archesOf(sources: ExplainSources): string[] {
  return [...new Set(sources.configurations.map((configuration) => configuration.arch))].sort();
}

/** Collects what all tables know of `name`, given with or without `sel4_sys::`, `sel4::sys::` in front. */
export function explain(text: string, sources: ExplainSources): Explanation {
  const name = text.split('::').at(-1) ?? text;
  const places = sources.knownName(name);
  const typed = sources.typedEquivalent(name);
  const right = sources.capRight(name);
  const arches = archesOf(sources);
  const invented = arches.map((arch) => sources.invented(name, arch)).find((fact) => fact !== undefined);
  const alias = right !== undefined ? [] : aliasRows(name, arches, places, sources);
  const added = places.length > 0 ? undefined : optionOfName(name);
  const known =
    added !== undefined ||
    places.length > 0 ||
    typed.length > 0 ||
    right !== undefined ||
    invented !== undefined ||
    arches.some((arch) => sources.cAlias(name, arch) !== undefined);
  return {
    name,
    known,
    places,
    alias,
    ...(invented === undefined
      ? {}
      : { invented: invented.meant === undefined ? {} : { meant: invented.meant } }),
    ...(right === undefined ? {} : { right }),
    typed,
    ...(added === undefined ? {} : { option: { option: added.option, arches: added.arch ?? [] } }),
    near: known ? [] : sources.nearNames(name),
    configurations: sources.configurations.length,
  };
}

function aliasRows(
  name: string,
  arches: readonly string[],
  places: readonly KnownName[],
  sources: ExplainSources,
): Explanation['alias'] {
  const rows = new Map<string, AliasRow & { arches: string[] }>();
  const add = (arch: string, row: Omit<AliasRow, 'arches'>): void => {
    const key = JSON.stringify(row);
    const known = rows.get(key) ?? { ...row, arches: [] };
    rows.set(key, known);
    known.arches.push(arch);
  };
  const here = new Set(places.map((place) => place.path));
  for (const arch of arches) {
    const alias = sources.cAlias(name, arch);
    const invented = sources.invented(name, arch);
    const meanings = alias?.meanings ?? (invented?.nearest ? [invented.nearest] : []);
    // A function's own equivalents are listed apart, with their signatures.
    const typed = sources.typedEquivalent(name).length > 0 ? undefined : (alias?.typed ?? invented?.typed);
    const more = typed === undefined ? {} : { typed };
    for (const meaning of meanings) {
      if ('place' in meaning && here.has(meaning.place.path)) continue;
      if ('place' in meaning && !existsOn(meaning, arch, sources)) continue;
      add(arch, { meaning: meaningText(meaning), instead: false, ...more });
    }
    if (alias?.instead !== undefined) add(arch, { meaning: alias.instead, instead: true, ...more });
  }
  return [...rows.values()];
}

function existsOn(
  meaning: { readonly place: { readonly configurations: readonly string[] } },
  arch: string,
  sources: ExplainSources,
): boolean {
  return sources.configurations.some(
    (configuration) =>
      configuration.arch === arch && meaning.place.configurations.includes(configuration.name),
  );
}

function meaningText(meaning: Meaning): string {
  return 'literal' in meaning
    ? String(meaning.literal)
    : `${throughTypedCrate(meaning.place.path)} (${meaning.place.kind})`;
}

/** What to write for a place: a method is called on the IPC buffer, the rest by its path. */
export function writing(place: KnownName): string | undefined {
  const path = throughTypedCrate(place.path);
  if (place.namespace === 'field') return undefined;
  if (place.kind === 'method' && place.path.startsWith('seL4_IPCBuffer::')) {
    return `sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().${place.name}(…))`;
  }
  if (place.kind === 'module' && !path.startsWith(`${SYS_IN_TYPED}::_`)) return `${path}::Type as a type`;
  return path;
}

const KIND_WORD: Readonly<Record<string, string>> = {
  fn: 'function',
  ctor: 'constructor',
  type_alias: 'type alias',
  assoc_fn: 'associated function',
  assoc_const: 'associated constant',
  assoc_type: 'associated type',
  const: 'constant',
};

/** The explanation as text, with a line break at the end. */
export function explainText(explanation: Explanation, paint: Paint): string {
  const { name, places, alias, invented, right, typed, near, option } = explanation;
  if (!explanation.known) {
    const line = `${paint('error', 'error')}${paint('strong', `: \`${printable(name)}\` is in no built-in configuration and no table`)}`;
    const hint = near.length > 0 ? `\n  = ${paint('strong', 'help')}: near: ${near.join(', ')}` : '';
    return `${line}${hint}\n`;
  }
  const blocks: string[] = [paint('strong', name)];
  if (option) {
    const where = option.arches.length > 0 ? ` on ${option.arches.join(' and ')}` : '';
    blocks.push(
      `  exists only where the kernel has ${option.option}${where}; no built-in bindings are of such a kernel`,
    );
  } else if (places.length === 0) {
    blocks.push('  is no name of the generated bindings.');
  }
  for (const place of places) blocks.push(placeText(place, explanation, paint));
  if (invented) {
    const meant = invented.meant ? `; the C name is probably \`${invented.meant}\`` : '';
    blocks.push(`  is defined neither by seL4 nor by its C libraries${meant}`);
  }
  if (alias.length > 0) {
    const rows = alias.map((row) => {
      const meaning = row.instead ? `write \`${row.meaning}\`` : row.meaning;
      return `    ${row.arches.join(', ')}: ${meaning}${row.typed ? `; in the sel4 crate: ${row.typed}` : ''}`;
    });
    blocks.push(['  stands for', ...rows].join('\n'));
  }
  if (right) {
    blocks.push(
      [
        `  capability rights ${right.word} (write 1, read 2, grant 4, grant reply 8); in C a macro, so not in the bindings`,
        `    raw:   ${right.raw}`,
        `    typed: ${right.typed}`,
      ].join('\n'),
    );
  }
  if (typed.length > 0) {
    const rows = typed.map((entry) => {
      const where = configurationsText(entry.configurations, explanation.configurations);
      return `    ${entry.path}${where}${entry.signature ? `\n      ${paint('faint', entry.signature)}` : ''}`;
    });
    blocks.push([`  in the ${paint('strong', 'sel4')} crate`, ...rows].join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

function placeText(place: KnownName, explanation: Explanation, paint: Paint): string {
  const kind = KIND_WORD[place.kind] ?? place.kind;
  const lines = [
    `  ${kind} ${paint('help', throughTypedCrate(place.path))}${configurationsText(place.configurations, explanation.configurations)}`,
  ];
  for (const detail of place.details) {
    const where =
      place.details.length > 1 ? configurationsText(detail.configurations, explanation.configurations) : '';
    lines.push(`    ${paint('faint', printable(detail.text))}${where}`);
  }
  const write = writing(place);
  if (write !== undefined && write !== throughTypedCrate(place.path)) lines.push(`    write: ${write}`);
  return lines.join('\n');
}

function configurationsText(names: readonly string[], all: number): string {
  return names.length === all
    ? ''
    : `  [${names.length === 0 ? 'no built-in configuration' : names.join(', ')}]`;
}

/** The explanation as JSON data (`docs/json.md`). */
export function explainJson(explanation: Explanation): object {
  return {
    version: 1,
    name: explanation.name,
    known: explanation.known,
    places: explanation.places.map((place) => ({
      path: throughTypedCrate(place.path),
      namespace: place.namespace,
      kind: place.kind,
      configurations: place.configurations,
      details: place.details,
      write: writing(place) ?? null,
    })),
    standsFor: explanation.alias,
    invented: explanation.invented ?? null,
    right: explanation.right ?? null,
    typed: explanation.typed,
    option: explanation.option ?? null,
    near: explanation.near,
  };
}
