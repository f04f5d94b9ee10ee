/** What one use of a renamed name becomes. */
import { shownPath } from '../project/paths';
import { importOf, type Place, spellingOf, type Use } from '../query';
import { namedArguments } from '../resolve/captures';
import { isReserved } from '../syntax/keywords';
import { tokenize } from '../syntax/lexer';
import type { FeatureContext } from './context';

export interface FileEdit extends Place {
  readonly newText: string;
}

export interface EditContext {
  readonly context: FeatureContext;
  /** Spellings that change. */
  readonly keys: ReadonlySet<string>;
  readonly oldName: string;
  readonly newName: string;
}

/** The edit at one use; a refusal where the new name cannot stand there. */
export function editOf(editing: EditContext, use: Use): FileEdit | { readonly refusal: string } {
  const { context, oldName } = editing;
  const { place, occurrence } = use;
  const text = context.world.sourceFiles.read(place.file)?.text ?? '';
  const raw = text.startsWith('r#', place.start - 2) ? 2 : 0;
  const start = place.start - raw;
  if (text.slice(place.start, place.end) !== oldName)
    return { refusal: `${place.file} has another text than was read; try again` };
  const { unit, written } = occurrence;
  const reserved = isReserved(editing.newName, unit.crate.edition);
  const name = reserved ? `r#${editing.newName}` : editing.newName;
  const old = text.slice(start, place.end);
  if (written.k === 'reference') {
    const reference = unit.fragment.references[written.index];
    if (reference?.shorthand) return { ...place, start, newText: `${old}: ${name}` };
    if (isInString(text, place)) {
      if (reserved) return { refusal: `\`${name}\` cannot be named in a format string` };
      if (namedArguments(unit.text).has(editing.newName))
        return {
          refusal: `\`${name}\` is the name of an argument of the format string at ${spot(context, place)}`,
        };
    }
  }
  if (written.k === 'binding' && written.binding.shorthand) {
    const from = startOfModifiers(text, start);
    return { ...place, start: from, newText: `${old}: ${text.slice(from, start)}${name}` };
  }
  if (written.k === 'import' && written.segment === written.leaf.segments.length - 1 && !written.leaf.glob) {
    const stays = use.meaning.targets.some(
      (target) => !editing.keys.has(spellingOf(context.world, target).key),
    );
    if (stays) return splitLeaf(editing, use, start, old, name);
  }
  return { ...place, start, newText: name };
}

/** `use a::b` that brings in two things of one name, of which one is renamed: `use a::{b, c}`. */
function splitLeaf(
  { context }: EditContext,
  { place, occurrence }: Use,
  start: number,
  old: string,
  name: string,
): FileEdit | { readonly refusal: string } {
  const { unit, written } = occurrence;
  if (written.k !== 'import') return { ...place, start, newText: name };
  const { alias } = written.leaf;
  if (alias === undefined) return { ...place, start, newText: `{${old}, ${name}}` };
  const record = importOf(context.world, unit, written.item, written.leaf);
  if (!record || unit.source.k !== 'file')
    return { refusal: `\`${old}\` is imported together with another thing of that name, in a macro` };
  const text = context.world.sourceFiles.read(place.file)?.text ?? '';
  const as = /^\s+as\s+(?:r#)?[\w]+/.exec(text.slice(place.end))?.[0] ?? '';
  return { ...place, start, end: place.end + as.length, newText: `{${old}${as}, ${name}${as}}` };
}

/** Start of `ref mut` before the name in `S { ref mut name }`. */
function startOfModifiers(text: string, start: number): number {
  const before = /(?:\bref\s+)?(?:\bmut\s+)?$/.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  return start - before.length;
}

/** A place for people: file and line. */
export function spot({ world }: FeatureContext, { file, start }: Place): string {
  const text = world.sourceFiles.read(file)?.text.slice(0, start) ?? '';
  return `${shownPath(file, world.project.root)}:${text.split('\n').length}`;
}

/** Whether a place is in a string literal: a name that a format string captures. */
function isInString(text: string, { start }: Place): boolean {
  let found = false;
  tokenize(text, {
    isLast(token) {
      if (token.end <= start) return false;
      found = token.kind === 'literal' && token.start < start;
      return true;
    },
  });
  return found;
}
