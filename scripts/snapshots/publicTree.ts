/** The public module tree of a crate of one file, out of its source. */
import type { ExternalAssociated, ExternalCrate, ExternalName } from '../../server/src/bindings/model';
import type { Item } from '../../server/src/syntax/summary';

/** Kinds of items that such a crate may have. Throws on others: they would be missing. */
export function publicTree(name: string, items: readonly Item[]): ExternalCrate {
  const names = items.flatMap((item): readonly ExternalName[] => {
    if (item.visibility.k !== 'pub') return [];
    switch (item.kind) {
      case 'function':
        return [{ name: item.name, kind: 'function', text: oneLine(item.signature) }];
      case 'struct':
      case 'trait': {
        const associated =
          item.kind === 'trait' ? membersOf(item.members, false) : inherentOf(item.name, items);
        return [{ name: item.name, kind: item.kind, ...(associated.length > 0 && { associated }) }];
      }
      default:
        throw new Error(`${name} has a public ${item.kind}`);
    }
  });
  return { name, modules: new Map([['', names]]), features: {} };
}

function inherentOf(type: string, items: readonly Item[]): readonly ExternalAssociated[] {
  return items.flatMap((item) =>
    item.kind === 'impl' && !item.trait && item.self.k === 'path' && item.self.segments.join('::') === type
      ? membersOf(item.members, true)
      : [],
  );
}

function membersOf(items: readonly Item[], onlyPublic: boolean): readonly ExternalAssociated[] {
  return items.flatMap((item): readonly ExternalAssociated[] => {
    if (onlyPublic && item.visibility.k !== 'pub') return [];
    switch (item.kind) {
      case 'function':
        return [
          { name: item.name, kind: item.hasSelf ? 'method' : 'function', text: oneLine(item.signature) },
        ];
      case 'const':
        return [{ name: item.name, kind: 'const', text: item.typeText }];
      case 'alias':
        return [{ name: item.name, kind: 'type' }];
      default:
        throw new Error(`a ${item.kind} among associated items`);
    }
  });
}

function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/([(<]) | (?=[)>])/g, '$1')
    .replace(/,(?=[)>])/g, '')
    .trim();
}
