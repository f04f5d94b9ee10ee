import { expect, test } from 'vitest';
import { anchorOf, pastBindings } from '../../server/src/resolve/scopeChain';
import { file, referenceTo } from '../syntax/support';

const text = `fn f() { let a = 1;\n${'let Some(x) = y else { return };\n'.repeat(100)}HERE; }\n`;

test('a chain of let scopes is one step, unless one of them binds the name', () => {
  const from = file(text);
  const { scope } = referenceTo(from, 'HERE');
  expect(from.scopes[scope]?.kind).toBe('bindings');
  expect(from.scopes[pastBindings(from, scope, 'y', false)]?.kind).toBe('block');
  expect(pastBindings(from, scope, 'x', false)).toBe(scope);
  expect(from.scopes[pastBindings(from, scope, 'a', false)]?.bindings).toMatchObject([{ name: 'a' }]);
  expect(from.scopes[pastBindings(from, scope, 'x', true)]?.kind).toBe('block');
  expect(from.scopes[anchorOf(from, scope)]?.kind).toBe('block');
});
