/** What a name means in a module: items, then named imports, then globs (reference, "Name resolution"). */
import { answerOf, type Search } from './candidates';
import {
  type Definition,
  type EffectiveVisibility,
  type Import,
  isVisible,
  type Lookup,
  MACRO,
  type Module,
  type Namespace,
  narrower,
  type Shown,
} from './definitions';
import { isOfExternCrate } from './externCrates';
import { TRAIT_GLOB } from './imported';
import {
  type Importers,
  isCovered,
  isFirst,
  isSeenByLast,
  isVisibleToAll,
  type Way,
  withImporter,
} from './importers';
import { resolveImport, settlingFarEnds } from './imports';
import { addsImplsOnly, knownAttribute, knownMacro } from './knownMacros';
import { isLate, isLateText } from './late';
import { remembered } from './remembered';
import { isVariantActive, namespacesOfVariant, variantOf, variantVisibility } from './variants';
import type { World } from './world';

/**
 * Looks a name up in one module and namespace, whatever its visibility; `undefined` is proven absence.
 * Answers are remembered, except those that met themselves on the way (cyclic imports). `without` is an import that is
 * being resolved: what it itself brings does not count.
 */
export function lookupIn(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
  without?: Import,
): Lookup | undefined {
  const memo = module.memo[namespace];
  const known = memo?.get(name);
  // What is remembered may come by the very import that does not count.
  const aside = without !== undefined && known !== undefined && 'via' in known && known.via === without;
  if (!aside && (known !== undefined || memo?.has(name))) return known;
  module.fill?.();
  const own = module.items[namespace].get(name);
  if (own) {
    const { definition, visibility } = own;
    const result: Lookup = { k: 'found', definition, visibility };
    remember(module, namespace, name, result);
    return result;
  }
  return world.lookupDepth > 0
    ? lookupOnce(world, module, name, namespace, without, aside)
    : lookupSettled(world, module, name, namespace, without, aside);
}

/** Apart from `lookupIn`, which is asked for everything and mostly remembers: a closure there costs each of its calls. */
function lookupSettled(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
  without: Import | undefined,
  aside: boolean,
): Lookup | undefined {
  return settlingFarEnds(world, () => lookupOnce(world, module, name, namespace, without, aside));
}

function lookupOnce(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
  without: Import | undefined,
  aside: boolean,
): Lookup | undefined {
  module.busy[namespace] ??= [];
  const busy = module.busy[namespace];
  const around = without?.busy === true && without.module === module && !without.leaf.glob;
  if (busy.includes(name) && !around) {
    // The question met itself: what it leads to is found on the other ways.
    world.tainted = true;
    world.firstMet = -1;
    return undefined;
  }
  const outermost = world.lookupDepth === 0;
  // An import of itself fails however it is come upon: on its own account first, not as what this name leads to.
  if (outermost) for (const record of module.imports.get(name) ?? []) resolveImport(world, record);
  busy.push(name);
  const before = world.tainted;
  if (outermost) world.tainted = false;
  world.lookupDepth++;
  const search = newSearch(world, name, namespace);
  if (!outermost) world.tainted = false;
  visit(search, module, 'public', undefined, undefined);
  const result = answerOf(search, module);
  world.lookupDepth--;
  busy.pop();
  const isKnown = !world.tainted || (outermost && world.postponed === undefined);
  const clean = isKnown && !aside;
  if (clean) remember(module, namespace, name, result);
  world.tainted = outermost ? false : before || world.tainted;
  return result;
}

function remember(module: Module, namespace: Namespace, name: string, result: Lookup | undefined): void {
  if (module.crate.collecting) return;
  module.memo[namespace] ??= new Map();
  module.memo[namespace].set(name, result);
}

/** A longer chain of globs is not followed, for the stack is finite. */
const MOST_GLOBS = 1_000;

function newSearch(world: World, name: string, namespace: Namespace): Search {
  return {
    world,
    name,
    namespace,
    visited: undefined,
    found: [],
    unknown: undefined,
    ofTrait: false,
    poison: false,
    hidden: false,
    depth: 0,
  };
}

