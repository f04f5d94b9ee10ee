/**
 * The SARIF output, for code scanning: OASIS SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Files are
 * named from the working folder, which is where a repository is checked out when a workflow runs.
 */

import { pathToFileURL } from 'node:url';
import type { Finding, Severity } from '../diagnose/finding';
import { whereItHolds } from '../diagnose/joined';
import { LineIndex } from '../text/lineIndex';
import { type CheckReport, relativeFile } from './report';

export interface SarifOptions {
  readonly version: string;
  /** Working folder, absolute, forward slashes. */
  readonly cwd: string;
  /** Text of a file, for lines and columns; where there is none, the place is line 1, column 1. */
  readonly textOf: (file: string) => string | undefined;
  /** What a code means, in a sentence. */
  readonly meaningOf: (code: string) => string | undefined;
}

/** SARIF's levels: what is no error and no warning is a note. */
const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The report as a SARIF log with one run. */
export function checkSarif(report: CheckReport, options: SarifOptions): object {
  const codes = [...new Set(report.findings.map(({ finding }) => finding.code))].sort();
  const places = new Places(options);
  const nameOf = (view: number): string => report.views[view]?.name ?? '';
  const results = report.findings.map((joined) => {
    const { finding } = joined;
    const holds = whereItHolds(joined, nameOf);
    const related = finding.related.filter(({ file }) => options.textOf(file) !== undefined);
    return {
      ruleId: finding.code,
      ruleIndex: codes.indexOf(finding.code),
      level: LEVELS[finding.severity],
      message: { text: sentences([finding.message, finding.help, holds]) },
      locations: [{ physicalLocation: places.of(finding) }],
      ...(related.length === 0
        ? {}
        : {
            relatedLocations: related.map((place) => ({
              physicalLocation: places.of(place),
              message: { text: place.message },
            })),
          }),
      ...fixOf(finding, places),
      ...(finding.rustcCode === undefined ? {} : { properties: { rustcCode: finding.rustcCode } }),
    };
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kaal-sel4',
            version: options.version,
            rules: codes.map((id) => ({ id, shortDescription: { text: options.meaningOf(id) ?? id } })),
          },
        },
        // As rustc counts.
        columnKind: 'unicodeCodePoints',
        results,
      },
    ],
  };
}

interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Places in files as SARIF says them; each file's lines are counted once. */
class Places {
  private readonly sources = new Map<string, LineIndex>();

  constructor(private readonly options: SarifOptions) {}

  of(place: Place): object {
    return { artifactLocation: this.artifact(place.file), region: this.region(place) };
  }

  artifact(file: string): object {
    const path = relativeFile(this.options.cwd, file);
    if (path !== file)
      return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
    return { uri: pathToFileURL(file).href };
  }

  region({ file, start, end }: Place): object {
    let source = this.sources.get(file);
    if (source === undefined) {
      source = new LineIndex(this.options.textOf(file) ?? '');
      this.sources.set(file, source);
    }
    const from = source.rustcPosition(start);
    const to = source.rustcPosition(end);
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  }
}

function fixOf({ file, replacement, help }: Finding, places: Places): object {
  if (replacement === undefined) return {};
  const deletedRegion = places.region({ file, ...replacement });
  const replacements = [{ deletedRegion, insertedContent: { text: replacement.text } }];
  return {
    fixes: [
      {
        description: { text: help ?? `write \`${replacement.text}\`` },
        artifactChanges: [{ artifactLocation: places.artifact(file), replacements }],
      },
    ],
  };
}

function sentences(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
