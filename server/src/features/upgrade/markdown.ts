/** The difference between two sets of bindings in Markdown (GitHub's form of it), for issues and pull requests. */
import { code, escaped, prose } from '../../page/markdown';
import { type CrateChanges, codeOf, hitText, type JoinedHit, type UpgradeReport } from './report';
import { changedWords, entryWords, totalWords } from './words';

type PlaceOf = (place: { readonly file: string; readonly start: number }) => {
  readonly file: string;
  readonly line: number;
  readonly col: number;
};

/** The whole report, with a line break at the end. */
export function upgradeMarkdown(report: UpgradeReport, placeOf: PlaceOf): string {
  const { from, to, options, crates, remarks, workspace } = report;
  const blocks = [
    `# ${escaped(from.name)} to ${escaped(to.name)}`,
    table(
      ['', 'bindings', 'what they are'],
      [
        ['from', code(from.name), escaped(from.about)],
        ['to', code(to.name), escaped(to.about)],
      ],
    ),
    ...(options.length > 0
      ? [
          table(
            ['kernel option', 'from', 'to'],
            options.map((one) => [code(one.key), escaped(one.from), escaped(one.to)]),
          ),
        ]
      : []),
    ...remarks.map((remark) => `> ${prose(remark)}`),
    // What a reader has to act on comes first.
    ...(workspace
      ? [
          '## This workspace',
          `${totalWords(workspace)}.`,
          ...(workspace.hits.length > 0
            ? [
                table(
                  ['place', '', 'what'],
                  workspace.hits.map((hit) => hitRow(hit, placeOf)),
                ),
              ]
            : []),
        ]
      : []),
    ...crates.flatMap(crateBlocks),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function crateBlocks({ root, versions }: CrateChanges): readonly string[] {
  const { added, removed, moved, changed, unknown, shared } = versions;
  const same = shared - changed.length - unknown.length;
  const section = (
    title: string,
    heads: readonly string[],
    rows: readonly (readonly string[])[],
  ): string[] => (rows.length === 0 ? [] : [`### ${title} (${rows.length})`, table(heads, rows)]);
  return [
    `## ${code(root)}`,
    `${added.length} added, ${removed.length} removed, ${moved.length} moved, ${changed.length} changed, ${same} the same.`,
    ...section(
      'Removed',
      ['name', 'was'],
      removed.map((one) => [code(one.path), prose(entryWords(one))]),
    ),
    ...section(
      'Moved',
      ['from', 'to', 'and'],
      moved.map((one) => [code(one.from.path), code(one.to.path), prose(changedWords(one))]),
    ),
    ...section(
      'Changed',
      ['name', 'what'],
      changed.map((one) => [code(one.from.path), prose(changedWords(one))]),
    ),
    ...section(
      'Not known',
      ['name', 'from', 'to', 'why'],
      unknown.map(({ from, to, reason }) => [
        code(from.path),
        escaped(from.text),
        escaped(to.text),
        prose(reason),
      ]),
    ),
    ...section(
      'Added',
      ['name', 'is'],
      added.map((one) => [code(one.path), prose(entryWords(one))]),
    ),
  ];
}

const EFFECT: Readonly<Record<JoinedHit['hit']['effect'], string>> = {
  fails: 'error',
  changes: 'changed',
  follows: 'follows',
  remark: 'remark',
};

function hitRow({ hit, views }: JoinedHit, placeOf: PlaceOf): readonly string[] {
  const { file, line, col } = placeOf(hit);
  const where = views.every((view) => view === '') ? '' : ` (${views.join(', ')})`;
  const help = hit.finding?.help === undefined ? '' : `; ${hit.finding.help}`;
  const rustcCode = codeOf(hit);
  const name = hit.effect === 'changes' ? `${hit.name}: ` : '';
  return [
    code(`${file}:${line}:${col}`),
    EFFECT[hit.effect] + (rustcCode === undefined ? '' : ` ${rustcCode}`),
    prose(`${name}${hitText(hit)}${help}${where}`),
  ];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
