/** Words that are no names. Rules: Rust reference, "Keywords" and "Identifiers". */

const RESERVED = new Set(
  (
    '_ as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref ' +
    'return self Self static struct super trait true type unsafe use where while abstract become box do final macro ' +
    'override priv typeof unsized virtual yield async await dyn try'
  ).split(' '),
);

/** Whether a word cannot be a name as it is written, in an edition; `_` is one of them. */
export function isReserved(word: string, edition: number): boolean {
  return RESERVED.has(word) || (edition >= 2024 && word === 'gen');
}

/** Whether `r#word` is a name. */
export function canBeRaw(word: string): boolean {
  return isIdentifier(word) && !['_', 'self', 'Self', 'super', 'crate'].includes(word);
}

/** Whether a text has the shape of a name (Unicode's XID_Start and XID_Continue), keyword or not. */
export function isIdentifier(text: string): boolean {
  return /^(?:\p{XID_Start}|_)\p{XID_Continue}*$/u.test(text);
}

/** A name without the `r#` that may stand in front of it. */
export function withoutRaw(name: string): string {
  return name.startsWith('r#') ? name.slice(2) : name;
}

/** A text of Rust without `r#` where the word is no keyword. */
export function withoutNeedlessRaw(text: string): string {
  return text.replace(/\br#(\w+)/g, (whole, word: string) => (RESERVED.has(word) ? whole : word));
}
