/** What the adapter is to define for a name, in all configurations that the workspace may be built for. */
import type { Configuration } from '../../bindings/data';
import { answerCfg, answerKernelCfg } from '../../project/cfg';
import { type CfgPredicate, parseCfg } from '../../project/cfgPredicate';
import type { CfgEnvironment } from '../../project/model';
import { VALUE } from '../../resolve/definitions';
import { remembered } from '../../resolve/remembered';
import { conditionsAround, within } from '../conditions';
import type { FixContext } from '../context';
import { attributesBeside, itemsElsewhere, namespacesOf } from '../otherCfgs';
import { byMacros } from '../otherGlobs';
import { archText, type Condition, type Conditional, conditionsOf } from './conditions';
import type { Adapter } from './find';
import { givenAsBindings } from './givenShapes';
import { addsName } from './names';
import { familyOf, ownConfiguration, type Standing, standingIn, type Wanted } from './standing';
import { type Wrapper, wrapperOf, wrapperOfField } from './wrapper';

/** What stands behind a name in one configuration. */
export type Definition =
  | Extract<Standing, { k: 'item' | 'number' }>
  | {
      readonly k: 'call';
      readonly on: string;
      readonly method: string;
      readonly wrapper: Wrapper;
    };

/** What a name stands for under a condition. */
export interface Variant extends Conditional<Definition> {
  /** Attributes for where the adapter has nothing of the name itself. */
  readonly beside: readonly string[];
}

/** A name that the adapter is to have. */
export interface Entry {
  readonly name: string;
  readonly variants: readonly Variant[];
  /** In the view's own configuration. */
  readonly own: Definition;
}

const known = new WeakMap<Adapter, Map<string, Entry | string>>();

/** The entry for a name; a sentence where the adapter cannot have it. */
export function entryFor(
  name: string,
  wanted: Wanted,
  adapter: Adapter,
  context: FixContext,
): Entry | string {
  const entries = remembered(known, adapter, () => new Map<string, Entry | string>());
  return remembered(entries, `${wanted} ${name}`, () => makeEntry(name, wanted, adapter, context));
}

function makeEntry(name: string, wanted: Wanted, adapter: Adapter, context: FixContext): Entry | string {
  if (adapter.attributes === undefined)
    return `\`${adapter.path}\` has its bindings under a condition that cannot be written beside it`;
  const family = familyOf(context);
  const here = ownConfiguration(context);
  if (here === undefined) return 'no built-in configuration is like these bindings';
  const values = new Map<Configuration, Definition | undefined>();
  let why: string | undefined;
  for (const configuration of family) {
    if (isDefined(name, adapter, configuration, context)) {
      values.set(configuration, undefined);
      continue;
    }
    const standing = standingIn(name, wanted, configuration, context);
    const definition = standing && definitionOf(name, standing, configuration, context);
    if (configuration === here && typeof definition === 'string') why = definition;
    values.set(configuration, typeof definition === 'string' ? undefined : definition);
  }
  const own = values.get(here);
  if (own === undefined) return why ?? `the kernel of this view has nothing that \`${name}\` stands for`;
  // What can be written as it is written here is written once.
  for (const [configuration, definition] of values)
    if (definition && sameInOtherWords(own, definition, configuration, context))
      values.set(configuration, own);
  const variants = conditionsOf(values, (definition) => JSON.stringify(definition));
  if (variants === undefined) return `what decides whether a kernel has \`${name}\` is not known`;
  if (adapter.sel4 === undefined && variants.some(({ condition }) => condition.kernel !== ''))
    return `\`${name}\` depends on the kernel's options, and the adapter's package does not depend on \`sel4\`, which tells them`;
  const placed: Variant[] = [];
  for (const variant of variants) {
    const beside = attributesFor(name, variant, adapter, context);
    if (typeof beside === 'string') return beside;
    placed.push({ ...variant, beside });
  }
  return { name, variants: placed, own };
}

