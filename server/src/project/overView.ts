/** One view's request over another's. */
import type { ViewRequest } from './model';

type Keys = readonly (keyof ViewRequest)[];

/** What is built for. */
const PLACE: Keys = ['arch', 'target', 'bindings'];
const OPTIONS: Keys = ['mcs', 'hypervisor', 'smp', 'debug'];
/** Say together what is compiled: one of them replaces all. */
const FEATURES: Keys = ['features', 'noDefaultFeatures', 'allFeatures'];
const TESTS: Keys = ['tests'];

/**
 * What `own` asks for, and for the rest what `base` does. Another architecture, target or bindings begin a kernel anew;
 * a kernel option changes one option, of bindings that are not named then. The result has the base's name only if nothing
 * was changed.
 */
export function overView(base: ViewRequest, own: ViewRequest): ViewRequest {
  const says = (request: ViewRequest, keys: Keys): boolean => keys.some((key) => request[key] !== undefined);
  const parts: Partial<Record<keyof ViewRequest, unknown>>[] = [];
  const same = own.arch === base.arch && own.target === undefined && own.bindings === undefined;
  if (says(own, PLACE) && !same) parts.push(pick(own, [...PLACE, ...OPTIONS]));
  else if (says(own, OPTIONS)) parts.push(pick(base, ['arch', 'target', ...OPTIONS]), pick(own, OPTIONS));
  else parts.push(pick(base, [...PLACE, ...OPTIONS]));
  for (const keys of [FEATURES, TESTS]) parts.push(pick(says(own, keys) ? own : base, keys));
  const result = Object.assign({}, ...parts) as ViewRequest;
  const { name, ...rest } = base;
  return name !== undefined && requestKey(rest) === requestKey(result) ? { name, ...result } : result;
}

/** The same features and tests on another kernel, of which `kernel` says everything. */
export function onKernel(base: ViewRequest, kernel: ViewRequest): ViewRequest {
  return Object.assign(
    pick(kernel, [...PLACE, ...OPTIONS]),
    pick(base, [...FEATURES, ...TESTS]),
  ) as ViewRequest;
}

/** The same text for requests that ask for the same, whatever the order of their keys. */
export function requestKey(request: ViewRequest): string {
  const present = Object.entries(request).filter(([, value]) => value !== undefined);
  return JSON.stringify(present.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pick(request: ViewRequest, keys: Keys): Partial<Record<keyof ViewRequest, unknown>> {
  return Object.fromEntries(keys.flatMap((key) => (request[key] === undefined ? [] : [[key, request[key]]])));
}
