/** Types that a declaration names. */
import type { Item, TypeRef } from '../../syntax/summary';

/** Names at the ends of the paths that a declaration has for types. */
export function typesIn(item: Item): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (type: TypeRef | undefined): void => {
    switch (type?.k) {
      case 'path': {
        for (const name of type.segments) names.add(name);
        type.args?.forEach(visit);
        break;
      }
      case 'reference':
      case 'pointer':
      case 'slice':
      case 'array':
        visit(type.of);
        break;
      case 'tuple':
        type.of.forEach(visit);
        break;
      case 'function':
        type.params.forEach(visit);
        visit(type.ret);
        break;
      default:
    }
  };
  switch (item.kind) {
    case 'function':
      item.params.forEach(visit);
      visit(item.ret);
      break;
    case 'struct':
    case 'union':
      for (const { type } of item.fields) visit(type);
      break;
    case 'alias':
      visit(item.target);
      break;
    case 'const':
      visit(item.type);
      break;
    default:
  }
  return names;
}
