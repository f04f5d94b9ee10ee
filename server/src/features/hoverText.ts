/** Hovers as text, for clients that show Markdown and for those that do not. */
import type { NameText, ParameterText } from '../knowledge/documentation';
import { shownPath } from '../project/paths';
import type { Place } from '../query';
import type { Hover } from './hover';
import type { Step } from './steps';
import type { HoverSubject } from './subject';

export interface TextOptions {
  readonly markdown: boolean;
  /** Address of a place for a link, and its line from 1; `undefined` where a client cannot open it. */
  readonly link?: (place: Place) => { readonly uri: string; readonly line: number } | undefined;
  /** Absolute path that shown paths are relative to. */
  readonly root: string;
  /** What is wrong and what helps is shown beside the hover already. */
  readonly reasonShown?: boolean;
}

/** Subjects beyond these are named in one line. */
const MOST_SUBJECTS = 3;

/** Short facts first, details below. Empty only where the reason was all there is, and is shown already. */
export function hoverText(hover: Hover, options: TextOptions): string {
  const blocks: string[] = [];
  if (hover.problem) blocks.push(...problemBlocks(hover.problem, options));
  const shown = hover.subjects.slice(0, MOST_SUBJECTS);
  for (const subject of shown) blocks.push(...subjectBlocks(subject, options));
  const rest = hover.subjects.slice(MOST_SUBJECTS).map(({ path }) => code(path, options));
  if (rest.length > 0) blocks.push(`Also ${rest.join(', ')}.`);
  if (hover.uncertain !== undefined) blocks.push(`${hover.uncertain}.`);
  return blocks.join('\n\n');
}

function problemBlocks(
  problem: NonNullable<Hover['problem']>,
  { markdown, reasonShown = false }: TextOptions,
): readonly string[] {
  const help = problem.help === undefined ? [] : [capital(problem.help)];
  const [first, ...others] = problem.candidates;
  const more = others.filter((candidate) => !problem.help?.includes(`\`${candidate}\``)).slice(0, 3);
  const also =
    first === undefined || more.length === 0
      ? []
      : [`Also possible: ${more.map((each) => `\`${each}\``).join(', ')}`];
  const reason = reasonShown ? [] : [capital(problem.message), ...help];
  const lines = [...reason, ...also].map((line) => `${line}.`.replace(/\.\.$/, '.'));
  return markdown ? lines : lines.map(plain);
}

function subjectBlocks(subject: HoverSubject, options: TextOptions): readonly string[] {
  const { existence, text, typed, calls, notes } = subject;
  const blocks = subject.code === '' ? [] : [fenced(wrapped(subject.code), options)];
  const where = existence === undefined ? '' : ` · ${existence.where}`;
  if (subject.path !== '')
    blocks.push(`${linked(code(subject.path, options), subject.place, options)}${where}`);
  if (existence && existence.variants.length > 0)
    blocks.push(`${valueWord(subject)}: ${existence.variants.map((each) => code(each, options)).join(', ')}`);
  if (existence && existence.signatures.length > 0)
    blocks.push(`Elsewhere: ${existence.signatures.map((each) => code(each, options)).join(', ')}`);
  if (text) blocks.push(...documentationBlocks(text, subject.parameters, options));
  if (calls.length > 0) blocks.push(`Calls ${calls.map((name) => code(name, options)).join(', ')}.`);
  if (typed.length > 0)
    blocks.push(
      `In the ${code('sel4', options)} crate: ${typed
        .slice(0, 3)
        .map(({ path, signature }) =>
          code(signature === undefined ? path : `${path}${signature.replace(/^.*?\bfn \w+/, '')}`, options),
        )
        .join(', ')}`,
    );
  if (subject.chain.length > 0)
    blocks.push(['By way of', ...subject.chain.map((step) => `- ${stepText(step, options)}`)].join('\n'));
  blocks.push(...notes.map((note) => (options.markdown ? note : plain(note))));
  if (text?.link !== undefined) blocks.push(link('seL4 documentation', text.link, options));
  return blocks;
}

function valueWord({ code: text }: HoverSubject): string {
  return text.includes('type ') ? 'Targets' : 'Values';
}

/** A sentence, then what each parameter is for, as a list. */
export function documentationBlocks(
  text: NameText,
  parameters: readonly ParameterText[] = text.parameters,
  options: TextOptions,
): readonly string[] {
  const blocks = [text.brief, ...(text.details ?? [])];
  if (parameters.length > 0)
    blocks.push(parameters.map((each) => `- ${code(each.name, options)}: ${each.text}`).join('\n'));
  if (text.returns !== undefined) blocks.push(`Returns ${text.returns}`);
  if (text.errors && text.errors.length > 0)
    blocks.push(
      ['Errors', ...text.errors.map((each) => `- ${code(each.name, options)}: ${each.text}`)].join('\n'),
    );
  const { source } = text;
  if (source !== 'ours') blocks.push(`From ${code(shownPath(source.file, options.root), options)}`);
  return options.markdown ? blocks : blocks.map(plain);
}

function stepText({ text, place }: Step, options: TextOptions): string {
  const [written = text, inside] = text.split(' in ');
  const where = inside === undefined ? '' : ` in ${code(inside, options)}`;
  const address = place && options.link?.(place);
  const spot = address && place ? ` ${link(`${fileOf(place)}:${address.line}`, address.uri, options)}` : '';
  return `${code(written, options)}${where}${spot}`;
}

function fileOf({ file }: Place): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function linked(text: string, place: Place | undefined, options: TextOptions): string {
  const address = place && options.link?.(place);
  return address && options.markdown ? `[${text}](${address.uri})` : text;
}

function link(text: string, uri: string, { markdown }: TextOptions): string {
  return markdown ? `[${text}](${uri})` : uri.startsWith('http') ? `${text}: ${uri}` : text;
}

function fenced(text: string, { markdown }: TextOptions): string {
  return markdown ? `\`\`\`rust\n${text}\n\`\`\`` : text;
}

function code(text: string, { markdown }: TextOptions): string {
  return markdown ? `\`${text}\`` : text;
}

/** Our sentences mark code with backticks; nothing else of Markdown is used in them. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

function capital(text: string): string {
  return text.startsWith('`') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Columns that fit into a hover. */
const WIDTH = 90;

/** A long signature with a line for each parameter. */
export function wrapped(text: string): string {
  if (text.length <= WIDTH || text.includes('\n')) return text;
  const open = text.indexOf('(');
  if (open < 0 || !text.includes('fn ')) return text;
  let depth = 0;
  const parts: string[] = [];
  let from = open + 1;
  for (let at = open; at < text.length; at++) {
    const char = text.charAt(at);
    if ('([{<'.includes(char)) depth++;
    else if (')]}'.includes(char) || (char === '>' && text.charAt(at - 1) !== '-')) depth--;
    if (depth === 1 && char === ',') {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    } else if (depth === 0) {
      parts.push(text.slice(from, at).trim());
      return `${text.slice(0, open)}(\n${parts.map((part) => `    ${part},\n`).join('')}${text.slice(at)}`;
    }
  }
  return text;
}
