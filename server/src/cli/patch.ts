/** A changed file as a unified diff, as `git apply` and `patch -p1` read it. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { FixedFile } from '../analysis/api';
import type { Paint } from './style';

/** The diff of one file; `name` is its path from the workspace's root. Colours only if `paint` makes some. */
export function patchOf({ before, after }: FixedFile, name: string, paint: Paint): string {
  const patch = structuredPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
  });
  const text = formatPatch(patch, FILE_HEADERS_ONLY)
    .split('\n')
    .map((line) => painted(line, paint))
    .join('\n');
  return text.endsWith('\n') ? text : `${text}\n`;
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('--- ') || line.startsWith('+++ ')) return paint('strong', line);
  if (line.startsWith('@@')) return paint('information', line);
  if (line.startsWith('+')) return paint('note', line);
  return line.startsWith('-') ? paint('error', line) : line;
}