/** Attributes under which the adapter gets a variant beside what it has of the name for others; a sentence where there are none. */
function attributesFor(
  name: string,
  { condition, value }: Conditional<Definition>,
  adapter: Adapter,
  { world }: FixContext,
): readonly string[] | string {
  const { module, source, base, unit, behind } = adapter;
  const around = within(behind, conditionsAround(world, module, unit, -1, source.attributes));
  const own = {
    cfg: [...around.cfg, ...archIsOneOf(condition)],
    kernel: [...around.kernel, ...(condition.kernel === '' ? [] : [parseCfg(condition.kernel)])],
  };
  const namespaces =
    value.k === 'item' ? namespacesOf(world, module, [...base, ...value.path.split('::')]) : [VALUE];
  const elsewhere = [...itemsElsewhere(world, [module], name), ...byMacros(world, module, name)];
  return attributesBeside(world, module, name, elsewhere, namespaces, own);
}

function archIsOneOf({ arches }: Condition): readonly CfgPredicate[] {
  return arches.length === 0 ? [] : [parseCfg(archText(arches))];
}

function definitionOf(
  name: string,
  standing: Standing,
  configuration: Configuration,
  context: FixContext,
): Definition | string {
  const { knowledge } = context;
  if (standing.k === 'field') {
    const { type } = knowledge.calling.buffer;
    return { k: 'call', on: type, method: '', wrapper: wrapperOfField(standing.field) };
  }
  if (standing.k !== 'call') return standing;
  const inC = wrapperOf(standing, configuration, knowledge);
  if (typeof inC === 'string') return inC;
  const kept = givenAsBindings(name, inC.params, context);
  if (typeof kept === 'string') return kept;
  const wrapper = kept.size === 0 ? inC : wrapperOf(standing, configuration, knowledge, kept);
  return typeof wrapper === 'string'
    ? wrapper
    : { k: 'call', on: standing.on, method: standing.method, wrapper };
}

/** Whether two calls differ in nothing but names of one type, and the first one's names are there too. */
function sameInOtherWords(
  own: Definition,
  other: Definition,
  configuration: Configuration,
  { catalog }: FixContext,
): boolean {
  if (own === other || own.k !== 'call' || other.k !== 'call') return false;
  const aliasOf = (name: string): string | undefined =>
    catalog
      .knownName(name)
      .find(({ path, configurations }) => path === name && configurations.includes(configuration.name))
      ?.details.find(({ configurations }) => configurations.includes(configuration.name))?.text;
  const meant = (type: string): string => {
    let at = type;
    for (let next = aliasOf(at); next !== undefined && next !== at; next = aliasOf(at)) at = next;
    return at;
  };
  const sameType = (a: string | undefined, b: string | undefined): boolean =>
    a === b || (a !== undefined && b !== undefined && aliasOf(a) !== undefined && meant(a) === meant(b));
  const { params, ret, ...rest } = own.wrapper;
  const { params: others, ret: otherRet, ...otherRest } = other.wrapper;
  return (
    own.on === other.on &&
    own.method === other.method &&
    JSON.stringify(rest) === JSON.stringify(otherRest) &&
    sameType(ret, otherRet) &&
    params.length === others.length &&
    params.every(
      ({ name, type }, index) => name === others[index]?.name && sameType(type, others[index]?.type),
    )
  );
}

/** Whether the adapter itself defines the name already where it is built for a configuration. */
function isDefined(
  name: string,
  adapter: Adapter,
  { name: configuration, arch }: Configuration,
  { catalog, world }: FixContext,
): boolean {
  const { cfg } = adapter.crate;
  const environment = cfg && withArch(cfg, arch);
  const kernel = catalog.snapshot(configuration)?.kernel;
  return addsName(world, adapter, name).some(
    (conditions) =>
      conditions.cfg.every((each) => environment === undefined || answerCfg(each, environment) !== false) &&
      conditions.kernel.every((each) => kernel === undefined || answerKernelCfg(each, kernel) !== false),
  );
}

function withArch(cfg: CfgEnvironment, arch: string): CfgEnvironment {
  return { ...cfg, keyValues: new Map(cfg.keyValues).set('target_arch', new Set([arch])) };
}
