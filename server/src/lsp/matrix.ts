/** The matrix of names and configurations, as data and as a page for a web view. */
import { matrixHtml } from '../features/matrix/html';
import type { Matrix } from '../features/matrix/table';
import type { Use } from '../features/matrix/uses';
import { shownPath } from '../project/paths';
import type { MatrixParams, MatrixResult, PlaceInDocument } from './protocol';
import type { Session } from './session';
import type { Unit } from './unit';

type RootMatrix = MatrixResult['roots'][number];

/** The matrix of one root as the client takes it. */
export function matrixAnswer(ready: Session, unit: Unit, { columns, page }: MatrixParams): RootMatrix {
  const matrix = unit.matrix(columns ?? (unit.views.length > 1 ? 'views' : 'builtIn'));
  const places = ready.places();
  const placeOf = ({ file, start, end }: Use): PlaceInDocument | undefined => {
    const range = places.range(file, start, end);
    return range && { uri: ready.documents.uriOf(file), range };
  };
  const root = ready.documents.uriOf(unit.root);
  return {
    root,
    name: unit.name,
    columns: matrix.columns,
    rows: matrix.rows.map(({ uses, ...row }) => ({
      ...row,
      uses: uses.flatMap((use) => {
        const place = placeOf(use);
        return place ? [{ ...place, role: use.role }] : [];
      }),
    })),
    ...(page === undefined ? {} : { page: pageOf(matrix, unit, page.nonce, placeOf) }),
  };
}

function pageOf(
  matrix: Matrix,
  unit: Unit,
  nonce: string,
  placeOf: (use: Use) => PlaceInDocument | undefined,
): string {
  return matrixHtml(matrix, {
    title: `seL4 names of ${unit.name}`,
    about:
      'The names of the kernel that this workspace uses, and where each is in each kernel configuration.',
    webview: { nonce },
    placeOf(use) {
      const place = placeOf(use);
      const file = shownPath(use.file, unit.root);
      if (place === undefined) return { text: file };
      const { line, character } = place.range.start;
      return { text: `${file}:${line + 1}:${character + 1}`, data: JSON.stringify(place) };
    },
  });
}
