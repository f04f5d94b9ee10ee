/** Our own sentences about names of seL4: `server/data/documentation.json`, which people edit. */
import type { Documentation, NameText, ParameterText } from './documentation';

export const DOCUMENTATION_FORMAT = 'kaal-sel4 documentation';
export const DOCUMENTATION_VERSION = 1;

/** A sentence alone, or with what its parameters are for. */
export type NameData =
  | string
  | {
      readonly brief: string;
      readonly parameters?: Readonly<Record<string, string>>;
      readonly returns?: string;
    };

export interface GroupData {
  /** What the names of the group begin with. */
  readonly prefix: string;
  /** What `_service` is: the capability that a call is made on. Empty: the calls have none. */
  readonly service: string;
  /** Hold for all names of the group that do not say otherwise. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, NameData>>;
}

export interface DocumentationData {
  readonly format: string;
  readonly version: number;
  readonly about: string;
  /** Page of seL4's own documentation. */
  readonly page: string;
  readonly groups: readonly GroupData[];
  /** Constants and types. */
  readonly names: Readonly<Record<string, string>>;
  readonly families: readonly { readonly prefix: string; readonly suffix?: string; readonly brief: string }[];
}

/**
 * Wraps the parsed file.
 * @throws Error if the data is of another format or version
 */
export function ownDocumentation(data: DocumentationData): Documentation {
  if (data.format !== DOCUMENTATION_FORMAT || data.version !== DOCUMENTATION_VERSION)
    throw new Error(
      `documentation.json has format ${String(data.format)} ${String(data.version)}; ` +
        `this program reads ${DOCUMENTATION_FORMAT} ${DOCUMENTATION_VERSION}: build it again`,
    );
  const calls = new Map<string, () => NameText>();
  for (const group of data.groups)
    for (const [name, text] of Object.entries(group.names))
      calls.set(name, () => callText(name, text, group, data.page));
  const families = [...data.families].sort((a, b) => b.prefix.length - a.prefix.length);
  return {
    of(name) {
      const call = calls.get(name);
      if (call) return call();
      const brief = Object.hasOwn(data.names, name) ? data.names[name] : familyOf(name, families);
      return brief === undefined ? undefined : { brief, parameters: [], source: 'ours' };
    },
  };
}

function callText(name: string, text: NameData, group: GroupData, page: string): NameText {
  const own = typeof text === 'string' ? { brief: text } : text;
  const all: Record<string, string> = {
    ...(group.service === '' ? {} : { _service: group.service }),
    ...group.parameters,
    ...own.parameters,
  };
  const parameters = Object.entries(all).map(
    ([parameter, what]): ParameterText => ({ name: parameter, text: what }),
  );
  return {
    brief: own.brief,
    parameters,
    ...(own.returns === undefined ? {} : { returns: own.returns }),
    // The page has no stable anchors; a text fragment leads to the name in all current browsers.
    link: `${page}#:~:text=${encodeURIComponent(name)}`,
    source: 'ours',
  };
}

function familyOf(name: string, families: DocumentationData['families']): string | undefined {
  return families.find(
    ({ prefix, suffix = '' }) =>
      name.length > prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix),
  )?.brief;
}
