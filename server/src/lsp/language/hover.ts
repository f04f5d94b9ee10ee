/** `textDocument/hover` */
import { hoverText } from '../../features/hoverText';
import type { Place } from '../../query';
import type { HoverAsked } from '../protocol';
import { isVirtual } from '../uris';
import { type Asking, atPosition, type Question } from './ask';

export function registerHover(asking: Asking): void {
  asking.connection.onHover((params: HoverAsked, token) =>
    atPosition(asking, params, token, (question, offset) => {
      const { session, unit, features, path, places } = question;
      const found = features.hover(path, offset);
      if (!found) return undefined;
      const markdown = session.client.language.markdownHover;
      const value = hoverText(found, {
        markdown,
        root: unit.root,
        link: (place) => linkTo(question, place),
        reasonShown: params.reasonShown === true,
      });
      if (value === '') return undefined;
      const range = places.range(found.place.file, found.place.start, found.place.end);
      const contents = { kind: markdown ? ('markdown' as const) : ('plaintext' as const), value };
      return { contents, ...(range ? { range } : {}) };
    }),
  );
}

/** Editors open files out of a hover; documents of other schemes by a command, where the client has one. */
function linkTo(
  { session, features, places }: Question,
  place: Place,
): { uri: string; line: number } | undefined {
  const range = places.range(place.file, place.start, place.end);
  const uri = range && session.uriOf(features, place.file);
  if (range === undefined || uri === undefined) return undefined;
  const line = range.start.line + 1;
  if (!isVirtual(uri)) return { uri: `${uri}#L${line}`, line };
  const { openDocument } = session.client.language;
  if (openDocument === undefined) return undefined;
  return { uri: `command:${openDocument}?${encodeURIComponent(JSON.stringify([uri, line]))}`, line };
}
