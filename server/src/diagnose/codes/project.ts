/** Files of the project that are missing or do not parse: what they would define is not judged. */

import { shownPath } from '../../project/paths';
import type { CrateMap } from '../../resolve/definitions';
import { placeOf } from '../../resolve/unit';
import { matchDelimiters, tokenize } from '../../syntax/lexer';
import { MOST_UNITS } from '../../syntax/limits';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';

/** One warning for each `mod` or `include!` whose file is not there. */
export function missingModules(context: DiagnoseContext, crate: CrateMap, path: string): readonly Finding[] {
  const found: Finding[] = [];
  for (const missing of crate.missingFiles) {
    if (missing.kind === 'generated' || missing.unit.file !== path) continue;
    const place = placeOf(missing.unit, missing.start, missing.end, context.world.sources);
    if (!place) continue;
    found.push({
      ...finding(crate, place.file, place.start, place.end),
      severity: 'warning',
      ...wordsOf(missing, context.world.project.root),
    });
  }
  return found;
}

function wordsOf(
  { kind, tried }: CrateMap['missingFiles'][number],
  root: string,
): Pick<Finding, 'message' | 'help'> {
  const paths = tried.map((path) => shownPath(path, root));
  if (kind === 'twice')
    return {
      message: 'this module has two files (E0761): names in it are not checked',
      help: `keep one of ${paths.join(' and ')}`,
    };
  return {
    message: `the file of this ${kind === 'module' ? 'module' : 'include!'} is not there: names in it are not checked`,
    help: `create ${paths.join(' or ')}`,
  };
}

/** One remark for a file that does not parse, at the bracket that is left open, else at the first place. */
export function brokenFile(crate: CrateMap, path: string): readonly Finding[] {
  const unit = crate.units.find((candidate) => candidate.file === path && candidate.source.k === 'file');
  const [start, end] = unit?.fragment.broken ?? [];
  if (unit === undefined || start === undefined || end === undefined || unit.virtual) return [];
  const stop = unit.text.indexOf('\n', start);
  const [from, to] = openBracket(unit.text, start, end) ?? [
    start,
    Math.max(start, Math.min(end, stop < 0 ? end : stop)),
  ];
  return [
    {
      ...finding(crate, path, from, to),
      severity: 'information',
      ...(unit.text.length > MOST_UNITS
        ? {
            message: `this file is too large to be read (over ${MOST_UNITS / 1e6} million characters): names that it may define are not checked`,
            help: 'what it may define is counted as unknown',
          }
        : {
            message: 'this does not parse as Rust: names that may depend on it are not checked',
            help: 'what cannot be read here is counted as unknown',
          }),
    },
  ];
}

/** The innermost bracket between two offsets that nothing closes: what does not parse may begin far before it. */
function openBracket(text: string, start: number, end: number): readonly [number, number] | undefined {
  if (text.length > MOST_UNITS) return undefined;
  const tokens = tokenize(text);
  const partners = matchDelimiters(tokens);
  const open = tokens.findLast(
    (token, at) => token.kind === 'open' && partners[at] === -1 && token.start >= start && token.end <= end,
  );
  return open && [open.start, open.end];
}

function finding(
  crate: CrateMap,
  file: string,
  start: number,
  end: number,
): Omit<Finding, 'severity' | 'message'> {
  return {
    code: 'project',
    file,
    start,
    end,
    name: '',
    candidates: [],
    crate: crate.packageName,
    module: 'crate',
    category: 'other',
    related: [],
    unreadable: true,
  };
}
