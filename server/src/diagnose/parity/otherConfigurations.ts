/** Whether a number that disagrees with a kernel that was guessed is that of another kernel. */
import { isOfBindings } from '../ours';
import type { DiagnoseContext } from '../problem';
import { pathInBindings } from './kernel';
import type { Row } from './result';

/**
 * Built-in configurations of the view's architecture, of all where that is assumed, in which the constant that a row was held against has the value
 * `here`; empty where the kernel's options are known.
 */
export function otherConfigurations(
  { there }: Row,
  here: string,
  { certain, catalog, sameArch, isArchAssumed }: DiagnoseContext,
): readonly string[] {
  if (certain || !there || !isOfBindings(there)) return [];
  const path = pathInBindings(there);
  const configurations = new Set<string>();
  for (const place of catalog.knownName(there.name)) {
    if (place.path !== path || place.kind !== 'const') continue;
    for (const { text, configurations: having } of place.details)
      if (text.endsWith(` = ${here}`))
        for (const name of having) if (isArchAssumed || sameArch.has(name)) configurations.add(name);
  }
  return [...configurations];
}
