/** What kind of thing a completion stands for: it decides the icon. */
import type { Target } from '../query';

export type CompletionKind =
  | 'constant'
  | 'static'
  | 'function'
  | 'method'
  | 'field'
  | 'type'
  | 'struct'
  | 'union'
  | 'enum'
  | 'variant'
  | 'trait'
  | 'module'
  | 'macro';

/** The kind of what a name stands for. */
export function kindOf({ definition, member }: Target): CompletionKind {
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
