/** Names of the bindings that can stand at a place; what else can is rust-analyzer's to say. */
import { isBindingName, isOfBindings } from '../diagnose/ours';
import type { FixSettings } from '../fix/context';
import { type Definition, MACRO, type Namespace, TYPE, VALUE } from '../resolve/definitions';
import {
  type Applied,
  behindAlias,
  containerOf,
  enclosingModule,
  type Meaning,
  membersOf,
  namesAround,
  namesIn,
  receiverOf,
  type Target,
  type Trial,
  tryNameAt,
} from '../resolve/query';
import type { ReferenceKind } from '../syntax/summary';
import { type Importable, importable } from './completionImports';
import { concernsBindings, type FeatureContext } from './context';
import { codeOf } from './describe';
import { parametersOf } from './signature';

export type CompletionKind =
  | 'constant'
  | 'static'
  | 'function'
  | 'method'
  | 'type'
  | 'struct'
  | 'union'
  | 'enum'
  | 'variant'
  | 'trait'
  | 'module'
  | 'macro';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Lower ones come first. */
  readonly rank: number;
  /** Names of parameters, where a call is to be written out. */
  readonly arguments?: readonly string[];
  /** A macro that is called: its `!` is to be written. */
  readonly bang?: true;
  /** It has to be imported, and from where. */
  readonly importing?: Importable;
  readonly target: Target;
}

export interface Completion {
  /** UTF-16 offsets of what is typed of the name already; it ends at `end`, which may lie behind the cursor. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
  /** There would be more: to be asked again when more is typed. */
  readonly incomplete: boolean;
}

/** What can be named at a place, by what stands there. */
interface Position {
  readonly namespaces: readonly Namespace[];
  readonly fits: (definition: Definition) => boolean;
  /** A call may be written out. */
  readonly callable?: boolean;
  /** The `!` of a macro call is still to come. */
  readonly bang?: boolean;
  /** A name that is not in scope may be imported. */
  readonly imports?: boolean;
}

/**
 * Names of the bindings, and modules and crates that lead to them, for a UTF-16 offset of a file. `undefined` where no
 * name can stand, and for offsets outside of the file.
 */
export function completion(
  context: FeatureContext,
  file: string,
  offset: number,
  settings: FixSettings = {},
): Completion | undefined {
  for (const crate of context.cratesOf(file)) {
    const found = tryNameAt(context.world, crate, file, offset, 'name', (trial) =>
      complete(context, trial, offset, settings),
    );
    if (found) return found;
  }
  return undefined;
}

function complete(
  context: FeatureContext,
  trial: Trial,
  offset: number,
  settings: FixSettings,
): Completion | undefined {
  const { start, end, unit } = trial;
  const items = new Map<string, CompletionItem>();
  const position = positionOf(trial);
  if (!position) return { start, end, items: [], incomplete: false };
  for (const target of targetsAt(context, trial, position)) {
    if (!position.fits(target.definition)) continue;
    const item = itemOf(context, target, trial, position);
    const key = `${item.label} ${item.kind}`;
    if (!items.has(key)) items.set(key, item);
  }
  const typed = unit.text.slice(start, offset);
  let incomplete = false;
  if (position.imports) {
    const found = importable(context, trial, typed, position.fits, settings);
    ({ incomplete } = found);
    for (const { target, importing } of found.list) {
      if ([...items.values()].some(({ label }) => label === target.name)) continue;
      items.set(`${target.name} ${importing.path}`, {
        ...itemOf(context, target, trial, position),
        rank: 3,
        importing,
      });
    }
  }
  return { start, end, items: [...items.values()], incomplete };
}

