/** What names of C and of nobody stand for, in words for titles. */
import type { Meaning } from '../knowledge/knowledge';
import type { FixContext } from './context';

export interface Meant {
  /** ` (on aarch64)`, ` (no C name; …)`: what a title has to say. */
  readonly note: string;
  /** The same without the architecture. */
  readonly what: string;
  /** The name stands for the same on all architectures. */
  readonly everywhere: boolean;
}

/** What has to be said of a name that stands for another one; `undefined` where the tables have no such name. */
export function meantBy(name: string, context: FixContext): Meant | undefined {
  const { knowledge, arch, catalog } = context;
  const arches = [...new Set(catalog.configurations().map((configuration) => configuration.arch))];
  const invented = knowledge.invented(name, arch);
  const meaningOn = (on: string): Meaning | undefined =>
    knowledge.cAlias(name, on)?.meanings[0] ?? knowledge.invented(name, on)?.nearest;
  const everywhere = new Set(arches.map((on) => textOf(meaningOn(on)))).size === 1;
  if (invented === undefined && knowledge.cAlias(name, arch) === undefined) return undefined;
  const where = everywhere ? '' : `, for ${arch} only`;
  const what =
    invented === undefined
      ? ''
      : `: \`${name}\` is no name of seL4${invented.meant === undefined ? '' : `; C has \`${invented.meant}\``}`;
  return { note: where + what, what, everywhere };
}

function textOf(meaning: Meaning | undefined): string {
  if (meaning === undefined) return '';
  return 'place' in meaning ? meaning.place.path : String(meaning.literal);
}
