/** The difference between two sets of bindings as text for a terminal. */
import {
  type CrateChanges,
  codeOf,
  hitText,
  type JoinedHit,
  type UpgradeReport,
} from '../features/upgrade/report';
import { changedWords, entryWords, totalWords } from '../features/upgrade/words';
import { printable } from './cells';
import type { Paint, Tint } from './style';
import type { Placed, UsePlace } from './usePlaces';

/** The whole report, with a line break at the end. */
export function diffText(report: UpgradeReport, placeOf: (place: Placed) => UsePlace, paint: Paint): string {
  const { from, to, options, crates, remarks, workspace } = report;
  const width = Math.max(from.name.length, to.name.length);
  const head = [
    `${paint('strong', 'from:')} ${printable(from.name).padEnd(width)}  ${printable(from.about)}`,
    `${paint('strong', 'to:')}   ${printable(to.name).padEnd(width)}  ${printable(to.about)}`,
    ...(options.length > 0
      ? [
          `${paint('strong', 'kernel options:')} ${options.map((one) => `${one.key} ${one.from} -> ${one.to}`).join(', ')}`,
        ]
      : []),
    ...remarks.map((remark) => `${paint('note', 'note')}: ${printable(remark)}`),
  ];
  const blocks = [head.join('\n'), ...crates.map((crate) => crateText(crate, paint))];
  if (workspace) {
    const { hits, folder } = workspace;
    if (hits.length > 0) {
      const title = paint('strong', `in ${printable(folder)}`);
      blocks.push([title, ...hits.flatMap((hit) => hitLines(hit, placeOf, paint))].join('\n'));
    }
    const fails = hits.some(({ hit }) => hit.effect === 'fails');
    blocks.push(paint(fails ? 'error' : hits.length > 0 ? 'warning' : 'note', totalWords(workspace)));
  }
  return `${blocks.join('\n\n')}\n`;
}

function crateText({ root, versions }: CrateChanges, paint: Paint): string {
  const { added, removed, moved, changed, unknown, shared } = versions;
  const differing = moved.length + changed.length + unknown.length + added.length + removed.length;
  const counts = [
    `${added.length} added`,
    `${removed.length} removed`,
    `${moved.length} moved`,
    `${changed.length} changed`,
    ...(unknown.length > 0 ? [`${unknown.length} not known`] : []),
  ];
  const same = shared - changed.length - unknown.length;
  const title = paint('strong', `${root}: ${counts.join(', ')}, ${same} the same`);
  if (differing === 0) return title;
  const rows: (readonly [mark: string, tint: Tint, path: string, words: string])[] = [
    ...removed.map((one) => ['-', 'error', one.path, entryWords(one)] as const),
    ...moved.map((one) => {
      const words = changedWords(one);
      return [
        '>',
        'warning',
        one.from.path,
        `now ${one.to.path}${words === '' ? '' : `; ${words}`}`,
      ] as const;
    }),
    ...changed.map((one) => ['~', 'warning', one.from.path, changedWords(one)] as const),
    ...unknown.map(
      ({ from, to, reason }) =>
        ['?', 'gutter', from.path, `${from.text} -> ${to.text}: not known, ${reason}`] as const,
    ),
    ...added.map((one) => ['+', 'note', one.path, entryWords(one)] as const),
  ];
  const width = Math.min(60, Math.max(...rows.map(([, , path]) => path.length)));
  const lines = rows.map(
    ([mark, tint, path, words]) =>
      `  ${paint(tint, mark)} ${printable(path).padEnd(width)}  ${paint('faint', printable(words))}`,
  );
  return [title, ...lines].join('\n');
}

const EFFECT: Readonly<Record<JoinedHit['hit']['effect'], readonly [tint: Tint, word: string]>> = {
  fails: ['error', 'error'],
  changes: ['warning', 'changed'],
  follows: ['gutter', 'follows'],
  remark: ['information', 'remark'],
};

function hitLines(
  { hit, views }: JoinedHit,
  placeOf: (place: Placed) => UsePlace,
  paint: Paint,
): readonly string[] {
  const { file, line, col } = placeOf(hit);
  const [tint, word] = EFFECT[hit.effect];
  const rustcCode = codeOf(hit);
  const code = rustcCode === undefined ? '' : `[${rustcCode}]`;
  const about = hit.effect === 'changes' ? `\`${hit.name}\`: ${hitText(hit)}` : hitText(hit);
  const where = views.every((view) => view === '') ? '' : ` (${views.join(', ')})`;
  return [
    `  ${printable(file)}:${line}:${col}: ${paint(tint, word + code)}: ${printable(about)}${printable(where)}`,
    ...(hit.finding?.help === undefined
      ? []
      : [`    ${paint('help', 'help')}: ${printable(hit.finding.help)}`]),
  ];
}