/** Collects candidates: an explicit name of a module shadows its globs. */
function visit(
  search: Search,
  module: Module,
  limit: EffectiveVisibility,
  via: Import | undefined,
  importers: Importers,
): void {
  module.fill?.();
  if (module.globs.length > 0) {
    search.visited ??= new Map();
    const ways = remembered(search.visited, module, (): Way[] => []);
    const way: Way = { limit, importers };
    if (ways.some((before) => isCovered(way, before))) return;
    ways.push(way);
  }
  const explicit = explicitIn(search, module, importers);
  if (explicit === 'hidden') return;
  if (explicit) {
    if (explicit.k === 'found') {
      if (!isVisibleToAll(explicit.visibility, importers)) {
        // What is read late hides nothing that a glob has brought, and others have taken, before.
        if (module.globs.length > 0 && isLate(explicit.definition)) search.hidden = true;
        // With what another glob there brings it is two things, which those see who do not see this one.
        if (isSeenByLast(explicit.visibility, importers) && !module.crate.collecting) search.hidden = true;
        return;
      }
      const visibility = narrower(limit, explicit.visibility);
      const chain = via ?? explicit.via;
      search.found.push({
        lookup: {
          k: 'found',
          definition: explicit.definition,
          visibility,
          ...(chain ? { via: chain } : {}),
        },
        glob: via !== undefined,
        uncertain: via?.uncertain === true,
        direct: explicit.via === undefined && isFirst(importers),
      });
    } else {
      const { visibility = 'public' } = explicit.k === 'unknown' ? {} : explicit;
      const isFree = explicit.k !== 'poison' || !isTaken(search, module, importers);
      const isOpen = explicit.k === 'poison' && module.globs.some((glob) => mayBeOfTrait(search, glob));
      if (isVisibleToAll(visibility, importers) && isFree)
        search.found.push({
          lookup:
            explicit.k === 'unknown'
              ? explicit
              : isOpen
                ? { k: 'unknown', reason: TRAIT_GLOB, explicit: true }
                : { ...explicit, visibility: narrower(limit, visibility) },
          glob: via !== undefined,
          uncertain: via?.uncertain === true,
        });
    }
    // What a failed import stands for does not hide what a glob really brings.
    if (explicit.k !== 'poison') return;
  }
  // A plain loop, here and below: this is gone through for every name.
  const { globs } = module;
  for (let nth = 0; nth < globs.length; nth++) {
    const glob = globs[nth]!;
    if (!isVisibleToAll(glob.visibility, importers)) {
      // While a crate is read its rounds cannot be asked, and nothing of such globs can be remembered.
      if (module.globs.length > 1 && !module.crate.collecting && mayComeBy(search, glob))
        search.hidden = true;
      continue;
    }
    const result = resolveImport(search.world, glob);
    const isOfTrait = mayBeOfTrait(search, glob);
    if (isOfTrait) search.ofTrait = true;
    if (isOfTrait || result.unknown !== TRAIT_GLOB) search.unknown ??= result.unknown;
    if (result.poison) search.poison = true;
    const { source } = result;
    if (!source) continue;
    const narrowed = narrower(limit, glob.visibility);
    const next = via ?? glob;
    if (source.module && source.module.crate !== module.crate && importers !== 'another crate')
      addShown(search, source.module, narrowed, next, importers);
    else if (source.module && search.depth >= MOST_GLOBS)
      search.unknown ??= 'a chain of globs that is too long';
    else if (source.module) {
      search.depth++;
      visit(search, source.module, narrowed, next, withImporter(importers, module));
      search.depth--;
    } else if (source.item?.kind === 'enum' || source.external?.variants) {
      const variant = variantOf(search.world, source, search.name);
      const active = variant && isVariantActive(search.world, variant);
      if (active === 'unknown') search.unknown ??= 'a cfg that is not known';
      const visibility = variantVisibility(source);
      if (
        variant &&
        active === true &&
        namespacesOfVariant(variant).includes(search.namespace) &&
        isVisible(visibility, module) &&
        isVisibleToAll(visibility, importers)
      )
        search.found.push({
          lookup: { k: 'found', definition: variant, visibility: narrower(narrowed, visibility), via: next },
          glob: true,
          uncertain: next.uncertain === true,
          direct: importers === undefined,
        });
    }
  }
  if (module.unknown === undefined) return;
  const known = search.namespace === MACRO ? knownIn(module, search.name) : undefined;
  if (known) {
    search.found.push({
      lookup: { k: 'found', definition: known, visibility: limit, ...(via ? { via } : {}) },
      glob: via !== undefined,
      uncertain: via?.uncertain === true,
    });
  } else search.unknown ??= module.unknown;
}

/** Whether what a glob names has the name that is looked for. */
function mayComeBy({ name, namespace, world }: Search, glob: Import): boolean {
  const { source } = resolveImport(world, glob);
  if (source?.kind === 'enum') return variantOf(world, source, name) !== undefined;
  const { module } = source ?? {};
  return module !== undefined && (module.items[namespace].has(name) || module.imports.has(name));
}

/** A glob of a trait (unstable, E0658) brings what the trait defines, and that only. */
function mayBeOfTrait({ world, name, namespace }: Search, glob: Import): boolean {
  const { unknown, trait } = resolveImport(world, glob);
  if (unknown !== TRAIT_GLOB || namespace === MACRO) return false;
  if (trait?.item?.kind !== 'trait') return true;
  return trait.item.members.some((member) => member.kind === 'macroCall' || member.name === name);
}

/**
 * What a module shows to a glob of another crate: whatever is public all the way. That is the same for all who ask, so
 * it is remembered, as bindings are asked for the same names from everywhere.
 */
