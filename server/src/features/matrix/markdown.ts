/** The table in Markdown (GitHub's form of it). */
import { code, escaped, head, row } from '../../page/markdown';
import type { Matrix } from './table';
import { cellText, homeText } from './words';

/** The whole table, with a line break at the end. */
export function matrixMarkdown({ columns, rows }: Matrix): string {
  const lines = [
    ...head(['name', 'where', ...columns.map(({ name }) => name), '>uses']),
    ...rows.map((one) =>
      row([
        code(one.name),
        escaped(homeText(one)),
        ...one.cells.map((cell) => escaped(cellText(cell))),
        `${one.uses.length}`,
      ]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
