import { readFileSync } from 'node:fs';
import type { FragmentKind } from '../../server/src/syntax/api';
import { createParser } from '../../server/src/syntax/parser';
import type { Fragment, Reference, Scope } from '../../server/src/syntax/summary';

function wasm(path: string): Uint8Array {
  return readFileSync(new URL(`../../node_modules/${path}`, import.meta.url));
}

export const wasmFiles = {
  core: wasm('web-tree-sitter/web-tree-sitter.wasm'),
  rust: wasm('tree-sitter-rust/tree-sitter-rust.wasm'),
};

export const parser = await createParser(wasmFiles);

export function file(text: string): Fragment {
  return parser.lowerFile(text);
}

export function fragment(text: string, kind: FragmentKind): Fragment {
  return parser.lowerFragment(text, kind);
}

/** `call a::b`, `type ::c` … in order. */
export function references(from: Fragment): string[] {
  return from.references.map((each) => `${each.kind} ${pathOf(each)}`);
}

export function pathOf(reference: Reference): string {
  return (reference.global ? '::' : '') + reference.segments.join('::');
}

/** The reference whose path is that. */
export function referenceTo(from: Fragment, path: string): Reference {
  const found = from.references.find((each) => pathOf(each) === path);
  if (found === undefined) throw new Error(`no reference to ${path} in ${references(from).join(', ')}`);
  return found;
}

/** The chain of scopes that `path` is looked up along, innermost first: `bindings x`, `block`, `item`, `module` … */
export function chainOf(from: Fragment, path: string): string[] {
  const result: string[] = [];
  for (let at = referenceTo(from, path).scope; at >= 0; at = from.scopes[at]!.parent) {
    result.push(describe(from.scopes[at]!));
  }
  return result;
}

/** The chain of the name `HERE`. */
export function chain(text: string): string[] {
  return chainOf(file(text), 'HERE');
}

function describe(scope: Scope): string {
  const parts: string[] = [scope.kind];
  for (const each of scope.bindings ?? []) parts.push(each.name);
  if (scope.selfName !== undefined) parts.push(scope.selfName);
  if (scope.items !== undefined) parts.push(...scope.items.map((each) => `{${each.kind} ${each.name}}`));
  for (const each of scope.attributes ?? []) parts.push(`#[${each.path}${each.args}]`);
  if (scope.broken) parts.push('broken');
  return parts.join(' ');
}