function addShown(
  search: Search,
  module: Module,
  limit: EffectiveVisibility,
  via: Import,
  importers: Importers,
): void {
  const { world, name, namespace } = search;
  module.shown[namespace] ??= new Map();
  const memo = module.shown[namespace];
  let shown = memo.get(name);
  if (!shown) {
    const before = world.tainted;
    world.tainted = false;
    shown = shownBy(world, module, name, namespace);
    if (!world.tainted && !module.crate.collecting) memo.set(name, shown);
    world.tainted ||= before;
  }
  const uncertain = via.uncertain === true;
  for (const lookup of shown.found)
    search.found.push({
      lookup:
        lookup.k === 'found' ? { k: 'found', definition: lookup.definition, visibility: limit, via } : lookup,
      glob: true,
      uncertain,
      direct: importers === undefined,
    });
  search.unknown ??= shown.unknown;
  if (shown.poison) search.poison = true;
}

function shownBy(world: World, module: Module, name: string, namespace: Namespace): Shown {
  const inside = newSearch(world, name, namespace);
  visit(inside, module, 'public', undefined, 'another crate');
  const { found, unknown, poison } = inside;
  const all = found.map((candidate) => candidate.lookup);
  // Where globs disagree the crate itself has taken the first one: if that is not public, there is nothing.
  const taken =
    all.length > 0 && all[0]?.k === 'found' ? lookupIn(world, module, name, namespace) : undefined;
  const other =
    (taken?.k === 'ambiguous' && taken.visibility !== 'public') ||
    (taken?.k === 'found' && all.every((one) => one.k === 'found' && one.definition !== taken.definition));
  return { found: other ? [] : all, unknown, poison };
}

const knownDefinitions = new WeakMap<Module, Map<string, Definition>>();

/** A macro of a crate that is not on disk, when the table of known macros has it. */
function knownIn(module: Module, name: string): Definition | undefined {
  const crate = module.crate;
  if (!crate.fromTree || module !== crate.root) return undefined;
  const known = knownMacro(crate.name, name) ?? knownAttribute(crate.name, name);
  if (known === undefined && !addsImplsOnly(crate.name, name)) return undefined;
  const all = remembered(knownDefinitions, module, () => new Map<string, Definition>());
  let definition = all.get(name);
  if (!definition) {
    definition = { kind: 'macro', name, crate, parent: module, macro: 'builtin' };
    all.set(name, definition);
  }
  return definition;
}

/** A failed import stands only where nothing else is: not where a glob brings something, be it for the module alone. */
function isTaken({ world, name, namespace }: Search, module: Module, importers: Importers): boolean {
  if (importers === undefined || module.globs.length === 0) return false;
  const own = lookupIn(world, module, name, namespace);
  return own?.k === 'found' || own?.k === 'ambiguous';
}

/** What a module itself says of a name; `'hidden'`: something that is not visible, but shadows its globs. */
function explicitIn(search: Search, module: Module, importers: Importers): Lookup | 'hidden' | undefined {
  const { world, name, namespace } = search;
  const entry = module.items[namespace].get(name);
  if (entry) return { k: 'found', definition: entry.definition, visibility: entry.visibility };
  let fallback: Lookup | 'hidden' | undefined;
  const records = module.imports.get(name);
  if (!records) return undefined;
  for (let nth = 0; nth < records.length; nth++) {
    const record = records[nth]!;
    if (!isVisibleToAll(record.visibility, importers)) {
      // What hides nothing needs no answer: the modules that a glob brings import what they share, each by way of that glob.
      if (records.length === 1 && !hasOtherWays(module, importers)) continue;
      const { names, failures, late } = resolveImport(world, record);
      const isThere = names[namespace]?.k === 'found';
      if (isThere) fallback ??= 'hidden';
      // What comes by globs beside it others may have taken before, or never.
      const decidedLate = isThere ? isLateText(module.crate, record.unit) : failures.length > 0 || late;
      if (module.globs.length > 0 && decidedLate) search.hidden = true;
      continue;
    }
    const found = resolveImport(world, record).names[namespace];
    if (!found) continue;
    if (found.k === 'found')
      return {
        k: 'found',
        definition: found.definition,
        // An import cannot widen what it brings.
        visibility: isOfExternCrate(record, found.via)
          ? record.visibility
          : narrower(record.visibility, found.visibility),
        via: record,
      };
    if (found.k === 'ambiguous')
      fallback ??= { ...found, visibility: narrower(record.visibility, found.visibility) };
    else if (found.k === 'poison') fallback ??= { ...found, visibility: record.visibility, via: record };
    else fallback ??= found.k === 'unknown' ? { ...found, explicit: true } : found;
  }
  return fallback;
}

/** Whether a name may come to those who see a module by anything but what the module names. */
function hasOtherWays({ globs, unknown }: Module, importers: Importers): boolean {
  return (
    unknown !== undefined ||
    globs.length > 1 ||
    globs.some((glob) => isVisibleToAll(glob.visibility, importers))
  );
}
