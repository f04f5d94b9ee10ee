/** Variants of enums, from items and from public module trees. */

import { activity, attributesIn } from './attributes';
import { type Definition, type EffectiveVisibility, type Namespace, TYPE, VALUE } from './definitions';
import { effectiveVisibility } from './visibility';
import type { World } from './world';

const made = new WeakMap<Definition, Map<string, Definition>>();

/**
 * The variant of an enum by name, of several that a cfg tells apart the one that is there; a cfg'd variant counts as there
 * (see {@link isVariantActive}).
 */
export function variantOf(world: World, of: Definition, name: string): Definition | undefined {
  let all = made.get(of);
  if (!all) {
    all = new Map();
    made.set(of, all);
  }
  const known = all.get(name);
  if (known) return known;
  let definition: Definition | undefined;
  if (of.item?.kind === 'enum') {
    const named = of.item.variants
      .filter((variant) => variant.name === name)
      .map((variant): Definition => ({ ...common(of), kind: 'variant', name, variant, of }));
    [definition] = named;
    if (named.length > 1) {
      const answers = named.map((one) => isVariantActive(world, one));
      const at = answers.indexOf(true);
      definition = named[at < 0 ? Math.max(0, answers.indexOf('unknown')) : at];
    }
  } else {
    const variant = of.external?.variants?.find(([n]) => n === name);
    if (variant) {
      const shape = variant[1] === 't' ? 'tuple' : variant[1] === 'u' ? 'unit' : 'record';
      definition = { ...common(of), kind: 'variant', name, variant: { name, shape, at: -1 }, of };
    }
  }
  if (definition) all.set(name, definition);
  return definition;
}

/** From where the variants of an enum may be named: as the enum itself. */
export function variantVisibility({ item, parent }: Definition): EffectiveVisibility {
  return item && parent ? effectiveVisibility(item.visibility, parent) : 'public';
}

/** The namespaces of a variant: one with named fields is no value. */
export function namespacesOfVariant({ variant }: Definition): readonly Namespace[] {
  return variant?.shape === 'record' ? [TYPE] : [TYPE, VALUE];
}

/** Names of all variants, cfg'd ones too; empty for what is no enum. */
export function variantNames({ item, external }: Definition): readonly string[] {
  if (item?.kind === 'enum') return item.variants.map(({ name }) => name);
  return external?.variants?.map(([name]) => name) ?? [];
}

function common(of: Definition): Pick<Definition, 'crate' | 'parent' | 'unit' | 'item'> {
  const { crate, parent, unit, item } = of;
  return {
    ...(crate ? { crate } : {}),
    ...(parent ? { parent } : {}),
    ...(unit ? { unit } : {}),
    ...(item ? { item } : {}),
  };
}

/** Whether cfg attributes keep a variant. */
export function isVariantActive(world: World, variant: Definition): boolean | 'unknown' {
  const attributes = variant.variant?.attributes;
  if (!attributes || !variant.crate || !variant.parent) return true;
  return activity(world, variant.crate, attributes, attributesIn(world, variant.parent)).active;
}
