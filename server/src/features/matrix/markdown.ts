/** The table in Markdown (GitHub's form of it). */
import type { Matrix } from './table';
import { cellText, homeText } from './words';

/** The whole table, with a line break at the end. */
export function matrixMarkdown({ columns, rows }: Matrix): string {
  const head = ['name', 'where', ...columns.map(({ name }) => name), 'uses'];
  const lines = [
    row(head),
    row([...head.slice(0, -1).map(() => '---'), '---:']),
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

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

/** Characters that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, (character) => `\\${character}`);
}
