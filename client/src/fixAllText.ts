/** What is said of mending everything, and what files would be. */
import type { WorkspaceEdit } from 'vscode-languageclient';
import type { FixAllAnswer } from '../../server/src/lsp/protocol';

type Left = FixAllAnswer['roots'][number]['left'];

/** How many files an edit writes. */
export function filesIn({ documentChanges, changes }: WorkspaceEdit): number {
  return documentChanges?.length ?? Object.keys(changes ?? {}).length;
}

/** What needs a person, in one sentence. */
export function leftSentence(left: Left): string {
  const [first] = left;
  if (first === undefined) return 'Nothing else needs mending';
  return `Left to you: ${first.name} (${first.reason})${andMore(left)}`;
}

function andMore(left: Left): string {
  return left.length > 1 ? `, and ${left.length - 1} more` : '';
}

/** Why there is nothing to write, as the rest of a sentence. */
export function whyNothing(left: Left, broken: string | undefined): string {
  if (broken !== undefined) return `nothing was changed, because the result would not be right: ${broken}`;
  const [first] = left;
  if (first === undefined) return 'there is nothing to mend';
  return `nothing can be mended without you: \`${first.name}\` (${first.reason})${andMore(left)}`;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** A text with edits of the protocol made in it, which do not overlap; `offsetAt` is that of the text. */
export function textAfter(
  text: string,
  edits: readonly {
    readonly range: { readonly start: Position; readonly end: Position };
    readonly newText: string;
  }[],
  offsetAt: (position: Position) => number,
): string {
  const placed = edits.map(({ range, newText }, order) => ({
    start: offsetAt(range.start),
    end: offsetAt(range.end),
    newText,
    order,
  }));
  // Insertions at one place stand in the order in which they are given (LSP, "TextEdit[]").
  placed.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let after = '';
  let at = 0;
  for (const { start, end, newText } of placed) {
    after += text.slice(at, start) + newText;
    at = end;
  }
  return after + text.slice(at);
}

/** `1 name`, `44 names`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
