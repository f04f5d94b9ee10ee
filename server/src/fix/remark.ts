/** The comments that values bear which stand for a name, as `seL4_CanRead` behind `1 << 1`. */
import type { Knowledge } from '../knowledge/knowledge';

/** The comment for a name. */
export function remarkOf(name: string): string {
  return `/* ${name} */`;
}

/** The name in such a comment; `undefined` for anything that a person may have written. */
export function nameIn(comment: string, knowledge: Knowledge): string | undefined {
  const name = comment.slice(2, -2).trim();
  return comment === remarkOf(name) && knowledge.has(name) ? name : undefined;
}

/** The comment of this kind directly behind an offset, with the white space before it; empty where there is none. */
export function remarkBehind(text: string, offset: number, knowledge: Knowledge): string {
  const behind = text.indexOf('*/', offset);
  const between = behind < 0 ? '' : text.slice(offset, behind + 2);
  return nameIn(between.trim(), knowledge) === undefined ? '' : between;
}
