/** What the workspace itself has of a name, in a module through which it reaches the bindings. */
import { type Definition, isVisible, type Module, type Namespace, TYPE, VALUE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import type { World } from '../resolve/world';
import { modulesWithBindings } from './findPath';
import { isOfBindings } from './ours';
import type { Problem } from './problem';

export interface OwnName {
  /** Path that a `use` where the name is missing can write: `sel4_platform::adapter::seL4_ARCH_4KPage`. */
  readonly path: string;
  readonly definition: Definition;
  /** It is a function, or something of the bindings under this name; a constant of the workspace's own may be anything. */
  readonly isPlain: boolean;
}

/**
 * The function, constant or re-export of something of the bindings under this very name that a forgotten import would
 * bring; nothing for names with a path, and where what is there is of another kind.
 */
export function ownName(world: World, problem: Problem): OwnName | undefined {
  const { segments, module, name, failure } = problem;
  if (segments.length > 1 || failure.why !== 'absent') return undefined;
  const wanted = wantedAt(problem.kind);
  if (wanted === undefined) return undefined;
  for (const own of namesOfWorkspace(world, module, () => [name], [wanted.namespace]))
    if (wanted.kinds.has(own.definition.kind)) return own;
  return undefined;
}

/** The same where it is plain that it is meant. */
export function plainOwnName(world: World, problem: Problem): OwnName | undefined {
  const own = ownName(world, problem);
  return own?.isPlain ? own : undefined;
}

/** All such names that `names` tells of a module, shortest paths first. */
export function* namesOfWorkspace(
  world: World,
  from: Module,
  names: (module: Module) => Iterable<string>,
  namespaces: readonly Namespace[],
): Iterable<OwnName & { readonly name: string; readonly namespace: Namespace }> {
  for (const { module, path } of modulesWithBindings(world, from)) {
    if (module.crate.bindings) continue;
    for (const name of names(module))
      for (const namespace of namespaces) {
        const found = lookupIn(world, module, name, namespace);
        if (found?.k !== 'found' || !isVisible(found.visibility, from)) continue;
        const { definition } = found;
        const isPlain = isOfBindings(definition) || definition.kind === 'function';
        // What is called as in the bindings is found there.
        if (isOfBindings(definition) ? definition.name === name : !isPlain && definition.kind !== 'const')
          continue;
        yield { name, namespace, definition, isPlain, path: [...path, name].join('::') };
      }
  }
}

interface Wanted {
  readonly namespace: Namespace;
  readonly kinds: ReadonlySet<Definition['kind']>;
}

const TYPES: Wanted = { namespace: TYPE, kinds: new Set(['struct', 'enum', 'union', 'alias']) };
const CALLED: Wanted = { namespace: VALUE, kinds: new Set(['function', 'constructor']) };
const VALUES: Wanted = {
  namespace: VALUE,
  kinds: new Set(['const', 'static', 'function', 'constructor', 'variant']),
};
const PATTERNS: Wanted = { namespace: VALUE, kinds: new Set(['const', 'constructor', 'variant']) };

function wantedAt(kind: Problem['kind']): Wanted | undefined {
  switch (kind) {
    case 'call':
      return CALLED;
    case 'value':
      return VALUES;
    case 'type':
    case 'genericArgument':
    case 'structLiteral':
    case 'structPattern':
      return TYPES;
    case 'identifierPattern':
    case 'pathPattern':
    case 'tuplePattern':
      return PATTERNS;
    default:
      return undefined;
  }
}
