/** The table as one page: nothing is loaded from anywhere, and it says in words what it says in colours. */
import { escaped, htmlDocument, LINK_SCRIPT, type LinkedPlace, placeHtml, prose } from '../../page/html';
import type { Cell, Matrix, Row } from './table';
import type { Use } from './uses';
import { CELL_MEANING, cellText, homeText, totalText } from './words';

export interface HtmlOptions {
  readonly title: string;
  /** A line below the title. */
  readonly about: string;
  /** How a use is called, and where a link to it leads; without `href` it is plain text. */
  placeOf(use: Use): LinkedPlace;
  /**
   * For a web view of an editor: style and script are allowed by this `nonce` alone. A click on a link hands the use's
   * `data` to the editor.
   */
  readonly webview?: { readonly nonce: string };
}

/** Uses listed for one name. */
const MOST_USES = 50;

const STYLE = `
.wide { overflow: auto; max-height: 85vh; border: 1px solid var(--vscode-panel-border, var(--line)); }
th, td { white-space: nowrap; } caption { text-align: left; padding: .2rem .6rem; }
thead th { position: sticky; top: 0; background: var(--vscode-editorWidget-background, var(--head)); }
tbody th { font-weight: normal; font-family: var(--vscode-editor-font-family, ui-monospace, monospace); }
.exists { color: var(--vscode-gitDecoration-addedResourceForeground, var(--good)); }
.differs, .elsewhere, .kind { color: var(--vscode-gitDecoration-modifiedResourceForeground, var(--other)); }
.missing { color: var(--vscode-editorError-foreground, var(--bad)); }
`;

/** A whole HTML document. */
export function matrixHtml(matrix: Matrix, options: HtmlOptions): string {
  const { columns, rows } = matrix;
  const head = ['Name', 'Where', ...columns.map(({ name }) => name), 'Uses'];
  const headCells = head.map((name, at) => {
    const about = columns[at - 2]?.about;
    return `<th scope="col"${about ? ` title="${escaped(about)}"` : ''}>${escaped(name)}</th>`;
  });
  const body = `<main>
<h1>${escaped(options.title)}</h1>
<p>${escaped(options.about)}</p>
<dl>
${CELL_MEANING.map(([kind, shown, meaning]) => `<dt class="${kind}">${escaped(shown)}</dt><dd>${prose(meaning)}</dd>`).join('\n')}
</dl>
<div class="wide" role="region" aria-label="Table" tabindex="0">
<table>
<caption>${totalText(matrix, ', of which ')}</caption>
<thead><tr>${headCells.join('')}</tr></thead>
<tbody>
${rows.map((row) => rowHtml(row, columns, options)).join('\n')}
</tbody>
</table>
</div>
</main>`;
  const { title, webview } = options;
  const guard = webview
    ? ({ k: 'nonce', ...webview, script: LINK_SCRIPT } as const)
    : ({ k: 'none' } as const);
  return htmlDocument({ title, body, style: STYLE, guard });
}

function rowHtml(row: Row, columns: Matrix['columns'], options: HtmlOptions): string {
  const cells = row.cells.map((cell, at) => cellHtml(cell, columns[at]?.name ?? ''));
  return `<tr><th scope="row">${escaped(row.name)}</th><td>${escaped(homeText(row))}</td>${cells.join('')}<td>${usesHtml(row.uses, options)}</td></tr>`;
}

function cellHtml(cell: Cell, column: string): string {
  const detail = cell.k === 'differs' || cell.k === 'elsewhere' ? ` title="${escaped(cell.detail)}"` : '';
  const shown =
    cell.k === 'missing'
      ? `<span aria-hidden="true">-</span><span class="unseen">missing in ${escaped(column)}</span>`
      : escaped(cellText(cell));
  return `<td class="${cell.k}"${detail}>${shown}</td>`;
}

function usesHtml(uses: readonly Use[], options: HtmlOptions): string {
  const items = uses.slice(0, MOST_USES).map((use) => `<li>${placeHtml(options.placeOf(use))}</li>`);
  if (uses.length > MOST_USES) items.push(`<li>and ${uses.length - MOST_USES} more</li>`);
  return `<details><summary>${uses.length}</summary><ul>${items.join('')}</ul></details>`;
}
