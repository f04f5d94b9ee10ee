/** The words of a difference between bindings, the same in every form of output. */
import type { Entry } from '../../compare/entry';
import type { Changed } from '../../compare/versions';
import { differenceText, type WorkspaceHits } from './report';

/** What a name is, as short as a line wants it: a constant's value, a signature; nothing where its path says enough. */
export function entryWords({ kind, text, name }: Entry): string {
  switch (kind) {
    case 'const':
    case 'assoc_const':
    case 'static':
      // `const NAME: T = 5` or `T = 5`: the name stands in the path already.
      return text
        .replace(/^(const|static) /, '')
        .replace(`${name}: `, '')
        .replace(/ = _$/, '');
    case 'field':
      return `field of type ${text.slice(name.length + 2)}`;
    case 'fn':
    case 'method':
    case 'assoc_fn':
      return text === '' ? kindWords(kind) : text;
    case 'type_alias':
      return text.includes(' = ') ? `type = ${text.slice(text.indexOf(' = ') + 3)}` : 'type';
    default:
      return kindWords(kind);
  }
}

function kindWords(kind: Entry['kind']): string {
  return kind.replaceAll('_', ' ');
}

/** What is another, in one line. */
export function changedWords({ differences, from, to, onlyWritten }: Changed): string {
  if (onlyWritten) return `written in another way, the same to callers: ${from.text} -> ${to.text}`;
  return differences
    .map((difference) => {
      const because = difference.follows.length > 0 ? `, because of ${difference.follows.join(', ')}` : '';
      return differenceText(difference) + because;
    })
    .join('; ');
}

/** `3 places fail, 2 mean something else; 1 error of now is gone`. */
export function totalWords({ hits, mended }: WorkspaceHits): string {
  const count = (effect: string): number => hits.filter(({ hit }) => hit.effect === effect).length;
  const [fails, changes, follows, remarks] = [
    count('fails'),
    count('changes'),
    count('follows'),
    count('remark'),
  ];
  const gone = mended.length;
  const parts = [
    ...(fails > 0 ? [`${places(fails)} would not compile`] : []),
    ...(changes > 0 ? [`${places(changes)} would mean something else`] : []),
    ...(follows > 0 ? [`${places(follows)} would follow from these`] : []),
    ...(remarks > 0 ? [`${remarks} remark${remarks === 1 ? '' : 's'}`] : []),
  ];
  const first = parts.length === 0 ? 'no place is hit' : parts.join(', ');
  return gone === 0 ? first : `${first}; ${gone} error${gone === 1 ? '' : 's'} of now would be gone`;
}

function places(count: number): string {
  return `${count} place${count === 1 ? '' : 's'}`;
}
