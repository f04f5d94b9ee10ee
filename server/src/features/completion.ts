/** Names of the bindings that can stand at a place; what else can is rust-analyzer's to say. */
import { isBindingName, isOfBindings } from '../diagnose/ours';
import type { Supply } from '../fix/adapter/offers';
import type { FixSettings } from '../fix/context';
import { isUnsafeFunction } from '../fix/unsafeContext';
import {
  type Applied,
  candidatesIn,
  lookupAt,
  type Possible,
  possibleNames,
  type Target,
  type Trial,
  tryNameAt,
} from '../query';
import { type Definition, type Module, NAMESPACES, type Namespace, VALUE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { remembered } from '../resolve/remembered';
import { inUnsafe, type Template, type WrittenOut, writtenOut } from './completionCalls';
import { typeInside } from './completionEnumTypes';
import { fieldsAt, type OfferedField } from './completionFields';
import { type Importable, importable, saysNothing } from './completionImports';
import { kernelOptionsAt } from './completionKernelOptions';
import { type CompletionKind, kindOf } from './completionKind';
import { type Position, positionOf } from './completionPosition';
import { type Suppliable, suppliable } from './completionSupplies';
import { concernsBindings, type FeatureContext } from './context';
import { codeOf } from './describe';
import { parametersOf } from './signature';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Lower ones come first. */
  readonly rank: number;
  /** What is written, where that is a longer path than the label. */
  readonly written?: string;
  /** Names of parameters, where a call is to be written out. */
  readonly arguments?: readonly string[];
  /** A macro that is called: its `!` is to be written. */
  readonly bang?: true;
  /** It has to be imported, and from where. */
  readonly importing?: Importable;
  /** The workspace's adapter has to be given it. */
  readonly supply?: Supply;
  /** More than the name and its path is written. */
  readonly template?: Template;
  /** A field of a struct. */
  readonly field?: OfferedField;
  /** A kernel call that is written out. */
  readonly writtenOut?: WrittenOut;
  /** An option of the kernel's configuration: its value. */
  readonly kernelOption?: string;
  /** What it stands for; absent where nothing does yet. */
  readonly target?: Target;
}

export interface Completion {
  /** UTF-16 offsets of what is typed of the name already; it ends at `end`, which may lie behind the cursor. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
  /** There would be more: to be asked again when more is typed. */
  readonly incomplete: boolean;
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
    const options = kernelOptionsAt(context, crate, file, offset);
    if (options) return options;
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
  for (const field of fieldsAt(context, trial))
    items.set(`${field.field.name} field`, { label: field.field.name, kind: 'field', rank: 0, field });
  const position = positionOf(trial);
  if (!position) return { start, end, items: [...items.values()], incomplete: false };
  const { inside, targets } = targetsAt(context, trial, position);
  for (const target of targets) {
    if (!position.fits(target.definition)) continue;
    const item = itemOf(context, target, trial, position);
    const key = `${item.label} ${item.kind}`;
    if (!items.has(key)) items.set(key, item);
  }
  const typed = unit.text.slice(start, offset);
  if (inside?.module)
    for (const item of oneStepFurther(context, trial, position, targets, typed))
      items.set(`${item.label} ${item.written}`, item);
  let incomplete = false;
  if (position.imports) {
    const found = importable(context, trial, typed, position.fits, settings);
    ({ incomplete } = found);
    for (const { target, importing } of found.list) {
      if (isTaken(context, trial, target)) continue;
      items.set(`${target.name} ${importing.path}`, {
        ...itemOf(context, target, trial, position),
        rank: 3,
        importing,
      });
    }
  }
  if (position.isType)
    for (const item of [...items.values()]) {
      const type = typeInside(context.world, item);
      if (type) items.set(`${type.label} type`, type);
    }
  const there = new Set(
    [...items.values()].flatMap(({ label, written }) => (written === undefined ? [label] : [])),
  );
  const more = suppliable(
    context,
    trial,
    {
      typed,
      inside,
      isThere: (name) => there.has(name),
      imports: position.imports === true,
      isIncomplete: incomplete,
    },
    settings,
  );
  for (const each of more.list) {
    const item = suppliedItem(each, trial, position);
    items.set(`${item.label} ${item.kind}`, item);
  }
  if (position.callable) {
    const calls = writtenOut(
      context,
      trial,
      { typed, isIncomplete: incomplete || more.incomplete },
      settings,
    );
    incomplete ||= calls.incomplete;
    for (const call of calls.list)
      if (!there.has(call.name)) items.set(`${call.name} function`, writtenOutItem(call));
  }
  return { start, end, items: [...items.values()], incomplete: incomplete || more.incomplete };
}

