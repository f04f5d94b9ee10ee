/** What is shown when the pointer rests on a name: facts as plain data; `hoverText.ts` puts them into words. */
import type { KnownName } from '../bindings/model';
import { explainProblem } from '../diagnose/explain';
import type { Finding } from '../diagnose/finding';
import { isBindingName, isBindingsCrate, isOfBindings, isOurs } from '../diagnose/ours';
import type { Problem } from '../diagnose/problem';
import type { NameText } from '../knowledge/documentation';
import type { TypedEquivalent } from '../knowledge/knowledge';
import type { Definition, Import } from '../resolve/definitions';
import {
  chainOf,
  enclosingModule,
  importOf,
  meaningOf,
  type NameAt,
  type Place,
  placeOf,
  placeOfDefinition,
  placeOfImportLeaf,
  type Target,
} from '../resolve/query';
import { useText } from '../syntax/print';
import { type FeatureContext, isOurName, nameHere } from './context';
import { codeOf, type Existence, existenceOf, knownPlace, realPath } from './describe';
import { documentedName, parametersOf } from './signature';
import { kernelCallsIn } from './wrappers';

/** One step on the way from a name to its definition. */
export interface Step {
  readonly text: string;
  /** Where it is written; absent inside snapshots. */
  readonly place?: Place;
}

/** One thing that a name stands for, as facts. */
export interface HoverSubject {
  /** Rust. */
  readonly code: string;
  /** Real path, the crate's name first. */
  readonly path: string;
  readonly existence?: Existence;
  readonly text?: NameText;
  /** Names of the parameters in the signature, in its order: only these are documented. */
  readonly parameters?: readonly string[];
  readonly typed: readonly { readonly path: string; readonly signature?: string }[];
  /** Imports, re-exports and `include!`s, from the name on. */
  readonly chain: readonly Step[];
  /** Kernel calls that an own function makes. */
  readonly calls: readonly string[];
  /** Where the definition can be looked at. */
  readonly place?: Place;
  /** Remarks, one sentence each. */
  readonly notes: readonly string[];
}

export interface Hover {
  readonly place: Place;
  readonly subjects: readonly HoverSubject[];
  /** What is wrong with the name, as the finding there says it. */
  readonly problem?: Pick<Finding, 'message' | 'help' | 'candidates' | 'code'>;
  /** Why nothing certain can be said. */
  readonly uncertain?: string;
}

/**
 * What to show for the name at a UTF-16 offset of a file; `undefined` where no name stands that concerns the bindings
 * (those are rust-analyzer's), and for offsets outside of the file.
 */
export function hover(context: FeatureContext, file: string, offset: number): Hover | undefined {
  const at = nameHere(context, file, offset);
  if (!at) return undefined;
  const { place, name, meaning } = at;
  const problem = problemAt(context, at);
  const wraps = wrappedCalls(context, meaning.targets);
  if (!problem && !isOurName(context, name, meaning) && wraps.length === 0) return undefined;
  const before = stepsBefore(context, at);
  const subjects = uniqueTargets(context, meaning.targets).map((target) =>
    subjectOf(context, target, before),
  );
  if (meaning.targets.length === 0 && !meaning.local) {
    const known = knownSubject(context, name);
    if (known) subjects.push(known);
  }
  const uncertain = meaning.inactive ? 'not compiled in this view' : meaning.unknown;
  if (subjects.length === 0 && !problem) return undefined;
  return {
    place,
    subjects,
    ...(problem ? { problem } : {}),
    ...(uncertain === undefined || meaning.targets.length > 0 ? {} : { uncertain }),
  };
}

