/** TOML as plain tables, read without trust: every value may be missing or of a wrong type. */
import { parse, TomlError } from 'smol-toml';
import { LineIndex } from '../text/lineIndex';
import type { FileSystem, ProjectProblem } from './model';
import { type TomlLayout, type TomlPath, tomlLayout } from './tomlLayout';
import { locateKey, locateValue } from './tomlPlaces';

export type Table = Readonly<Record<string, unknown>>;

type Report = (problem: ProjectProblem) => void;

const MAX_LOCATED = 100;

/** What texts say. Each view of a workspace reads its manifests, and again after every change to one of them. */
const known = new Map<string, Table>();
const MOST_KNOWN = 500;
const LONGEST_KNOWN = 100_000;

/** Throws as `parse` does. */
function parsed(text: string): Table {
  const before = known.get(text);
  if (before) return before;
  const table = parse(text);
  if (text.length > LONGEST_KNOWN) return table;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, table);
  return table;
}

/** One TOML file: its text, what it says, and a place to put what is wrong with it. */
export class TomlFile {
  #problems = 0;
  /** Where everything stands in the text, once something is wrong in it. */
  #layout: TomlLayout | undefined;

  constructor(
    /** Absolute path. */
    readonly path: string,
    readonly text: string,
    readonly root: Table,
    private readonly report: Report,
  ) {}

  /**
   * Reads a file; `undefined`, with a problem reported, if it cannot be read or is not TOML.
   * The caller knows that the file should be there.
   */
  static read(files: FileSystem, path: string, report: Report): TomlFile | undefined {
    const text = files.readText(path);
    if (text === undefined) {
      report({
        file: path,
        message: `${path} cannot be read: ${files.whyUnreadable(path)}`,
        help: 'make the file readable, or remove what names it',
        severity: 'error',
        unreadable: true,
      });
      return undefined;
    }
    try {
      return new TomlFile(path, text, parsed(text), report);
    } catch (error) {
      report(tomlProblem(path, text, error));
      return undefined;
    }
  }

  /** Reports a problem, at a key (`['package', 'edition']`) where that can be found in the text. */
  problem(
    keys: TomlPath,
    message: string,
    help?: string,
    severity: 'error' | 'warning' = 'error',
    missingPackage?: string,
  ): void {
    this.#say(locateKey, keys, message, help, severity, missingPackage);
  }

  /** Reports a problem with the value of a key, or with an entry of a list (a number at the end of `keys`). */
  valueProblem(
    keys: TomlPath,
    message: string,
    help?: string,
    severity: 'error' | 'warning' = 'error',
  ): void {
    this.#say(locateValue, keys, message, help, severity);
  }

  #say(
    locate: typeof locateKey,
    keys: TomlPath,
    message: string,
    help: string | undefined,
    severity: 'error' | 'warning',
    missingPackage?: string,
  ): void {
    this.#problems += 1;
    // Looking a place up costs a walk through all places of the text: not for thousands.
    const place = this.#problems > MAX_LOCATED ? {} : locate(this.#places(), keys);
    this.report({
      file: this.path,
      ...place,
      message,
      ...(help === undefined ? {} : { help }),
      severity,
      ...(missingPackage === undefined ? {} : { missingPackage }),
    });
  }

  #places(): TomlLayout {
    this.#layout ??= tomlLayout(this.text);
    return this.#layout;
  }

  /** The table under these keys; an empty one if it is absent or something else (which is reported). */
  table(...keys: readonly string[]): TomlTable {
    let at = new TomlTable(this, this.root, []);
    for (const key of keys) at = at.table(key) ?? new TomlTable(this, {}, [...at.keys, key]);
    return at;
  }
}

/** A table in a file. What is of a wrong type is reported once per question and counts as absent. */
export class TomlTable {
  constructor(
    readonly file: TomlFile,
    readonly content: Table,
    /** Keys that lead here from the file's root. */
    readonly keys: readonly string[],
  ) {}

  names(): string[] {
    return Object.keys(this.content);
  }

  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  value(key: string): unknown {
    return Object.hasOwn(this.content, key) ? this.content[key] : undefined;
  }

  string(key: string): string | undefined {
    const value = this.value(key);
    return value === undefined || typeof value === 'string' ? value : this.#wrong(key, 'a string');
  }

  boolean(key: string): boolean | undefined {
    const value = this.value(key);
    return value === undefined || typeof value === 'boolean' ? value : this.#wrong(key, 'true or false');
  }

  /** A list of strings; entries that are none are reported and left out. */
  strings(key: string): readonly string[] | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.#wrong(key, 'a list of strings');
    const strings = value.filter((entry): entry is string => typeof entry === 'string');
    if (strings.length < value.length) this.#wrong(key, 'a list of strings');
    return strings;
  }

  table(key: string): TomlTable | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    return isTable(value)
      ? new TomlTable(this.file, value, [...this.keys, key])
      : this.#wrong(key, 'a table');
  }

  /** The tables under a key that is written `[[key]]`. */
  tables(key: string): readonly TomlTable[] | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every(isTable)) return this.#wrong(key, 'a list of tables');
    return value.map((entry) => new TomlTable(this.file, entry, [...this.keys, key]));
  }

  problem(key: string, message: string, help?: string, severity: 'error' | 'warning' = 'error'): void {
    this.file.problem([...this.keys, key], message, help, severity);
  }

  #wrong(key: string, expected: string): undefined {
    const name = [...this.keys, key].join('.');
    const value = this.value(key);
    const found = describe(value);
    // `edition = 2021`: what is meant is plain.
    const meant = expected === 'a string' && typeof value === 'number' ? `\`${key} = "${value}"\`` : expected;
    this.problem(
      key,
      `\`${name}\` must be ${expected}, but is ${found}`,
      `write ${meant}, or remove the key`,
    );
    return undefined;
  }
}

/** A plain table: dates and lists are not. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** `a list`, `a string`, `true`: for messages. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value === 'string') return 'a string';
  if (typeof value === 'boolean') return `${value}`;
  return isTable(value) ? 'a table' : 'a number';
}

function tomlProblem(path: string, text: string, error: unknown): ProjectProblem {
  const help = 'correct the file: nothing in it is known until then';
  const about = { file: path, help, severity: 'error', unreadable: true } as const;
  if (!(error instanceof TomlError)) return { ...about, message: `${path} cannot be read as TOML` };
  const lines = new LineIndex(text);
  const start = lines.offsetAt({ line: error.line - 1, character: error.column - 1 }, 'utf-16');
  const end = Math.max(start, lines.lineEnd(error.line - 1));
  // The first line says what is wrong, the rest draws the place.
  const [first = ''] = error.message.split('\n');
  const message = `this is not valid TOML: ${first.replace('Invalid TOML document: ', '')}`;
  return { ...about, start, end, message };
}
