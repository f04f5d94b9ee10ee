/** HTML documents that load nothing from anywhere: in a browser, or in a web view in the colours of its editor. */

export interface DocumentOptions {
  readonly title: string;
  /** What stands in `body`, as HTML. */
  readonly body: string;
  /** Style beside {@link BASE_STYLE}. */
  readonly style?: string;
  readonly guard: Guard;
}

/** What the document's policy lets run and apply. */
export type Guard =
  /** For a web view: the styles and the script that have the nonce, and nothing else. */
  | { readonly k: 'nonce'; readonly nonce: string; readonly script: string }
  /** For a file: the one style whose SHA-256 (Base64) this is; no script at all. */
  | { readonly k: 'hash'; readonly sha256OfStyle: string }
  /** No policy; there is no script either. */
  | { readonly k: 'none' };

const BASE = `
:root { color-scheme: light dark; --text: CanvasText; --back: Canvas; --line: color-mix(in srgb, CanvasText 20%, Canvas);
  --head: color-mix(in srgb, CanvasText 8%, Canvas); --good: #1a7f37; --other: #9a6700; --bad: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --other: #d29922; --bad: #f85149; } }
body { font: var(--vscode-font-size, 14px) / 1.4 var(--vscode-font-family, system-ui, sans-serif);
  color: var(--vscode-foreground, var(--text)); background: var(--vscode-editor-background, var(--back)); margin: 1rem; }
a { color: var(--vscode-textLink-foreground, LinkText); }
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); }
table { border-collapse: collapse; }
th, td { padding: .2rem .6rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--vscode-panel-border, var(--line)); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
summary { cursor: pointer; } details ul { margin: .2rem 0; padding-left: 1.2rem; }
`;

/** The style that a document has: what all of them share, and its own. A policy by hash is made of this very text. */
export function styleOf(own = ''): string {
  return BASE + own;
}

/** Posts the data of a link that is clicked (`data-place`) to the editor, which goes there. For `script` of a guard. */
export const LINK_SCRIPT = `
const editor = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-place]');
  if (!link) return;
  event.preventDefault();
  editor.postMessage(JSON.parse(link.dataset.place));
});
`;

/** A whole document. */
export function htmlDocument({ title, body, style, guard }: DocumentOptions): string {
  const nonce = guard.k === 'nonce' ? ` nonce="${escaped(guard.nonce)}"` : '';
  const script = guard.k === 'nonce' ? `\n<script${nonce}>${guard.script}</script>` : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">${policy(guard)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style${nonce}>${styleOf(style)}</style>
</head>
<body>
${body}${script}
</body>
</html>
`;
}

function policy(guard: Guard): string {
  if (guard.k === 'none') return '';
  const rules =
    guard.k === 'nonce'
      ? `style-src 'nonce-${escaped(guard.nonce)}'; script-src 'nonce-${escaped(guard.nonce)}'`
      : `style-src 'sha256-${escaped(guard.sha256OfStyle)}'`;
  const all = `default-src 'none'; ${rules}; base-uri 'none'; form-action 'none'`;
  return `\n<meta http-equiv="Content-Security-Policy" content="${all}">`;
}

/** What a link to a place says and where it leads: without `href` and `data` it is plain text. */
export interface LinkedPlace {
  readonly text: string;
  readonly href?: string;
  /** For the script of a web view. */
  readonly data?: string;
}

/** A link to a place, or its text. */
export function placeHtml({ text, href, data }: LinkedPlace): string {
  if (href === undefined && data === undefined) return escaped(text);
  const extra = data === undefined ? '' : ` data-place="${escaped(data)}"`;
  return `<a href="${escaped(href ?? '#')}"${extra}>${escaped(text)}</a>`;
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

/** A sentence in which backticks stand around code, as findings have them. */
export function prose(text: string): string {
  return text
    .split('`')
    .map((part, at, all) => {
      const inside = at % 2 === 1;
      // A backtick without its other one is a backtick.
      if (inside && at === all.length - 1) return `&#96;${escaped(part)}`;
      return inside ? `<code>${escaped(part)}</code>` : escaped(part);
    })
    .join('');
}
