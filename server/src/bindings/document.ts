/** Snapshots as Rust text that a person can read and jump into, where no generated file is on disk. */
import { itemText, useText, variantText } from '../syntax/print';
import type { Item, VariantRef } from '../syntax/summary';
import type { ExternalAssociated, ExternalCrate, ExternalName } from './model';

/** A name in a document and all that stands in it. Offsets are UTF-16 ones. */
export interface DocumentNode {
  /** The item, variant, or name of a crate's public tree. */
  readonly owner: object;
  /** Of an impl its head. */
  readonly name: string;
  readonly kind: Item['kind'] | ExternalName['kind'] | ExternalAssociated['kind'] | 'variant';
  /** Where the name stands. */
  readonly at: readonly [start: number, end: number];
  readonly start: number;
  readonly end: number;
  readonly children: readonly DocumentNode[];
}

/** A rendered text with the place of every name in it. */
export interface BindingsDocument {
  readonly text: string;
  /** Names outside of all others, in order. */
  readonly nodes: readonly DocumentNode[];
  /** Start and end (UTF-16 offsets) of the name of an item, variant, or name of a crate's public tree. */
  placeOf(owner: object): readonly [start: number, end: number] | undefined;
}

/** Collects lines and where names stand in them. */
class Writer {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly places = new Map<object, readonly [number, number]>();
  private readonly nodes: Growing[] = [];
  /** The last name at each depth that something may still stand in. */
  private open: Growing[] = [];

  /** Writes a line; the first place where the name is a whole word in it is that of the owner. */
  line(depth: number, text: string, named?: Named): void {
    const line = `${text
      .split('\n')
      .map((each) => (each === '' ? '' : '    '.repeat(depth) + each))
      .join('\n')}\n`;
    const start = this.length;
    this.parts.push(line);
    this.length += line.length;
    if (named !== undefined) this.add(depth, named, start, line);
    for (const node of this.open.slice(0, text === '}' ? depth + 1 : depth)) node.end = this.length - 1;
  }

  private add(depth: number, { owner, name, kind }: Named, start: number, line: string): void {
    const from = start + '    '.repeat(depth).length;
    let at: readonly [number, number] | undefined = [from, from + name.length];
    if (kind !== 'impl') {
      const word = wordIn(line, name);
      at = word < 0 ? undefined : [start + word, start + word + name.length];
      if (at) this.places.set(owner, at);
    }
    this.open.length = Math.min(this.open.length, depth);
    if (at && name !== '') this.open.push(this.node({ owner, name, kind }, at, from));
  }

  private node(named: Named, at: readonly [number, number], start: number): Growing {
    const node: Growing = { ...named, at, start, end: this.length - 1, children: [] };
    (this.open.at(-1)?.children ?? this.nodes).push(node);
    return node;
  }

  /** Notes the place of a variant in the text that was written last, that of its enum. */
  mark(owner: object, name: string): void {
    const last = this.parts.at(-1) ?? '';
    const at = wordIn(last, name);
    const start = this.length - last.length + at;
    if (at < 0) return;
    const place = [start, start + name.length] as const;
    this.places.set(owner, place);
    const node = this.node({ owner, name, kind: 'variant' }, place, start);
    node.end = place[1];
  }

  finish(): BindingsDocument {
    const { places, nodes } = this;
    return { text: this.parts.join(''), nodes, placeOf: (owner) => places.get(owner) };
  }
}

type Named = Pick<DocumentNode, 'owner' | 'name' | 'kind'>;

type Growing = Omit<DocumentNode, 'end' | 'children'> & { end: number; readonly children: Growing[] };

function wordIn(line: string, name: string): number {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1))
    if (!/\w/.test(line.charAt(at - 1)) && !/\w/.test(line.charAt(at + name.length))) return at;
  return -1;
}

function namedBy(owner: Item | ExternalName | ExternalAssociated): Named {
  const { name, kind } = owner;
  return { owner, name, kind };
}

const rendered = new WeakMap<object, BindingsDocument>();

/** Items of one generated file. `title` says what they are, in a comment at the top. The same items give the same document. */
export function documentOfItems(items: readonly Item[], title: string): BindingsDocument {
  const known = rendered.get(items);
  if (known) return known;
  const writer = new Writer();
  writer.line(0, heading(title));
  writeItems(writer, items, 0);
  const made = writer.finish();
  rendered.set(items, made);
  return made;
}

function heading(title: string): string {
  return `// ${title}\n// Written from a snapshot: names, types and values are those of the generated file; bodies are not kept.\n`;
}

function writeItems(writer: Writer, items: readonly Item[], depth: number): void {
  for (const item of items) writeItem(writer, item, depth);
}

