/** Types as written, back to text. */
import type { BoundRef, TypeRef } from '../syntax/summary';

/** A type as Rust writes it; `_` for what the summary does not keep. */
export function typeRefText(type: TypeRef): string {
  switch (type.k) {
    case 'path': {
      const path = (type.global ? '::' : '') + type.segments.join('::');
      return type.args ? `${path}<${type.args.map(typeRefText).join(', ')}>` : path;
    }
    case 'reference': {
      const lifetime = type.lifetime === undefined ? '' : `${type.lifetime} `;
      return `&${lifetime}${type.mutable ? 'mut ' : ''}${typeRefText(type.of)}`;
    }
    case 'pointer':
      return `*${type.mutable ? 'mut' : 'const'} ${typeRefText(type.of)}`;
    case 'slice':
      return `[${typeRefText(type.of)}]`;
    case 'array':
      return `[${typeRefText(type.of)}; ${type.length ?? '_'}]`;
    case 'tuple':
      return type.of.length === 1
        ? `(${typeRefText(type.of[0] as TypeRef)},)`
        : `(${type.of.map(typeRefText).join(', ')})`;
    case 'never':
      return '!';
    case 'constant':
      return type.text;
    case 'impl':
    case 'dyn':
      return `${type.k} ${type.bounds.map(boundText).join(' + ')}`;
    case 'function': {
      const abi = type.abi === undefined ? '' : `extern ${type.abi} `.replace('extern  ', 'extern ');
      const params = [...type.params.map(typeRefText), ...(type.variadic ? ['...'] : [])];
      const ret = type.ret ? ` -> ${typeRefText(type.ret)}` : '';
      return `${type.unsafe ? 'unsafe ' : ''}${abi}fn(${params.join(', ')})${ret}`;
    }
    case 'macro':
      return `${type.path.join('::')}!${type.text.replace(/\s+/g, ' ')}`;
    case 'other':
      return '_';
  }
}

function boundText(bound: BoundRef): string {
  const path = bound.segments.join('::');
  if (bound.ret)
    return `${path}(${(bound.args ?? []).map(typeRefText).join(', ')}) -> ${typeRefText(bound.ret)}`;
  return bound.args ? `${path}<${bound.args.map(typeRefText).join(', ')}>` : path;
}
