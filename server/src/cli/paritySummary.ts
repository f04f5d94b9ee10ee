/** How far stand-ins (mocks) are like what they stand in for, as text. */
import type { ParityResult } from '../diagnose/parity/result';
import { paritySummaries } from '../report/parity';
import { plural } from '../text/count';
import { printable } from './cells';
import type { Paint } from './style';

/** So many names that cannot be told are listed in the text. */
const MOST_UNKNOWN = 5;

/** A few lines for each pair; nothing where there is none. */
export function parityText(
  result: ParityResult | undefined,
  paint: Paint,
  /** Of several views, the one that it holds in. */
  view?: string,
): readonly string[] {
  if (!result) return [];
  return paritySummaries(result).map((summary) => {
    const { module, standIn, real, names, same, different, following, from, missing, unknown } = summary;
    const follows =
      following === 0
        ? ''
        : ` (${following} of them only because ${from.map((name) => `\`${name}\``).join(', ')} ${from.length === 1 ? 'does' : 'do'})`;
    const lines = [
      `${paint('strong', `parity of ${printable(module)}`)}: ${printable(standIn)} against ${printable(real)}${view === undefined ? '' : ` in view ${printable(view)}`}`,
      `  ${plural(names, 'name')}: ${same} the same, ${different} different${follows}, ${missing} missing, ${unknown.length} not known`,
    ];
    for (const { name, what, reason } of unknown.slice(0, MOST_UNKNOWN))
      lines.push(`    not known: ${what} of ${printable(name)} (${printable(reason)})`);
    if (unknown.length > MOST_UNKNOWN) lines.push(`    and ${unknown.length - MOST_UNKNOWN} more`);
    return lines.join('\n');
  });
}
