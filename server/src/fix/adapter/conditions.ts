/** In which configurations something holds, as attributes say it. */
import type { Configuration } from '../../bindings/data';
import { KERNEL_CFG } from '../kernelAttribute';

/** What has to stand in front of an item. */
export interface Condition {
  /** cargo's `target_arch`; empty: all. */
  readonly arches: readonly string[];
  /** Predicate of `sel4_cfg`; empty: none. */
  readonly kernel: string;
}

/** One value with the condition under which it is the one. */
export interface Conditional<T> {
  readonly condition: Condition;
  readonly value: T;
}

interface Axis {
  readonly key: string;
  readonly has: (configuration: Configuration) => boolean;
}

const MCS: Axis = { key: 'KERNEL_MCS', has: (c) => c.mcs };
const HYPERVISOR: Axis = { key: 'ARM_HYPERVISOR_SUPPORT', has: (c) => c.hypervisor };
const SMP: Axis = { key: 'ENABLE_SMP_SUPPORT', has: (c) => c.smp };

/** Which differences may decide, the fewest first. */
const DECIDERS: readonly { readonly arch: boolean; readonly axes: readonly Axis[] }[] = [
  { arch: false, axes: [] },
  { arch: true, axes: [] },
  { arch: false, axes: [MCS] },
  { arch: true, axes: [MCS] },
  { arch: true, axes: [HYPERVISOR] },
  { arch: true, axes: [SMP] },
  { arch: true, axes: [MCS, HYPERVISOR] },
  { arch: true, axes: [MCS, SMP] },
];

/**
 * Each value with what decides for it: architecture, then kernel options. Configurations without a value have none of
 * the conditions. `undefined` where no few options decide.
 */
export function conditionsOf<T>(
  values: ReadonlyMap<Configuration, T | undefined>,
  keyOf: (value: T) => string,
): readonly Conditional<T>[] | undefined {
  const rows = [...values].map(([configuration, value]) => ({
    configuration,
    value,
    key: value === undefined ? '' : keyOf(value),
  }));
  const all = [...new Set(rows.map(({ configuration }) => configuration.arch))];
  for (const { arch, axes } of DECIDERS) {
    const cells = new Map<string, Set<string>>();
    for (const { configuration, key } of rows) {
      const cell = `${arch ? configuration.arch : ''} ${axes.map((axis) => axis.has(configuration))}`;
      const keys = cells.get(cell) ?? new Set();
      cells.set(cell, keys.add(key));
    }
    if ([...cells.values()].some((keys) => keys.size > 1)) continue;
    const found: Conditional<T>[] = [];
    for (const key of new Set(rows.map((row) => row.key))) {
      const value = rows.find((row) => row.key === key)?.value;
      if (value === undefined) continue;
      const byKernel = new Map<string, string[]>();
      for (const each of arch ? all : ['']) {
        const here = rows.filter(({ configuration }) => each === '' || configuration.arch === each);
        const having = here.filter((row) => row.key === key);
        if (having.length === 0) continue;
        const kernel = having.length === here.length ? '' : predicate(having, axes);
        byKernel.set(kernel, [...(byKernel.get(kernel) ?? []), each]);
      }
      for (const [kernel, arches] of byKernel) {
        const everywhere = !arch || arches.length === all.length;
        found.push({ condition: { arches: everywhere ? [] : arches, kernel }, value });
      }
    }
    return found;
  }
  return undefined;
}

function predicate(
  having: readonly { readonly configuration: Configuration }[],
  axes: readonly Axis[],
): string {
  const rows = new Set(
    having.map(({ configuration }) =>
      axes.map(({ key, has }) => (has(configuration) ? key : `not(${key})`)).join(', '),
    ),
  );
  const texts = [...rows].map((row) => (axes.length > 1 ? `all(${row})` : row));
  return texts.length === 1 ? (texts[0] ?? '') : `any(${texts.join(', ')})`;
}

/** Attributes that say a condition; `sel4` is the name of the crate whose `sel4_cfg` asks the kernel's options. */
export function attributesOf({ arches, kernel }: Condition, sel4: string): readonly string[] {
  return [
    ...(arches.length === 0 ? [] : [`#[cfg(${archText(arches)})]`]),
    ...(kernel === '' ? [] : [`#[${sel4}::${KERNEL_CFG}(${kernel})]`]),
  ];
}

/** The predicate of `cfg` that one of some architectures is compiled for. */
export function archText(arches: readonly string[]): string {
  const named = arches.map((arch) => `target_arch = "${arch}"`);
  return named.length === 1 ? named[0]! : `any(${named.join(', ')})`;
}