function writtenOutItem(call: WrittenOut): CompletionItem {
  return { label: call.name, kind: 'function', rank: 4, template: call.template, writtenOut: call };
}

/** C's constants stand in modules of their enums: what begins like one of them is written with its module. */
function* oneStepFurther(
  context: FeatureContext,
  trial: Trial,
  position: Position,
  modules: readonly Target[],
  typed: string,
): Iterable<CompletionItem> {
  if (saysNothing(typed) || typed === '') return;
  for (const { name: module, definition } of modules) {
    if (!definition.module || !isOfBindings(definition)) continue;
    for (const [name, { definition: constant }] of definition.module.items[VALUE]) {
      if (constant.kind !== 'const' || !position.fits(constant)) continue;
      if (!name.toLowerCase().startsWith(typed.toLowerCase())) continue;
      const target: Target = { name, namespace: VALUE, definition: constant };
      yield { ...itemOf(context, target, trial, position), rank: 2, written: `${module}::${name}` };
    }
  }
}

function suppliedItem(
  { name, kind, parameters, supply, importing }: Suppliable,
  trial: Trial,
  position: Position,
): CompletionItem {
  const call = position.callable ? parameters : undefined;
  const { own } = supply.entry;
  const template = call && own.k === 'call' && own.wrapper.isUnsafe && inUnsafe(trial, name, call);
  return {
    label: name,
    kind,
    rank: 4,
    ...(call ? { arguments: call } : {}),
    ...(template ? { template } : {}),
    ...(importing ? { importing } : {}),
    supply,
  };
}

/** The name means something at the place already. */
function isTaken({ world }: FeatureContext, { occurrence }: Trial, { name, namespace }: Target): boolean {
  const there = lookupAt(world, occurrence, name, namespace);
  return there?.k === 'found' || there?.k === 'local';
}

/** What stands before the name, and what of it concerns the bindings. */
function targetsAt(
  context: FeatureContext,
  trial: Trial,
  position: Position,
): { readonly inside: Definition | undefined; readonly targets: readonly Target[] } {
  const there = alreadyImported(trial.occurrence.written);
  const all = [
    ...possibleNames(context.world, trial, position.namespaces, (_, module, namespace) =>
      ourNames(context, module, namespace),
    ),
  ];
  return {
    inside: all[0]?.inside?.type,
    targets: all.flatMap((possible) =>
      [...ours(context, possible)].filter((target) => !there.has(target.name)),
    ),
  };
}

const namesOfModules = new WeakMap<Module, readonly (readonly string[])[]>();

/** Names of a module that {@link ours} may want. Remembered: most modules have others by the hundred. */
function ourNames(context: FeatureContext, module: Module, namespace: Namespace): readonly string[] {
  const { world } = context;
  const all = remembered(namesOfModules, module, () => {
    const names = [...candidatesIn(world, module)];
    return NAMESPACES.map((each) =>
      names.filter((name) => {
        const there = lookupIn(world, module, name, each);
        if (!there) return false;
        return !('definition' in there) || isOurs(context, name, there.definition);
      }),
    );
  });
  return all[namespace] ?? [];
}

/** It is of the bindings, leads there, or is named like something of theirs. */
function isOurs(context: FeatureContext, name: string, definition: Definition): boolean {
  return concernsBindings(context, definition) || isBindingName(context, name);
}

/** All names of the bindings themselves; in own modules, and without a path, what is of the bindings or leads there. */
function* ours(context: FeatureContext, { inside, targets }: Possible): Iterable<Target> {
  if (inside && isOfBindings(inside.type)) yield* ofCapability(context, targets, inside);
  else for (const target of targets) if (isOurs(context, target.name, target.definition)) yield target;
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

function itemOf(context: FeatureContext, target: Target, trial: Trial, position: Position): CompletionItem {
  const { occurrence } = trial;
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
  const parameters = written?.map((parameter) => parameter.name);
  const template =
    parameters && !method && isUnsafeFunction(definition) ? inUnsafe(trial, name, parameters) : undefined;
  return {
    label: name,
    kind,
    rank: position.namespaces[0] === namespace ? 0 : 1,
    ...(kind === 'macro' && position.bang ? { bang: true } : {}),
    ...(parameters ? { arguments: [...receiver, ...parameters] } : {}),
    ...(template ? { template } : {}),
    target,
  };
}
