/** The shape of the tables of facts, as far as the snapshots need them, and how to read them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FactMethod {
  readonly name: string;
  readonly vis: string;
  readonly signature: string;
}

export interface FactItem {
  readonly kind: string;
  readonly name: string;
  readonly vis: string;
  readonly type?: string;
  /** As text: integers of 64 bits do not fit a number. */
  readonly value?: string;
  readonly target?: string;
  readonly generics?: string;
  readonly derive?: readonly string[];
  readonly fields?: readonly { readonly name: string; readonly vis: string; readonly type: string }[];
  readonly tuple?: boolean;
  readonly variants?: readonly { readonly name: string; readonly payload?: string }[];
  readonly items?: readonly FactItem[];
  readonly path?: string;
  readonly glob?: boolean;
  readonly self?: string;
  readonly trait?: string;
  readonly methods?: readonly FactMethod[];
  readonly signature?: string;
  readonly args?: string;
  readonly external?: boolean;
  readonly path_attr?: string;
}

export interface FactFile {
  readonly items: readonly FactItem[];
}

export interface SysFacts {
  readonly config: {
    readonly name: string;
    readonly sel4Arch: string;
    readonly mcs: boolean;
    readonly smp: boolean;
    readonly hyp: boolean;
    readonly kernelVersion: string;
    readonly rustSel4Commit: string;
    readonly sel4Commit: string;
    readonly bindgen: string;
    readonly genConfig: Readonly<Record<string, boolean | string>>;
    readonly genConfigAbsent: readonly string[];
  };
  readonly files: Readonly<Record<string, FactFile>>;
  readonly sourceFiles: Readonly<Record<string, FactFile>>;
}

export interface FactAssociated {
  readonly name: string;
  readonly kind: string;
  /** The type of its impl as written, where that says more than the type's name. */
  readonly for?: string;
  readonly sig?: string;
  readonly type?: string;
  readonly value?: string;
}

export interface TypedName {
  readonly name: string;
  readonly kind: string;
  readonly ns?: string;
  readonly sig?: string;
  readonly type?: string;
  readonly value?: string;
  readonly target?: string;
  readonly variants?: readonly string[];
  readonly items?: readonly FactAssociated[];
  readonly assoc?: readonly FactAssociated[];
  readonly def?: string;
  readonly of?: string;
  readonly ofKind?: string;
  readonly glob?: string;
  readonly feature?: string;
}

export interface TypedFacts {
  readonly modules: Readonly<Record<string, readonly TypedName[]>>;
}

export interface MatrixPlace {
  readonly kind: string;
  readonly path: string;
  readonly configs: readonly string[];
  readonly [detail: string]: unknown;
}

export interface Matrix {
  readonly configs: readonly string[];
  readonly names: Readonly<Record<string, readonly MatrixPlace[]>>;
}

export interface StdName {
  readonly n?: string;
  readonly k?: string;
  readonly ns?: string;
  readonly of?: string;
  readonly ofKind?: string | null;
  readonly variants?: readonly string[];
  readonly items?: readonly string[];
  readonly assoc?: readonly string[];
  readonly def?: string;
  readonly glob?: string;
  readonly opaque?: true;
}

export interface StdCrate {
  readonly modules: Readonly<Record<string, readonly StdName[]>>;
  readonly primitives?: Readonly<Record<string, readonly string[]>>;
}

/** A table of facts; integer values become texts, because those of 64 bits do not survive as numbers. */
export function readFacts<T>(folder: string, file: string): T {
  const text = readFileSync(join(folder, file), 'utf8');
  return JSON.parse(text.replace(/("value":\s*)(-?\d+)(?=[,}\]\s])/g, '$1"$2"')) as T;
}

/** Names of the configurations that have both tables. */
export function configurationsIn(folder: string): string[] {
  const files = new Set(readdirSync(folder));
  return [...files]
    .filter((f) => f.startsWith('sel4-sys.') && files.has(f.replace('sel4-sys.', 'sel4.')))
    .map((f) => f.slice('sel4-sys.'.length, -'.json'.length));
}
