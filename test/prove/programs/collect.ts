/** Programs in a folder that other people wrote for rustc: Rust files, and the Rust in Markdown as rustdoc reads it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface WrittenProgram {
  /** Path of the file, and for Markdown the line of the block. */
  readonly name: string;
  readonly text: string;
  readonly edition: string;
}

/** What is larger takes rustc too long. */
const MOST_TEXT = 60_000;

/** All programs below a folder, in the order of their paths; what cannot be read is left out. */
export function programsIn(folder: string): readonly WrittenProgram[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith('.') || name === 'target' || name === 'auxiliary') return [];
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return programsIn(path);
    if (name.endsWith('.rs')) return ofFile(path);
    return name.endsWith('.md') ? ofMarkdown(path) : [];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A file of rustc's test suite says in comments what it needs: other crates are not made for it. */
function ofFile(path: string): readonly WrittenProgram[] {
  const text = read(path);
  if (text.length > MOST_TEXT || /^\/\/@? *aux-(build|crate)/m.test(text)) return [];
  return [{ name: path, text, edition: /^\/\/@? *edition: *(\d+)/m.exec(text)?.[1] ?? '2021' }];
}

function ofMarkdown(path: string): readonly WrittenProgram[] {
  return fencesIn(read(path)).flatMap(({ info, content, line }) => {
    const [language, ...words] = info.split(/[\s,]+/);
    if (language !== 'rust' || words.some((word) => word.startsWith('ignore'))) return [];
    const edition = words.find((word) => word.startsWith('edition'))?.slice('edition'.length) ?? '2021';
    return [{ name: `${path}:${line}`, text: asProgram(content), edition }];
  });
}

interface Fence {
  readonly info: string;
  readonly content: string;
  /** 1-based. */
  readonly line: number;
}

/** Fenced blocks of Markdown, those in quotations and lists too (CommonMark, "Fenced code blocks"). */
function fencesIn(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { before: string; mark: string; info: string; lines: string[]; line: number } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open) {
      const inside = line.startsWith(open.before) ? line.slice(open.before.length) : line.trimStart();
      if (inside.trim() === open.mark) {
        fences.push({ info: open.info, content: `${open.lines.join('\n')}\n`, line: open.line });
        open = undefined;
      } else open.lines.push(inside === '>' ? '' : inside);
      continue;
    }
    const [, before = '', mark = '', info = ''] = /^([ >]*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (mark !== '') open = { before, mark, info: info.trim(), lines: [], line: index + 1 };
  }
  return fences;
}

/** As rustdoc makes a program of an example: hidden lines are shown, and without `main` it is put into one. */
function asProgram(example: string): string {
  const lines = example.split('\n').map((line) => {
    const start = line.trimStart();
    const before = line.slice(0, line.length - start.length);
    if (start === '#' || start.startsWith('# ')) return before + start.slice(2);
    return start.startsWith('##') ? before + start.slice(1) : line;
  });
  const text = lines.join('\n');
  if (/\bfn main *\(/.test(text)) return text;
  const isOfCrate = (line: string): boolean => line.trimStart().startsWith('#![');
  return [
    ...lines.filter(isOfCrate),
    'fn main() {',
    ...lines.filter((line) => !isOfCrate(line)),
    '}',
    '',
  ].join('\n');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
