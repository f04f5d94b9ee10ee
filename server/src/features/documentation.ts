/** What names are for: as the user's own seL4 tree says, else in our words. */
import { parseInterfaceXml } from '../bindings/interfaceXml';
import type { Documentation, NameText } from '../knowledge/documentation';
import type { FileSystem, KernelConfig } from '../project/model';
import { SERVICE } from './signature';

/** A file of this size is no interface file. */
const MOST_CHARACTERS = 4_000_000;

/**
 * Documentation that reads interface files (absolute paths) when it is first asked; what they do not say comes from
 * `own`. Files that cannot be read, or only in part, are passed over from there on.
 */
export function documentationOf(
  own: Documentation,
  files: Pick<FileSystem, 'readText'>,
  paths: readonly string[],
  kernel: KernelConfig,
): Documentation {
  if (paths.length === 0) return own;
  let read: ReadonlyMap<string, NameText> | undefined;
  return {
    of(name) {
      read ??= readAll(files, paths, kernel);
      const found = read.get(name);
      const ours = own.of(name);
      if (!found) return ours;
      return ours?.link === undefined ? found : { ...found, link: ours.link };
    },
  };
}

function readAll(
  files: Pick<FileSystem, 'readText'>,
  paths: readonly string[],
  kernel: KernelConfig,
): ReadonlyMap<string, NameText> {
  const found = new Map<string, NameText>();
  for (const file of paths) {
    const text = files.readText(file);
    if (text === undefined || text.length > MOST_CHARACTERS) continue;
    for (const method of parseInterfaceXml(text).methods) {
      // Of two methods of one name the one that this kernel has counts; an absent one is still worth its text.
      if (found.has(method.name) && !method.applies(kernel)) continue;
      const { brief, details, service, parameters, returns, errors } = method;
      if (brief === '') continue;
      found.set(method.name, {
        brief: ended(brief),
        details,
        parameters: [
          ...(service === '' ? [] : [{ name: SERVICE, text: service }]),
          ...parameters.filter(({ text: t }) => t !== ''),
        ],
        ...(returns === '' ? {} : { returns }),
        errors: errors.filter(({ text: t }) => t !== ''),
        source: { file },
      });
    }
  }
  return found;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
