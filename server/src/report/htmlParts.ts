/** Parts of the report's page that can be read with the eyes, the ears and the keyboard. */
import type { ReferenceCounts } from '../diagnose/finding';
import { escaped, type LinkedPlace, placeHtml } from '../page/html';
import type { PlaceOfReport } from './model';
import { found, percent, placeCount, progressText } from './words';

/** Places that are listed openly; more are folded away. */
const OPEN_PLACES = 3;
/** Places that are listed at all, for one name. */
const MOST_PLACES = 200;

export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly html: string;
}

/** A landmark with its heading; `id` is the address of a link to it. */
export function section(id: string, heading: string, html: string): Section {
  return {
    id,
    heading,
    html: `<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${escaped(heading)}</h2>\n${html}\n</section>`,
  };
}

/** A table with a caption and column headers, which scrolls by itself; `#` before a title: numbers. Rows are cells. */
export function table(
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = titles.map((title) => `<th scope="col">${escaped(title.replace(/^#/, ''))}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return `<div class="wide"><table>
<caption class="unseen">${escaped(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

/** A cell of HTML. */
export function cell(html: string, kind?: string): string {
  return kind === undefined ? `<td>${html}</td>` : `<td class="${kind}">${html}</td>`;
}

/** The cell that the row is called by. */
export function headCell(html: string, kind?: string): string {
  return kind === undefined ? `<th scope="row">${html}</th>` : `<th scope="row" class="${kind}">${html}</th>`;
}

/** A bar with its numbers beside it; `what` it is the progress of, for those who do not see where it stands. */
export function progressHtml(names: ReferenceCounts, what: string): string {
  const label = `${what}: ${percent(names)} % found`;
  return `<progress max="${Math.max(1, names.total)}" value="${names.total === 0 ? 1 : found(names)}" aria-label="${escaped(label)}"></progress> ${escaped(progressText(names))}`;
}

/** Links to places; many are folded away. `key` tells this list from all others of the page. */
export function placesHtml(
  key: string,
  places: readonly PlaceOfReport[],
  linkOf: (place: PlaceOfReport) => LinkedPlace,
): string {
  const items = places.slice(0, MOST_PLACES).map((place) => `<li>${placeHtml(linkOf(place))}</li>`);
  if (places.length > MOST_PLACES) items.push(`<li>and ${places.length - MOST_PLACES} more</li>`);
  const list = `<ul>${items.join('')}</ul>`;
  if (places.length <= OPEN_PLACES) return list;
  return `<details data-key="${escaped(key)}"><summary>${escaped(placeCount(places))}</summary>${list}</details>`;
}
