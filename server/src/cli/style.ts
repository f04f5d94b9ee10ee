/** Colours of the text output, in rustc's choice: red errors, yellow warnings, blue gutters. */

export type Tint =
  | 'error'
  | 'warning'
  | 'information'
  | 'hint'
  | 'note'
  | 'help'
  | 'gutter'
  | 'strong'
  | 'faint';

/** Wraps a text in the colour for `tint`. */
export type Paint = (tint: Tint, text: string) => string;

const CODES: Readonly<Record<Tint, string>> = {
  error: '1;31',
  warning: '1;33',
  information: '1;36',
  hint: '1;36',
  note: '1;32',
  help: '1;36',
  gutter: '1;34',
  strong: '1',
  faint: '2',
};

/** No colours at all. */
export const plain: Paint = (_tint, text) => text;

/** ANSI colours. */
export const ansi: Paint = (tint, text) => (text === '' ? '' : `\u001b[${CODES[tint]}m${text}\u001b[0m`);

/**
 * Chooses colours as most command line tools do: `NO_COLOR` (no-color.org: present and not empty) beats
 * `FORCE_COLOR`/`CLICOLOR_FORCE`, which beat the question whether a terminal reads the output.
 */
export function choosePaint(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): Paint {
  if ((environment.NO_COLOR ?? '') !== '') return plain;
  const forced = environment.FORCE_COLOR ?? environment.CLICOLOR_FORCE ?? '';
  if (forced !== '' && forced !== '0') return ansi;
  return isTerminal && environment.TERM !== 'dumb' ? ansi : plain;
}
