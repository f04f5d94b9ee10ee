/** Texts for people that quote what stands in files: a name there can be a megabyte long. */

/** UTF-16 units of a message that are shown. */
const MOST = 1_000;

/** The text itself, or its beginning and end; no character is cut in two. */
export function shorten(text: string): string {
  if (text.length <= MOST) return text;
  return `${text.slice(0, MOST * 0.7).replace(/[\ud800-\udbff]$/, '')} … ${text.slice(-MOST * 0.3).replace(/^[\udc00-\udfff]/, '')}`;
}
