import { describe, expect, it } from 'vitest';
import { itemSpan } from '../../server/src/syntax/spans';
import { file } from './support';

/** Each leaf as `path [flags] = segments' texts | whole leaf's text`. */
function leaves(text: string): string[] {
  const from = file(text);
  const item = from.items[0];
  if (item?.kind !== 'use') throw new Error('no use');
  return item.leaves.map((leaf) => {
    const segments = leaf.segments.map((_, i) => text.slice(...itemSpan(from, item, leaf.at + i)));
    const whole = text.slice(...itemSpan(from, item, leaf.at + leaf.segments.length));
    const flags = [
      leaf.global && 'global',
      leaf.glob && 'glob',
      leaf.self && 'self',
      leaf.alias && `as ${leaf.alias}`,
    ];
    const said = flags.filter(Boolean).join(' ');
    return `${leaf.segments.join('::')}${said && ` [${said}]`} = ${segments.join(' ')} | ${whole}`;
  });
}

describe('use trees', () => {
  it('are flattened to leaves', () => {
    expect(leaves('use a;')).toEqual(['a = a | a']);
    expect(leaves('use a::b as c;')).toEqual(['a::b [as c] = a b | a::b as c']);
    expect(leaves('use crate::a::{self, b::{c, d as _}, e};')).toEqual([
      'crate::a [self] = crate a | self',
      'crate::a::b::c = crate a b c | c',
      'crate::a::b::d [as _] = crate a b d | d as _',
      'crate::a::e = crate a e | e',
    ]);
    expect(leaves('pub use self::x::{self as y, *};')).toEqual([
      'self::x [self as y] = self x | self as y',
      'self::x [glob] = self x | *',
    ]);
    expect(leaves('use super::super::a::*;')).toEqual([
      'super::super::a [glob] = super super a | super::super::a::*',
    ]);
  });

  it('know leading colons and empty prefixes', () => {
    expect(leaves('use ::a;')).toEqual(['a [global] = a | a'.replace('| a', '| ::a')]);
    expect(leaves('use ::{a, b::c};')).toEqual(['a [global] = a | a', 'b::c [global] = b c | b::c']);
    expect(leaves('use {a, b::c};')).toEqual(['a = a | a', 'b::c = b c | b::c']);
    expect(leaves('use *;')).toEqual([' [glob] =  | *']);
    expect(leaves('use ::*;')).toEqual([' [global glob] =  | ::*']);
    expect(leaves('use {};')).toEqual([]);
  });

  it('drop r# and keep $crate', () => {
    expect(leaves('use r#type::r#fn as r#mod;')).toEqual([
      'type::fn [as mod] = r#type r#fn | r#type::r#fn as r#mod',
    ]);
    expect(leaves('use $crate::a;')).toEqual(['$crate::a = $crate a | $crate::a']);
  });
});
