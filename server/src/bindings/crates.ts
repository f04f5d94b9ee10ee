/** The crates of rust-sel4 through which kernel names come. */
import type { BindingsSet } from './model';

/** What names of the kernel, and of C, begin with. */
export const NAME_PREFIX = 'seL4_';
/** Package of the generated bindings: its build script writes them. */
export const SYS_PACKAGE = 'sel4-sys';
/** The same as a crate. */
export const SYS_CRATE = 'sel4_sys';
/** Package and crate of the typed interface; it passes the generated bindings on, as {@link SYS_IN_TYPED}. */
export const TYPED_CRATE = 'sel4';
/** Package of the macros that ask the kernel's options; the typed crate passes them on. */
export const CONFIG_PACKAGE = 'sel4-config';
/** Where the typed crate has the generated one. */
export const SYS_IN_TYPED = `${TYPED_CRATE}::sys`;

/**
 * Whether a path of the tables is one of the typed crate: such paths carry its name, all others begin at the root of
 * the generated crate.
 */
export function isTypedPath(path: string): boolean {
  return path === TYPED_CRATE || path.startsWith(`${TYPED_CRATE}::`);
}

/** A path of the tables as one who depends on the typed crate writes it. */
export function throughTypedCrate(path: string): string {
  return isTypedPath(path) ? path : `${SYS_IN_TYPED}::${path}`;
}

/** A path of the tables from the crate on in which it stands. */
export function withCrate(path: string): string {
  return isTypedPath(path) ? path : `${SYS_CRATE}::${path}`;
}

/** What a package calls the typed crate, if it depends on it. */
export function typedCrateIn(
  dependencies:
    | readonly { readonly packageName: string; readonly name: string; readonly foreign?: true }[]
    | undefined,
): string | undefined {
  return dependencies?.find(({ packageName, foreign }) => packageName === TYPED_CRATE && !foreign)?.name;
}

/** Whether bindings stand for a package (by the name in its manifest), be it by its public names alone; not if there are none. */
export function knowsPackage(bindings: BindingsSet | undefined, packageName: string): boolean {
  return (
    bindings?.skeleton(packageName) !== undefined ||
    bindings?.external(packageName.replaceAll('-', '_')) !== undefined
  );
}
