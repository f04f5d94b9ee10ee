/** Writes a path that resolves in place of one that does not. */

import { plainOwnName } from '../../diagnose/ownName';
import { placeOfPath, spell } from '../../diagnose/spelling';
import { writtenPath } from '../../diagnose/written/path';
import { callThroughPath } from '../callThroughPath';
import type { FixContext, NamedCase } from '../context';
import { meantBy } from '../naming';
import type { Fixer, Offer } from '../offer';
import { pathPastFailure } from '../pastFailure';
import { pathEdit } from '../pathEdit';
import { aliasPaths, targetsOf } from '../targets';
import { isUnsafeFunction } from '../unsafeContext';

export const qualify: Fixer = (given, context) => {
  const { problem, finding } = given;
  if (problem.kind === 'import' || problem.kind === 'method' || problem.kind === 'macro') return undefined;
  if (finding.code === 'undeclared-crate') return undefined;
  const own = plainOwnName(context.world, problem);
  if (own) {
    const through = callThroughPath(problem, own.path, isUnsafeFunction(own.definition), context);
    if (typeof through === 'string') return { id: 'qualify', reason: through };
    const { edits, note } = through;
    return {
      id: 'qualify',
      title: `Write \`${own.path}\`${note}`,
      sure: 'plain',
      path: own.path.split('::'),
      wishes: { edits },
    };
  }
  const isLast = problem.failure.segment === problem.segments.length - 1;
  const path =
    bestPath(given, context) ??
    associated(given, context) ??
    (isLast ? undefined : anotherWay(given, context));
  if (path === undefined) return undefined;
  const found = writtenPath(context.world, problem);
  if (typeof found === 'string') return { id: 'qualify', reason: found };
  const written = path.whole ? { ...found, end: found.pathEnd } : found;
  const { file, start, end } = written;
  const newText = path.inBraces ? `{ ${path.text} }` : path.text;
  const field = problem.reference?.shorthand ? problem.name : undefined;
  return {
    id: 'qualify',
    title: `Write \`${newText}\`${path.note}`,
    sure: path.sure,
    ...(path.hereOnly ? { hereOnly: true } : {}),
    path: path.text.split('::'),
    wishes: {
      edits: [path.inBraces ? { file, start, end, newText } : pathEdit(written, newText, field)],
    },
  };
};

interface BestPath {
  readonly text: string;
  readonly note: string;
  readonly sure: Offer['sure'];
  readonly hereOnly?: boolean;
  /** In place of the whole path, not only of what is in front of the segment at fault and itself. */
  readonly whole?: true;
  /** Among generic arguments the path of a constant would be one of a type. */
  readonly inBraces?: boolean;
}

function bestPath(given: NamedCase, context: FixContext): BestPath | undefined {
  const { problem, finding } = given;
  const { world } = context;
  if (finding.code === 'enum-module-as-type') {
    const [text] = finding.candidates;
    return text === undefined ? undefined : { text, note: '', sure: 'plain' };
  }
  for (const target of targetsOf(given, context)) {
    const { place, sameName, guess } = target;
    const [text] = spell(world, problem, place);
    if (text === undefined) continue;
    const meant = sameName || guess ? undefined : meantBy(problem.name, context);
    const plain = sameName || meant?.everywhere === true;
    const sure = guess ? 'guess' : plain ? 'plain' : 'meant';
    const inBraces = problem.kind === 'genericArgument' && place.kind === 'constant' && text.includes('::');
    return { text, note: meant?.note ?? '', sure, hereOnly: meant?.everywhere === false, inBraces };
  }
  return undefined;
}

/** A function of C that is one of a type: `seL4_MessageInfo_new` is `seL4_MessageInfo::new`, with the same arguments. */
function associated({ problem, finding }: NamedCase, context: FixContext): BestPath | undefined {
  const { kind, name, crate, reference } = problem;
  const { world, knowledge } = context;
  if (kind !== 'call' || finding.code !== 'c-only-name' || knowledge.takesUnion(name)) return undefined;
  for (const path of aliasPaths(name, context)) {
    const place = placeOfPath(world, path, crate);
    const item = place?.kind === 'method' && place.item?.kind === 'function' ? place.item : undefined;
    if (place === undefined || item === undefined || item.hasSelf || item.unsafe) continue;
    const [text] = item.params.length === reference?.argumentCount ? spell(world, problem, place) : [];
    if (text === undefined) continue;
    const meant = meantBy(name, context);
    const everywhere = meant?.everywhere !== false;
    return { text, note: meant?.note ?? '', sure: everywhere ? 'plain' : 'meant', hereOnly: !everywhere };
  }
  return undefined;
}

function anotherWay({ problem }: NamedCase, context: FixContext): BestPath | undefined {
  const text = pathPastFailure(problem, context);
  return text === undefined ? undefined : { text, note: '', sure: 'meant', whole: true };
}
