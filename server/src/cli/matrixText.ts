/** The matrix as text for a terminal. */
import type { Cell, Matrix } from '../features/matrix/table';
import { CELL_MEANING, cellText, homeText, totalText } from '../features/matrix/words';
import { printable } from './cells';
import type { Paint } from './style';

export interface MatrixTextOptions {
  readonly paint: Paint;
  /** Columns that a line may take; where the names of the configurations do not fit, they are numbered. */
  readonly width: number;
}

const GAP = '  ';

const PAINT: Readonly<Record<Cell['k'], Parameters<Paint>[0] | undefined>> = {
  exists: undefined,
  differs: 'warning',
  elsewhere: 'warning',
  kind: 'warning',
  missing: 'error',
};

/** The whole table with its legend, with a line break at the end. */
export function matrixText(matrix: Matrix, { paint, width }: MatrixTextOptions): string {
  const { columns, rows } = matrix;
  if (rows.length === 0) return `${paint('note', 'no names of the kernel to show')}\n`;
  const texts = rows.map((row) => row.cells.map((cell) => printable(cellText(cell))));
  const full = table(
    matrix,
    texts,
    columns.map(({ name }) => name),
    paint,
  );
  const isWide = full.width > width;
  const shown = isWide
    ? table(
        matrix,
        texts,
        columns.map((_, at) => `[${at + 1}]`),
        paint,
      )
    : full;
  const legend = [
    ...(isWide ? columns.map(({ name }, at) => `${`[${at + 1}]`.padStart(4)} ${name}`) : []),
    ...CELL_MEANING.map(([, example, meaning]) => `${example.padEnd(10)} ${meaning}`),
  ];
  const total = totalText(matrix, ', ');
  return `${[...shown.lines, '', ...legend.map((line) => paint('faint', line)), '', paint('strong', total)].join('\n')}\n`;
}

function table(
  { rows }: Matrix,
  texts: readonly (readonly string[])[],
  heads: readonly string[],
  paint: Paint,
): { readonly lines: readonly string[]; readonly width: number } {
  const first = ['name', ...rows.map(({ name }) => printable(name))];
  const last = ['where', ...rows.map((row) => printable(homeText(row)))];
  const nameWidth = widest(first);
  const widths = heads.map((head, at) => widest([head, ...texts.map((row) => row[at]!)]));
  const line = (cells: readonly string[], name: string, home: string): string =>
    [name.padEnd(nameWidth), ...cells, home].join(GAP).trimEnd();
  const lines = [
    paint(
      'strong',
      line(
        heads.map((head, at) => head.padEnd(widths[at]!)),
        first[0]!,
        last[0]!,
      ),
    ),
    ...rows.map((row, index) =>
      line(
        texts[index]!.map((text, at) => {
          const as = PAINT[row.cells[at]!.k];
          const padded = text.padEnd(widths[at]!);
          return as === undefined ? padded : paint(as, padded);
        }),
        first[index + 1]!,
        last[index + 1]!,
      ),
    ),
  ];
  const width =
    nameWidth + widths.reduce((sum, one) => sum + one + GAP.length, 0) + GAP.length + widest(last);
  return { lines, width };
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
