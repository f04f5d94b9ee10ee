import { expect, test } from 'vitest';
import { anchorOf, attributedAround, ownerOf, pastBindings } from '../../server/src/resolve/scopeChain';
import type { Fragment } from '../../server/src/syntax/summary';
import { file, referenceTo } from '../syntax/support';

const text = `fn f() { let a = 1;\n${'let Some(x) = y else { return };\n'.repeat(100)}HERE; }\n`;

const kindOf = (from: Fragment, at: number) => from.scopes[at]?.kind;

test('a chain of let scopes is one step with the block around, unless one of them binds the name', () => {
  const from = file(text);
  const { scope } = referenceTo(from, 'HERE');
  expect(from.scopes[scope]?.kind).toBe('bindings');
  expect(kindOf(from, pastBindings(from, scope, 'y', false))).toBe('item');
  expect(pastBindings(from, scope, 'x', false)).toBe(scope);
  expect(from.scopes[pastBindings(from, scope, 'a', false)]?.bindings).toMatchObject([{ name: 'a' }]);
  expect(kindOf(from, pastBindings(from, scope, 'x', true))).toBe('item');
  expect(kindOf(from, anchorOf(from, scope))).toBe('block');
  expect(kindOf(from, ownerOf(from, scope))).toBe('module');
});

test('a block with items, or with a macro call that may bring some, is no part of the step', () => {
  for (const inside of ['use a::b;', 'fn g() {}', 'm!();']) {
    const from = file(`fn f() { { ${inside} { { HERE; } } } }`);
    const { scope } = referenceTo(from, 'HERE');
    const owner = ownerOf(from, scope);
    expect(kindOf(from, owner), inside).toBe('block');
    expect(owner, inside).toBeLessThan(from.scopes[scope]!.parent);
    expect(pastBindings(from, scope, 'y', false), inside).toBeGreaterThanOrEqual(owner);
  }
});

test('what decides whether a place is compiled are the scopes with attributes around it', () => {
  const from = file('fn f() { #[cfg(a)] { let x = 1; { HERE; } } { THERE; } }');
  const at = (name: string) => attributedAround(from, referenceTo(from, name).scope);
  expect(from.scopes[at('HERE')]?.attributes).toMatchObject([{ path: 'cfg' }]);
  expect(from.scopes[at('THERE')]?.parent).toBe(-1);
});
