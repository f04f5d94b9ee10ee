/** One thing that a name stands for, as facts to show. */
import { isTypedPath, withCrate } from '../bindings/crates';
import type { KnownName } from '../bindings/model';
import { isBindingName, isBindingsCrate, isOfBindings } from '../diagnose/ours';
import type { NameText, ParameterText } from '../knowledge/documentation';
import type { TypedEquivalent } from '../knowledge/knowledge';
import { type Place, placeOfDefinition, type Target } from '../query';
import type { Definition } from '../resolve/definitions';
import { typeText, useText } from '../syntax/print';
import { concernsBindings, type FeatureContext } from './context';
import { codeOf, type Existence, existenceOf, knownPlace, realPath } from './describe';
import { type NamedField, placeOfField } from './fieldAt';
import { documentedName, parametersOf } from './signature';
import { type Step, stepsOf } from './steps';
import { handsOn, kernelCallsIn, type WrappedCall } from './wrappers';

/** Re-exports of a module that are shown. */
const MOST_REEXPORTS = 8;

/** One thing that a name stands for, as facts. */
export interface HoverSubject {
  /** Rust; empty for names that the bindings do not have. */
  readonly code: string;
  /** Real path, the crate's name first; empty as well then. */
  readonly path: string;
  readonly existence?: Existence;
  readonly text?: NameText;
  /** Parameters of the signature, in its order, with what they are for; absent for what is no function. */
  readonly parameters?: readonly ParameterText[];
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

export function subjectOf(context: FeatureContext, target: Target, before: readonly Step[]): HoverSubject {
  const { definition, member } = target;
  const { knowledge } = context;
  const code = codeOf(context, definition, member);
  const path = realPath(definition, member);
  const known = isOfBindings(definition) ? knownPlace(context, path) : undefined;
  const own = !isOfBindings(definition);
  const raw = isTypedPath(path) ? knowledge.rawCall(definition.name) : undefined;
  const wrapped = own ? kernelCallsIn(context, definition) : [];
  const calls = raw !== undefined ? [raw] : wrapped.map((call) => call.name);
  const [call] = wrapped;
  const isWrapper = raw !== undefined || (call !== undefined && calls.length === 1 && handsOn(call));
  const about = isWrapper && !context.documentation.of(definition.name) ? calls[0]! : definition.name;
  const text =
    isConstantModule(definition) || !definition.module ? context.documentation.of(about) : undefined;
  const place = placeOfDefinition(context.world, definition, member);
  const typed =
    isOfBindings(definition) || isBindingName(context, about) ? knowledge.typedEquivalent(about) : [];
  return {
    code,
    path,
    ...(known ? { existence: existenceOf(context, known, code) } : {}),
    ...(text ? { text } : {}),
    ...(definition.item?.kind === 'function' || member?.external
      ? {
          parameters: documentedParameters(
            code,
            text,
            wrapped.find((call) => call.name === about),
          ),
        }
      : {}),
    typed: uniqueTyped(typed),
    chain: [...before, ...stepsOf(context, target)],
    calls,
    ...(place ? { place } : {}),
    notes: notesOf(context, target),
  };
}

/** A field of a struct, as its line there. */
export function subjectOfField(
  context: FeatureContext,
  { struct, field }: Pick<NamedField, 'struct' | 'field'>,
): HoverSubject {
  const code = `${field.visibility.k === 'pub' ? 'pub ' : ''}${field.name}: ${typeText(field.type)}`;
  const path = `${realPath(struct)}::${field.name}`;
  const known = knownPlace(context, path);
  const place = placeOfField(context, { struct, field });
  return {
    code,
    path,
    ...(known ? { existence: existenceOf(context, known, code) } : {}),
    typed: [],
    chain: [],
    calls: [],
    ...(place ? { place } : {}),
    notes: [],
  };
}

/** Parameters of a signature that something is known of, under the names that they have there. */
function documentedParameters(
  code: string,
  text: NameText | undefined,
  wrapped?: WrappedCall,
): readonly ParameterText[] {
  return parametersOf(code).flatMap(({ name }) => {
    const asked = wrapped?.parameters.get(name) ?? documentedName(name);
    const about = text?.parameters.find((each) => each.name === asked);
    return about ? [{ name, text: about.text }] : [];
  });
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
  const { module } = definition;
  if (module?.parent && !isOfBindings(definition) && concernsBindings(context, definition)) {
    const passedOn = [...module.globs, ...[...module.imports.values()].flat()].filter(
      ({ visibility }) => visibility === 'public',
    );
    for (const { leaf, item } of passedOn.slice(0, MOST_REEXPORTS))
      notes.push(`\`${useText(leaf, item.visibility)}\``);
    if (passedOn.length > MOST_REEXPORTS)
      notes.push(`… and ${passedOn.length - MOST_REEXPORTS} re-exports more`);
  }
  return notes;
}

/** What a name of C headers stands for on the view's architecture: another name of the bindings. */
export function subjectBehind(context: FeatureContext, name: string): HoverSubject | undefined {
  const [meaning] = context.knowledge.cAlias(name, context.arch)?.meanings ?? [];
  if (!meaning || !('place' in meaning)) return undefined;
  const { path } = meaning.place;
  return knownSubject(context, path.split('::').at(-1) ?? '', path);
}

/** What is known of a name by itself, where nothing says what it is there; `path`: of several places, that one. */
export function knownSubject(context: FeatureContext, name: string, path?: string): HoverSubject | undefined {
  const { catalog, knowledge, world } = context;
  const places = catalog
    .knownName(name)
    .filter((place) => place.namespace !== 'field' && (path === undefined || place.path === path));
  const here = world.bindings?.snapshotName();
  const place =
    places.find(({ configurations }) => here !== undefined && configurations.includes(here)) ?? places[0];
  const text = context.documentation.of(name);
  const typed = knowledge.typedEquivalent(name);
  if (!place && !text && typed.length === 0) return undefined;
  const detail =
    place?.details.find(({ configurations }) => here !== undefined && configurations.includes(here)) ??
    place?.details[0];
  const code = place ? knownCode(place, detail?.text) : '';
  return {
    code,
    path: place ? withCrate(place.path) : '',
    ...(place ? { existence: existenceOf(context, place, code) } : {}),
    ...(text ? { text } : {}),
    ...(place && (place.kind === 'method' || place.kind === 'fn')
      ? { parameters: documentedParameters(code, text) }
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