/** What the place asks for; `undefined` where nothing of ours can stand. */
function positionOf({ occurrence, before, behind }: Trial): Position | undefined {
  const { written } = occurrence;
  if (written.k === 'import') return { namespaces: [TYPE, VALUE, MACRO], fits: () => true };
  if (written.k !== 'reference') return undefined;
  const reference = occurrence.unit.fragment.references[written.index];
  if (!reference || reference.shorthand) return undefined;
  const bare = written.segment === 0 && !reference.global;
  const called = behind?.text === '(' || behind?.text === '!';
  return positionOfKind(reference.kind, bare, called, before?.text);
}

/** Words behind which a bare pattern is a new name, hardly ever a constant. */
const BINDING = new Set(['let', 'mut', 'ref', 'for', 'fn']);

function positionOfKind(
  kind: ReferenceKind,
  bare: boolean,
  called: boolean,
  before: string | undefined,
): Position | undefined {
  switch (kind) {
    case 'type':
    case 'structLiteral':
    case 'structPattern':
      return { namespaces: [TYPE], fits: isTypeOrWay, imports: bare };
    case 'trait':
      return { namespaces: [TYPE], fits: ({ kind: k }) => k === 'trait' || isWay(k), imports: bare };
    case 'genericArgument':
      return {
        namespaces: [TYPE, VALUE],
        fits: (d) => isTypeOrWay(d) || d.kind === 'const',
        imports: bare,
      };
    case 'value':
    case 'call':
      return {
        namespaces: [VALUE, TYPE, MACRO],
        fits: ({ kind: k }) => k !== 'trait',
        callable: !called,
        bang: !called,
        imports: bare,
      };
    case 'identifierPattern':
      if (BINDING.has(before ?? '')) return undefined;
      return { namespaces: [VALUE, TYPE], fits: isPattern, imports: bare };
    case 'pathPattern':
    case 'tuplePattern':
      return { namespaces: [VALUE, TYPE], fits: isPattern, imports: bare };
    case 'method':
      return { namespaces: [VALUE], fits: () => true, callable: !called };
    case 'macro':
      return { namespaces: [MACRO, TYPE], fits: ({ kind: k }) => k === 'macro' || isWay(k), bang: !called };
    case 'attribute':
    case 'derive':
      return { namespaces: [MACRO, TYPE], fits: ({ kind: k }) => k === 'macro' || k === 'module' };
    case 'visibility':
      return undefined;
  }
}

/** What a path can go on from. */
function isWay(kind: Definition['kind']): boolean {
  return ['module', 'enum', 'struct', 'union', 'alias', 'trait'].includes(kind);
}

function isTypeOrWay({ kind, item }: Definition): boolean {
  if (kind === 'associated') return item?.kind === 'alias';
  return isWay(kind);
}

function isPattern({ kind, item }: Definition): boolean {
  if (kind === 'associated') return item?.kind === 'const';
  return (
    kind === 'const' || kind === 'constructor' || kind === 'variant' || (isWay(kind) && kind !== 'trait')
  );
}

function* targetsAt(context: FeatureContext, trial: Trial, position: Position): Iterable<Target> {
  const { world } = context;
  const { occurrence, unit, scope } = trial;
  const { written } = occurrence;
  const from = enclosingModule(world, unit, scope).normal;
  const reference =
    written.k === 'reference' ? occurrence.unit.fragment.references[written.index] : undefined;
  if (reference?.kind === 'method') {
    const receiver = receiverOf(world, occurrence.unit, reference);
    if (!receiver || !isOfBindings(receiver.type)) return;
    for (const target of ofCapability(context, membersOf(world, receiver.type, from), receiver))
      if (takesSelf(target)) yield target;
    return;
  }
  const container = containerOf(world, trial);
  if (container) yield* inContainer(context, container, trial, position);
  else {
    const at = reference ? { unit: occurrence.unit, scope: reference.scope } : { unit, scope };
    for (const target of namesAround(world, at.unit, at.scope, position.namespaces))
      if (isOurs(context, target)) yield target;
  }
}

