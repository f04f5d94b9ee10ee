/** Which built-in configuration is meant where no one named it. */
import type { KernelConfig } from '../project/model';
import type { Catalog, Configuration } from './data';
import type { Revision } from './revision';

/** Options of a kernel that views may ask for, and what seL4 calls them. */
export const KERNEL_KEYS = {
  mcs: 'KERNEL_MCS',
  smp: 'ENABLE_SMP_SUPPORT',
  hypervisor: 'ARM_HYPERVISOR_SUPPORT',
  debug: 'DEBUG_BUILD',
} as const;

export type KernelOption = keyof typeof KERNEL_KEYS;

export const KERNEL_OPTIONS = Object.keys(KERNEL_KEYS) as readonly KernelOption[];

/** Options that are known; the absent is free. */
export type KernelOptions = { readonly [O in KernelOption]?: boolean | undefined };

/** What is known of the configuration that is wanted. */
export interface Wanted extends KernelOptions {
  readonly arch: string;
  /** Commits of rust-sel4 that the workspace may mean, best first. */
  readonly revisions: readonly Revision[];
}

/** The choice, and what decided the versions, for the sentence. */
export interface NearestConfiguration {
  readonly configuration: Configuration;
  /** The commit of the workspace that the configuration's rust-sel4 is of. */
  readonly revision?: Revision;
  /** A commit of rust-sel4 that the workspace means, but the configuration is not of. */
  readonly otherRevision?: Revision;
}

/** Cost of each thing that is not as wanted; what changes more names costs more. */
const COST = { mcs: 32, versions: 16, hypervisor: 4, smp: 2, debug: 1 } as const;

/** Of an option that nobody has asked for the same is asked a hundred times cheaper: what is asked for goes before it. */
const UNASKED = 0.01;

/**
 * The configuration of the architecture that is nearest to what is wanted; `undefined` if the architecture is not
 * built in. Free options are off. Without a known commit the newest versions win, then the catalogue's order.
 */
export function nearestConfiguration(catalog: Catalog, wanted: Wanted): NearestConfiguration | undefined {
  const candidates = catalog.configurations().filter((c) => c.arch === wanted.arch);
  const commits = new Set(catalog.configurations().map((c) => c.origin.rustSel4Commit));
  const revision = wanted.revisions.find((r) => commits.has(r.commit));
  const newest = catalog.configurations()[0]?.origin.rustSel4Commit;
  const costOf = (option: 'mcs' | 'hypervisor' | 'smp', c: Configuration): number => {
    const isAsWanted = c[option] === (wanted[option] ?? false);
    return isAsWanted ? 0 : COST[option] * (wanted[option] === undefined ? UNASKED : 1);
  };
  const cost = (c: Configuration) =>
    costOf('mcs', c) +
    (c.origin.rustSel4Commit === (revision?.commit ?? newest) ? 0 : COST.versions) +
    costOf('hypervisor', c) +
    costOf('smp', c) +
    (wanted.debug === undefined || c.debug === wanted.debug ? 0 : COST.debug);
  const [first, ...others] = candidates;
  if (!first) return undefined;
  const configuration = others.reduce((best, c) => (cost(c) < cost(best) ? c : best), first);
  if (revision?.commit === configuration.origin.rustSel4Commit) return { configuration, revision };
  const otherRevision = revision ?? wanted.revisions.find((r) => r.ofRustSel4);
  return { configuration, ...(otherRevision && { otherRevision }) };
}

/** For the sentence: which commit decided, or that what is built in is of another one. */
export function revisionText(near: NearestConfiguration): readonly string[] {
  const { revision, otherRevision } = near;
  if (revision) return [`${revision.from} is at ${revision.commit.slice(0, 8)}`];
  if (!otherRevision) return [];
  return [
    `${otherRevision.from} is at ${otherRevision.commit.slice(0, 8)}, of which no such snapshot is built in`,
  ];
}

/** What a kernel's options say of the configuration that is wanted. */
export function wantedByKernel(kernel: KernelConfig): KernelOptions {
  const flag = (key: string): boolean | undefined => {
    const value = kernel.get(key);
    return typeof value === 'boolean' ? value : undefined;
  };
  return Object.fromEntries(KERNEL_OPTIONS.map((option) => [option, flag(KERNEL_KEYS[option])]));
}
