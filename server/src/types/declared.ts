/** Types as declarations write them: of fields, parameters, results, variables, constants. */
import type { World } from '../resolve/world';
import { neededOfStandard } from './containers';
import { definitionOfType, type Head, headOf, type TypeIn } from './types';

/** What a field's type is: one with too many arguments is none, either. */
export function fieldType(world: World, written: TypeIn): Head | undefined {
  const { type } = written;
  const item = type.k === 'path' && type.args ? definitionOfType(world, written)?.item : undefined;
  const isPlain = item?.kind === 'struct' || item?.kind === 'enum' || item?.kind === 'union';
  const most = isPlain ? (item.generics?.length ?? 0) : Number.POSITIVE_INFINITY;
  return type.k === 'path' && (type.args?.length ?? 0) > most ? undefined : declaredType(world, written);
}

/**
 * What a written type is. Nothing where its arguments are left out or too few (E0107): rustc says so, and nothing of what
 * such a value is asked for.
 */
export function declaredType(world: World, written: TypeIn): Head | undefined {
  return lacksArguments(world, written, 0) ? undefined : headOf(world, written);
}

function lacksArguments(world: World, written: TypeIn, depth: number): boolean {
  const { type, environment } = written;
  if (depth > 8 || environment.module.crate.fromTree) return false;
  if (type.k === 'reference' || type.k === 'pointer')
    return lacksArguments(world, { type: type.of, environment }, depth + 1);
  if (type.k !== 'path' || type.segments.at(-1) === 'Self') return false;
  const definition = definitionOfType(world, written);
  if (!definition || definition.kind === 'module') return false;
  const given = type.args?.length ?? 0;
  const { item } = definition;
  if (!item) return given < neededOfStandard(definition);
  const generics = 'generics' in item ? (item.generics ?? []) : [];
  return generics.filter(({ hasDefault }) => !hasDefault).length > given;
}
