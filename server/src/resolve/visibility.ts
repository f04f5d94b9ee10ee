/** What written visibilities mean (reference, "Visibility and Privacy"). */
import type { Visibility } from '../syntax/summary';
import type { EffectiveVisibility, Module } from './definitions';

/** From where something of a module may be named. `pub(in path)` of no module around is wrong, and public for rustc. */
export function effectiveVisibility(written: Visibility, module: Module): EffectiveVisibility {
  if (written.k === 'pub') return 'public';
  if (written.k === 'private') return module.block ? module : module.normal;
  return restrictedTo(written.path, module.normal) ?? 'public';
}

/** The module around that a path names. There are no imports yet: it leads from each module to one inside. */
function restrictedTo([first = '', ...rest]: readonly string[], module: Module): Module | undefined {
  const around: Module[] = [];
  for (let at: Module | undefined = module; at; at = at.parent?.normal) around.unshift(at);
  const { edition, noStd } = module.crate;
  let at = first === 'self' || first === 'super' ? around.length - 1 : 0;
  const relative = !['self', 'super', 'crate', '$crate'].includes(first);
  if (relative && edition > 2015) return undefined;
  for (const segment of first === 'super' || relative ? [first, ...rest] : rest) {
    if (segment === 'super') at--;
    // The standard crate stands in the root there.
    else if (at === 0 && edition === 2015 && segment === (noStd ? 'core' : 'std')) return undefined;
    else if (around[at + 1]?.name === segment) at++;
    else return undefined;
  }
  return around[at];
}