/** All capabilities of the `sel4` crate are one generic type; most of its methods are for one kind of object, or for some. */
function ofCapability(
  { knowledge }: FeatureContext,
  members: Iterable<Target>,
  { argument }: Applied,
): readonly Target[] {
  const all = [...members];
  if (!argument) return all;
  const kinds = all.map(({ name }) => knowledge.capabilityOf(name));
  const own = kinds.some((kind) => kind?.only === argument.name);
  return all.filter((_, at) => {
    const { only, among } = kinds[at] ?? {};
    return (only ?? argument.name) === argument.name && !(own && among !== undefined);
  });
}

function* inContainer(
  context: FeatureContext,
  { targets }: Meaning,
  { occurrence, unit, scope }: Trial,
  { namespaces }: Position,
): Iterable<Target> {
  const { world } = context;
  const from = enclosingModule(world, unit, scope).normal;
  const there = alreadyImported(occurrence.written);
  for (const { definition } of targets) {
    if (!concernsBindings(context, definition) && definition.module?.crate.node?.member !== true) continue;
    if (!definition.module) {
      const applied = behindAlias(world, definition);
      if (!applied) continue;
      for (const target of ofCapability(context, membersOf(world, applied.type, from), applied))
        if (!there.has(target.name)) yield target;
      continue;
    }
    for (const target of namesIn(world, definition.module, from, namespaces))
      if (!there.has(target.name) && (isOfBindings(definition) || isOurs(context, target))) yield target;
  }
}

/** Names that stand in the same braces already. */
function alreadyImported(written: Trial['occurrence']['written']): ReadonlySet<string> {
  if (written.k !== 'import') return new Set();
  const prefix = written.leaf.segments.slice(0, written.segment).join('::');
  return new Set(
    written.item.leaves.flatMap(({ segments }) =>
      segments.slice(0, written.segment).join('::') === prefix ? [segments[written.segment] ?? ''] : [],
    ),
  );
}

function isOurs(context: FeatureContext, { name, definition }: Target): boolean {
  return concernsBindings(context, definition) || isBindingName(context, name);
}

function takesSelf({ member }: Target): boolean {
  if (member?.external) return member.external.kind === 'method';
  return member?.item?.kind === 'function' && member.item.hasSelf === true;
}

function itemOf(
  context: FeatureContext,
  target: Target,
  { occurrence }: Trial,
  position: Position,
): CompletionItem {
  const { name, definition, namespace } = target;
  const kind = kindOf(target);
  const isFunction = kind === 'function' || kind === 'method';
  const method =
    occurrence.written.k === 'reference' &&
    occurrence.unit.fragment.references[occurrence.written.index]?.kind === 'method';
  const written =
    isFunction && position.callable ? parametersOf(codeOf(context, definition, target.member)) : undefined;
  // `Type::method(self, …)` takes the receiver as an argument.
  const receiver = written && kind === 'method' && !method ? ['self'] : [];
  return {
    label: name,
    kind,
    rank: position.namespaces[0] === namespace ? 0 : 1,
    ...(kind === 'macro' && position.bang ? { bang: true } : {}),
    ...(written ? { arguments: [...receiver, ...written.map((parameter) => parameter.name)] } : {}),
    target,
  };
}

function kindOf({ definition, member }: Target): CompletionKind {
  const { kind, item } = definition;
  if (member) {
    if (member.external)
      return member.external.kind === 'const'
        ? 'constant'
        : member.external.kind === 'type'
          ? 'type'
          : member.external.kind;
    if (member.item?.kind === 'function') return member.item.hasSelf ? 'method' : 'function';
    return member.item?.kind === 'const' ? 'constant' : 'type';
  }
  switch (kind) {
    case 'const':
    case 'constParameter':
      return 'constant';
    case 'constructor':
      return 'struct';
    case 'alias':
      return 'type';
    case 'function':
    case 'struct':
    case 'union':
    case 'enum':
    case 'variant':
    case 'trait':
    case 'module':
    case 'macro':
    case 'static':
      return kind;
    default:
      return item?.kind === 'function' ? 'function' : 'type';
  }
}
