/** A macro by example that stands before a place, and one of the name that the module there has. */
import { type Definition, type Import, MACRO, type Module, type TextualScope } from './definitions';
import { lookupIn } from './lookup';
import type { World } from './world';

/**
 * What a module, or a block around the place, has beside a macro by example that stands before: rustc wants to know which
 * is meant, unless that is around that macro in the same module (reference, "Macros By Example": ambiguity). Without `found`: what a failed
 * import stands for. `importing` does not stand for its own name.
 */
export function conflictInModule(
  world: World,
  module: Module,
  { name, definition: textual }: TextualScope,
  importing?: Import,
): { readonly found?: Definition } | undefined {
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
    const found = lookupIn(world, scope, name, MACRO, importing);
    if (!found || found.k === 'unknown' || (found.k === 'poison' && found.glob)) continue;
    if (found.k === 'poison' && importing && found.via === importing) continue;
    if (found.k !== 'poison' && found.definition === textual) continue;
    const isAround = !scope.block || isInBlock(textual, scope.block);
    if (scope.normal === textual.parent?.normal && isAround) return undefined;
    return found.k === 'poison' ? {} : { found: found.definition };
  }
  return undefined;
}

/** Whether a macro by example stands in a block, or in a block or what a call stands for in there. */
function isInBlock({ unit, blockScope, parent }: Definition, block: NonNullable<Module['block']>): boolean {
  const own = blockScope === undefined ? parent?.block : { unit, scope: blockScope };
  let text = own?.unit ?? unit;
  let at = own?.scope ?? 0;
  while (text) {
    if (text === block.unit && at === block.scope) return true;
    const scope = text.fragment.scopes[at];
    if (scope && scope.parent >= 0) at = scope.parent;
    else {
      at = text.outer?.scope ?? -1;
      text = text.outer?.unit;
    }
  }
  return false;
}

/** The macro by example of a name among those that stand before a place. */
export function textualNamed(scopes: TextualScope | undefined, name: string): TextualScope | undefined {
  for (let scope = scopes; scope; scope = scope.outer) if (scope.name === name) return scope;
  return undefined;
}