function writeItem(writer: Writer, item: Item, depth: number): void {
  for (const { path, args } of item.attributes ?? []) writer.line(depth, `#[${path}${args}]`);
  switch (item.kind) {
    case 'use':
      for (const leaf of item.leaves) writer.line(depth, `${useText(leaf, item.visibility)};`);
      return;
    case 'module':
    case 'impl':
    case 'trait': {
      const inside = item.kind === 'module' ? (item.items ?? []) : item.members;
      const head = itemText(item);
      const named = { owner: item, name: item.kind === 'impl' ? head : item.name, kind: item.kind };
      if (inside.length === 0) writer.line(depth, `${head} {}`, named);
      else {
        writer.line(depth, `${head} {`, named);
        writeItems(writer, inside, depth + 1);
        writer.line(depth, '}');
      }
      return;
    }
    case 'enum':
      writer.line(depth, itemText(item), namedBy(item));
      for (const variant of item.variants) writer.mark(variant, variant.name);
      return;
    case 'function':
      // The bodies of generated functions are long and say nothing.
      writer.line(depth, `${itemText(item)};`, namedBy(item));
      return;
    case 'macroDefinition':
      writer.line(depth, `${itemText(item)} {${item.body}}`, namedBy(item));
      return;
    case 'broken':
      return;
    default: {
      const text = itemText(item);
      writer.line(depth, text.endsWith('}') ? text : `${text};`, namedBy(item));
    }
  }
}

/** The public module tree of a crate. */
export function documentOfCrate(crate: ExternalCrate, title: string): BindingsDocument {
  const known = rendered.get(crate);
  if (known) return known;
  const writer = new Writer();
  writer.line(0, heading(title));
  writeModule(writer, crate, '', 0);
  const made = writer.finish();
  rendered.set(crate, made);
  return made;
}

function writeModule(writer: Writer, crate: ExternalCrate, path: string, depth: number): void {
  for (const name of crate.modules.get(path) ?? []) {
    if (name.feature !== undefined) writer.line(depth, `#[cfg(feature = "${name.feature}")]`);
    if (name.kind === 'module') {
      writer.line(depth, `pub mod ${name.name} {`, namedBy(name));
      writeModule(writer, crate, path === '' ? name.name : `${path}::${name.name}`, depth + 1);
      writer.line(depth, '}');
    } else writeName(writer, name, depth);
  }
}

function writeName(writer: Writer, name: ExternalName, depth: number): void {
  writer.line(
    depth,
    `${externalText(name)}${name.kind === 'enum' || name.kind === 'trait' ? '' : ';'}`,
    namedBy(name),
  );
  for (const variant of name.variants ?? []) writer.mark(variant, variant[0]);
  const { associated = [] } = name;
  if (associated.length === 0) return;
  writer.line(depth, `${name.kind === 'trait' ? 'trait' : 'impl'} ${name.name} {`);
  for (const member of associated) writer.line(depth + 1, `${associatedText(member)};`, namedBy(member));
  writer.line(depth, '}');
}

/** A name of a public tree as Rust: its signature, value or target, as far as it is kept. */
export function externalText(name: ExternalName): string {
  const { text } = name;
  switch (name.kind) {
    case 'reexport': {
      const target = name.target ?? name.name;
      if (name.glob) return `pub use ${target}::*`;
      return `pub use ${target}${target.split('::').at(-1) === name.name ? '' : ` as ${name.name}`}`;
    }
    case 'function':
      return `pub ${text ?? `fn ${name.name}(…)`}`;
    case 'const':
    case 'static':
      return `pub ${name.kind} ${name.name}${text === undefined ? '' : `: ${text}`}`;
    case 'alias':
      return `pub type ${name.name}${text === undefined ? '' : ` = ${text}`}`;
    case 'enum': {
      const shapes = { t: 'tuple', u: 'unit', r: 'record' } as const;
      const variants = (name.variants ?? []).map(
        ([variant, shape]): Pick<VariantRef, 'name' | 'shape'> => ({
          name: variant,
          shape: shapes[shape],
        }),
      );
      return `pub enum ${name.name} {${variants.map((v) => `\n    ${variantText(v)},`).join('')}\n}`;
    }
    case 'struct':
      return text?.startsWith('(') ? `pub struct ${name.name}${text}` : `pub struct ${name.name}`;
    case 'macro':
      return `macro ${name.name}!`;
    case 'trait':
      return `pub trait ${name.name}`;
    case 'module':
      return `pub mod ${name.name}`;
    default:
      return `pub ${name.kind} ${name.name}`;
  }
}

/** An associated item of a public tree as Rust. */
export function associatedText(member: ExternalAssociated): string {
  if (member.text !== undefined) return `pub ${member.text}`;
  if (member.kind === 'const') return `pub const ${member.name}`;
  return member.kind === 'type' ? `type ${member.name}` : `pub fn ${member.name}(…)`;
}
