/** Markdown (GitHub's form of it) in which texts stand for themselves. */

/** A row of a table; cells are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The two lines that a table begins with; `>` before a title: numbers, set to the right. */
export function head(titles: readonly string[]): readonly string[] {
  const right = titles.map((title) => title.startsWith('>'));
  return [
    row(titles.map((title, at) => (right[at] ? title.slice(1) : title))),
    row(right.map((is) => (is ? '---:' : '---'))),
  ];
}

/** Text as code, on one line and fit for a cell of a table. Backticks, which no name has, are left out. */
export function code(text: string): string {
  const line = oneLine(text).replaceAll('`', '').trim();
  return line === '' ? '' : `\`${line.replaceAll('|', '\\|')}\``;
}

/** Text on one line in which nothing is taken for Markdown, HTML, a mention or a reference to an issue. */
export function escaped(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\|*_`<>[\]~$]/g, (character) => `\\${character}`)
    .replace(/([@#])(?=[\w-])/g, '$1<!-- -->');
}

/** A sentence in which backticks stand around code, as findings have them. */
export function prose(text: string): string {
  const parts = text.split('`');
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return escaped(part);
      return at === parts.length - 1 ? escaped(`\`${part}`) : code(part);
    })
    .join('');
}

/** A link to an address whose parts are encoded already; what could end the link is encoded too. */
export function link(text: string, target: string): string {
  const safe = target.replace(
    /[\s()<>\\|`[\]]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `[${escaped(text)}](${safe})`;
}

/** Something long, folded away; `body` is Markdown on one line, so that it may stand in a table. */
export function folded(title: string, body: string): string {
  return `<details><summary>${escaped(title)}</summary>${body}</details>`;
}

function oneLine(text: string): string {
  // Control characters and marks that turn the direction of writing would let a text look like another.
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
}
