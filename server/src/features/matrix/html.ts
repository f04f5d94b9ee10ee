/** The table as one page: nothing is loaded from anywhere, and it says in words what it says in colours. */
import type { Cell, Matrix, Row } from './table';
import type { Use } from './uses';
import { CELL_MEANING, cellText, homeText } from './words';

export interface HtmlOptions {
  readonly title: string;
  /** A line below the title. */
  readonly about: string;
  /** How a use is called, and where a link to it leads; without `href` it is plain text. */
  placeOf(use: Use): { readonly text: string; readonly href?: string; readonly data?: string };
  /**
   * For a web view of an editor: style and script are allowed by this `nonce` alone. A click on a link hands the use's
   * `data` to the editor.
   */
  readonly webview?: { readonly nonce: string };
}

/** Uses listed for one name. */
const MOST_USES = 50;

const STYLE = `
:root { color-scheme: light dark; --text: CanvasText; --back: Canvas; --line: color-mix(in srgb, CanvasText 20%, Canvas);
  --head: color-mix(in srgb, CanvasText 8%, Canvas); --good: #1a7f37; --other: #9a6700; --bad: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --other: #d29922; --bad: #f85149; } }
body { font: var(--vscode-font-size, 14px) / 1.4 var(--vscode-font-family, system-ui, sans-serif);
  color: var(--vscode-foreground, var(--text)); background: var(--vscode-editor-background, var(--back)); margin: 1rem; }
.wide { overflow: auto; max-height: 85vh; border: 1px solid var(--vscode-panel-border, var(--line)); }
table { border-collapse: collapse; }
th, td { padding: .2rem .6rem; text-align: left; vertical-align: top; white-space: nowrap;
  border-bottom: 1px solid var(--vscode-panel-border, var(--line)); }
thead th { position: sticky; top: 0; background: var(--vscode-editorWidget-background, var(--head)); }
tbody th { font-weight: normal; font-family: var(--vscode-editor-font-family, ui-monospace, monospace); }
.exists { color: var(--vscode-testing-iconPassed, var(--good)); }
.differs, .elsewhere, .kind { color: var(--vscode-editorWarning-foreground, var(--other)); }
.missing { color: var(--vscode-editorError-foreground, var(--bad)); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
summary { cursor: pointer; } ul { margin: .2rem 0; padding-left: 1.2rem; }
`;

const SCRIPT = `
const editor = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-place]');
  if (!link) return;
  event.preventDefault();
  editor.postMessage(JSON.parse(link.dataset.place));
});
`;

function policy(nonce: string): string {
  const rules = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `\n<meta http-equiv="Content-Security-Policy" content="${rules}">`;
}

/** A whole HTML document. */
export function matrixHtml(matrix: Matrix, options: HtmlOptions): string {
  const { columns, rows } = matrix;
  const differing = rows.filter((row) => row.differs).length;
  const own = options.webview && escaped(options.webview.nonce);
  const nonce = own === undefined ? '' : ` nonce="${own}"`;
  const head = ['Name', 'Where', ...columns.map(({ name }) => name), 'Uses'];
  const headCells = head.map((name, at) => {
    const about = columns[at - 2]?.about;
    return `<th scope="col"${about ? ` title="${escaped(about)}"` : ''}>${escaped(name)}</th>`;
  });
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">${own === undefined ? '' : policy(own)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(options.title)}</title>
<style${nonce}>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(options.title)}</h1>
<p>${escaped(options.about)}</p>
<dl>
${CELL_MEANING.map(([kind, shown, meaning]) => `<dt class="${kind}">${escaped(shown)}</dt><dd>${escaped(meaning)}</dd>`).join('\n')}
</dl>
<div class="wide" role="region" aria-label="Table" tabindex="0">
<table>
<caption>${rows.length} names, of which ${differing} differ between ${columns.length} configurations</caption>
<thead><tr>${headCells.join('')}</tr></thead>
<tbody>
${rows.map((row) => rowHtml(row, columns, options)).join('\n')}
</tbody>
</table>
</div>
</main>${own === undefined ? '' : `\n<script nonce="${own}">${SCRIPT}</script>`}
</body>
</html>
`;
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
  const items = uses.slice(0, MOST_USES).map((use) => {
    const { text, href, data } = options.placeOf(use);
    const extra = data === undefined ? '' : ` data-place="${escaped(data)}"`;
    return href === undefined && data === undefined
      ? `<li>${escaped(text)}</li>`
      : `<li><a href="${escaped(href ?? '#')}"${extra}>${escaped(text)}</a></li>`;
  });
  if (uses.length > MOST_USES) items.push(`<li>and ${uses.length - MOST_USES} more</li>`);
  return `<details><summary>${uses.length}</summary><ul>${items.join('')}</ul></details>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that stands for itself in HTML, in attributes too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