/** A tuple struct and its constructor are one thing to a reader. */
function uniqueTargets(context: FeatureContext, targets: readonly Target[]): readonly Target[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = `${codeOf(context, target.definition, target.member)} ${realPath(target.definition, target.member)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function wrappedCalls(context: FeatureContext, targets: readonly Target[]): readonly string[] {
  return targets.flatMap(({ definition }) => kernelCallsIn(context, definition));
}

function subjectOf(context: FeatureContext, target: Target, before: readonly Step[]): HoverSubject {
  const { definition, member } = target;
  const { knowledge } = context;
  const code = codeOf(context, definition, member);
  const path = realPath(definition, member);
  const known = isOfBindings(definition) ? knownPlace(context, path) : undefined;
  const own = !isOfBindings(definition);
  const calls = own ? kernelCallsIn(context, definition) : [];
  const about =
    own && calls.length === 1 && !context.documentation.of(definition.name) ? calls[0]! : definition.name;
  const text =
    isConstantModule(definition) || !definition.module ? context.documentation.of(about) : undefined;
  const place = placeOfDefinition(context.world, definition, member);
  const typed =
    isOfBindings(definition) || isBindingName(context, definition.name)
      ? knowledge.typedEquivalent(about)
      : [];
  return {
    code,
    path,
    ...(known ? { existence: existenceOf(context, known, code) } : {}),
    ...(text ? { text } : {}),
    ...(definition.item?.kind === 'function' || member?.external
      ? { parameters: parametersOf(code).map(({ name }) => documentedName(name)) }
      : {}),
    typed: uniqueTyped(typed),
    chain: [...before, ...stepsOf(context, target)],
    calls,
    ...(place ? { place } : {}),
    notes: notesOf(context, target),
  };
}

/** One line for each signature: configurations with the same one are told together. */
function uniqueTyped(typed: readonly TypedEquivalent[]): HoverSubject['typed'] {
  const seen = new Set<string>();
  return typed.filter(({ path, signature }) => {
    const key = `${path} ${signature ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

function isConstantModule({ module }: Definition): boolean {
  return module?.items[0].has('Type') === true;
}

function notesOf(context: FeatureContext, { byName, definition }: Target): readonly string[] {
  const notes: string[] = [];
  if (byName)
    notes.push(
      `The receiver's type is not known here; \`${definition.of?.name ?? ''}\` is the only type with this method.`,
    );
  if (definition.module && !definition.module.parent && isBindingsCrate(context.world, definition.name)) {
    const { origin } = context.world.bindings ?? {};
    if (origin) notes.push(`Bindings: ${origin.sentence}.`);
  }
  return notes;
}

/** The way that the segments before this one go. */
function stepsBefore(context: FeatureContext, { occurrences }: NameAt): readonly Step[] {
  const [occurrence] = occurrences;
  const { written } = occurrence ?? {};
  if (!occurrence || !written || !('segment' in written)) return [];
  const steps: Step[] = [];
  for (let segment = 0; segment < written.segment; segment++) {
    const [target] = meaningOf(context.world, { ...occurrence, written: { ...written, segment } }).targets;
    if (target) steps.push(...chainOf(context.world, target).map((record) => stepOf(context, record)));
  }
  return steps;
}

/** The way from the name to the definition. */
function stepsOf(context: FeatureContext, target: Target): readonly Step[] {
  const { world } = context;
  const chain = chainOf(world, target);
  const steps: Step[] = chain.map((record) => stepOf(context, record));
  const { unit } = target.definition;
  let root = unit;
  while (root && root.source.k !== 'file') root = root.source.parent;
  const { includedBy } = root ?? {};
  if (root && includedBy) {
    const place = includedBy.unit.virtual
      ? undefined
      : placeOf(includedBy.unit, includedBy.start, includedBy.end, world.sources);
    steps.push({
      text: `include!(…/${root.file.slice(root.file.lastIndexOf('/') + 1)})`,
      ...(place ? { place } : {}),
    });
  }
  return steps;
}

function stepOf({ world }: FeatureContext, record: Import): Step {
  const { item, leaf, module } = record;
  const place = placeOfImportLeaf(world, record);
  const text =
    item.kind === 'externCrate'
      ? `extern crate ${item.crate}${item.name === item.crate ? '' : ` as ${item.name}`}`
      : useText(leaf, item.visibility);
  return { text: `${text} in ${module.normal.path(true)}`, ...(place ? { place } : {}) };
}

/** What is known of a name by itself, where nothing says what it is there. */
function knownSubject(context: FeatureContext, name: string): HoverSubject | undefined {
  const { catalog, knowledge, world } = context;
  const places = catalog.knownName(name).filter((place) => place.namespace !== 'field');
  const here = world.bindings?.snapshotName();
  const place =
    places.find(({ configurations }) => here !== undefined && configurations.includes(here)) ?? places[0];
  const text = context.documentation.of(name);
  const typed = knowledge.typedEquivalent(name);
  if (!place && !text && typed.length === 0) return undefined;
  const detail =
    place?.details.find(({ configurations }) => here !== undefined && configurations.includes(here)) ??
    place?.details[0];
  const code = place ? knownCode(place, detail?.text) : `${name} // no name of the bindings`;
  return {
    code,
    path: place ? (place.path.startsWith('sel4::') ? place.path : `sel4_sys::${place.path}`) : name,
    ...(place ? { existence: existenceOf(context, place, code) } : {}),
    ...(text ? { text } : {}),
    ...(place && (place.kind === 'method' || place.kind === 'fn')
      ? { parameters: parametersOf(code).map((parameter) => documentedName(parameter.name)) }
      : {}),
    typed: uniqueTyped(typed),
    chain: [],
    calls: [],
    notes: [],
  };
}

function knownCode({ name, kind, path }: KnownName, detail: string | undefined): string {
  switch (kind) {
    case 'const': {
      const module = path.split('::').at(-2);
      const value = module === undefined ? detail : detail?.replace(/^Type\b/, `${module}::Type`);
      return `pub const ${name}${value === undefined ? '' : `: ${value}`}`;
    }
    case 'type_alias':
      return `pub type ${name}${detail === undefined ? '' : ` = ${detail}`}`;
    case 'module':
      return `pub mod ${name}`;
    case 'method':
    case 'fn':
    case 'assoc_fn':
      return detail ?? `pub fn ${name}`;
    default:
      return `pub ${kind} ${name}`;
  }
}

/** The finding that says why the name is rejected: made anew, so that it is there whatever its severity is set to. */
function problemAt(context: FeatureContext, at: NameAt): Hover['problem'] {
  const warned = context
    .findings(at.place.file)
    .find((finding) => finding.start <= at.place.start && at.place.end <= finding.end);
  if (warned && warned.name === at.name) return warned;
  const [failure] = at.meaning.failures;
  const [occurrence] = at.occurrences;
  if (!failure || !occurrence) return undefined;
  const { unit, written } = occurrence;
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  const common = { failure, name: at.name, crate: unit.crate, place: at.place };
  let problem: Problem | undefined;
  if (reference)
    problem = {
      ...common,
      segments: reference.segments,
      kind: reference.kind,
      module: enclosingModule(context.world, unit, reference.scope),
      unit,
      scope: reference.scope,
    };
  else if (written.k === 'import' || written.k === 'alias') {
    const record = importOf(context.world, unit, written.item, written.leaf);
    if (record)
      problem = { ...common, segments: written.leaf.segments, kind: 'import', module: record.module };
  }
  if (!problem || !isOurs(problem, context)) return undefined;
  return explainProblem(problem, context);
}
