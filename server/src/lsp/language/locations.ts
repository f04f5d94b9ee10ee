/** Places as locations of the protocol. */
import type { Location, LocationLink } from 'vscode-languageserver';
import type { Navigation } from '../../features/definition';
import type { Place } from '../../query';
import type { Question } from './ask';

/** A location; `undefined` where the place has no text, or the client no way to open it. */
export function locationOf({ session, features, places }: Question, place: Place): Location | undefined {
  const range = places.range(place.file, place.start, place.end);
  const uri = range && session.uriOf(features, place.file);
  return uri === undefined || range === undefined ? undefined : { uri, range };
}

/** Where to go, with the name that one comes from where the client can show it. */
export function navigationOf(
  question: Question,
  { origin, targets }: Navigation,
): Location[] | LocationLink[] | undefined {
  const locations = targets.flatMap((place) => locationOf(question, place) ?? []);
  if (locations.length === 0) return undefined;
  if (!question.session.client.language.links) return locations;
  const originSelectionRange = question.places.range(origin.file, origin.start, origin.end);
  return locations.map(({ uri, range }) => ({
    ...(originSelectionRange ? { originSelectionRange } : {}),
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}
