/** How views are called in front of people. */
import type { BindingsOrigin } from '../bindings/model';
import type { ViewDescription } from './api';

/** Short name of a view: what the project calls it, else `aarch64`, `aarch64-mcs, features runtime`. */
export function viewName(view: ViewDescription): string {
  if (view.name !== undefined) return view.name;
  const parts = [archName(view)];
  if (view.features.length > 0) parts.push(`features ${view.features.join(' ')}`);
  if (view.noDefaultFeatures) parts.push('no default features');
  if (view.tests) parts.push('with tests');
  return parts.join(', ');
}

/**
 * For each view the part of its name that tells it from the others: of views with the same features only `aarch64`. A
 * view alone has its whole name.
 */
export function viewNames(
  views: readonly { readonly view: ViewDescription; readonly bindings?: BindingsOrigin | undefined }[],
): readonly string[] {
  const full = views.map(({ view }) => viewName(view));
  if (views.length < 2) return full;
  const ways = [
    views.map(({ view }) => view.name ?? archName(view)),
    full,
    views.map(({ view, bindings }) => `${viewName(view)}, bindings ${bindings?.name ?? 'none'}`),
  ];
  const tellApart = (names: readonly string[]): boolean => new Set(names).size === names.length;
  return ways.find(tellApart) ?? full.map((name, index) => `${name} (${index + 1})`);
}

function archName({ arch, mcs }: ViewDescription): string {
  return mcs ? `${arch}-mcs` : arch;
}
