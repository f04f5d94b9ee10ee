/** The table's words, the same in every form of output. */
import { plural } from '../../text/count';
import type { Cell, Matrix, Row } from './table';

/** What a cell says, in few words: `yes`, `= 9`, `at _object::x`, `as struct`, `-`. */
export function cellText(cell: Cell): string {
  switch (cell.k) {
    case 'exists':
      return 'yes';
    case 'differs':
      return shortDetail(cell.detail);
    case 'elsewhere':
      return `at ${cell.path}`;
    case 'kind':
      return `as ${kindText(cell.kind)}`;
    case 'missing':
      return '-';
  }
}

/** How many names there are, and how many of them differ; `between` stands before these. */
export function totalText({ columns, rows }: Matrix, between: string): string {
  const differing = rows.filter((row) => row.differs).length;
  const differ = differing === 1 ? 'differs' : 'differ';
  return `${plural(rows.length, 'name')}${between}${differing} ${differ} between ${plural(columns.length, 'configuration')}`;
}

/** What each kind of cell means; for a legend. */
export const CELL_MEANING: readonly (readonly [cell: Cell['k'], shown: string, meaning: string])[] = [
  ['exists', 'yes', 'as in the first configuration that has the name'],
  [
    'differs',
    '= 9',
    'at the same path with another value; `differs`: with another signature, target or parts',
  ],
  ['elsewhere', 'at x::y', 'at another path'],
  ['kind', 'as struct', 'only as another kind of thing'],
  ['missing', '-', 'not in the bindings'],
];

/** Where a row's name is at home: `seL4_Error::seL4_NoError (const, Type = 0)`; `in no bindings`. */
export function homeText({ home }: Row): string {
  if (home === undefined) return 'in no bindings';
  const value = home.kind === 'const' ? `, ${home.detail}` : '';
  return `${home.path} (${kindText(home.kind)}${value})`;
}

/** A constant's value is what differs; of a signature nobody reads a whole one in a cell. */
function shortDetail(detail: string): string {
  const equals = detail.lastIndexOf(' = ');
  return equals < 0 ? 'differs' : detail.slice(equals + 1);
}

function kindText(kind: string): string {
  return kind.replaceAll('_', ' ');
}
