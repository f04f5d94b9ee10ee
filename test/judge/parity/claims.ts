/**
 * Turns what comparing says into Rust that rustc can take or refuse: for each claimed equality lines that must compile,
 * for each claimed difference lines of which one must not. Constant asserts tell values, references that must be of one
 * type tell types, pointers to functions tell signatures.
 */
import type { Row } from '../../../server/src/diagnose/parity/result';
import type { Definition } from '../../../server/src/resolve/definitions';
import type { FunctionItem, Item, StructItem } from '../../../server/src/syntax/summary';

export interface Claim {
  readonly about: string;
  /** All lines compile; false: at least one does not. */
  readonly holds: boolean;
  /** Judged before constants are evaluated. */
  readonly lines: readonly string[];
  /** Constant asserts: rustc evaluates them only in a program without other errors. */
  readonly asserts: readonly string[];
}

/** How the two sides are written in the program that rustc gets. */
export interface Spelling {
  /** Path of something of the stand-in in which every struct is that of the other side: their types count as one. */
  readonly unified: (title: string) => string;
  /** The same, but for the struct that is named. */
  readonly own: (struct: string, title: string) => string;
  /** Path of what a row was held against; `undefined`: rustc cannot be asked. */
  readonly there: (row: Row) => string | undefined;
  /** Path that a name would have on the other side if it were not missing. */
  readonly missing: (name: string) => string;
}

/** What every program begins with. */
export const HEAD = `#![allow(warnings)]
fn same<T: ?Sized>(_: &mut T, _: &mut T) {}
`;

/** Claims of a row, one for each aspect that is known. Kinds are claimed where a type is held against a module. */
export function claimsOf(row: Row, spelling: Spelling): readonly Claim[] {
  const { own, verdict, missing } = row;
  const there = spelling.there(row);
  const claims: Claim[] = [];
  const claim = (
    what: string,
    holds: boolean,
    lines: readonly string[],
    asserts: readonly string[] = [],
  ): void => {
    claims.push({
      about: `${own.title} ${what} ${holds ? 'same' : 'differs'} (${row.against})`,
      holds,
      lines,
      asserts,
    });
  };
  if (missing && own.title === own.name)
    claim('missing', false, [`use ${spelling.missing(own.name)} as missing;`]);
  if (there === undefined || own.title !== own.name) return claims;
  const here = spelling.unified(own.title);
  const known = [
    ...verdict.same.map((aspect) => ({ aspect, holds: true })),
    ...verdict.differences.map(({ aspect }) => ({ aspect, holds: false })),
  ];
  for (const { aspect, holds } of known) {
    if (aspect === 'value')
      claim(aspect, holds, [], [`const _: () = assert!(${here} as i128 == ${there} as i128);`]);
    if (aspect === 'type')
      claim(aspect, holds, [
        isConstant(own.item)
          ? `fn f() { let (mut a, mut b) = (${here}, ${there}); same(&mut a, &mut b); }`
          : `fn f(a: &mut ${here}, b: &mut ${typeOf(there, row.there)}) { same(a, b) }`,
      ]);
    if (aspect === 'signature' && own.item.kind === 'function') {
      const lines = signatureLines(here, own.item, there, row);
      if (lines) claim(aspect, holds, lines);
    }
    if (aspect === 'fields' && own.item.kind === 'struct') {
      const { lines, asserts } = fieldLines(spelling.own(own.name, own.title), own.item, there, row.there);
      claim(aspect, holds, lines, asserts);
    }
    if (aspect === 'kind' && !isConstant(own.item) && own.item.kind !== 'function' && row.there?.module)
      claim(aspect, holds, [`fn f(_: &${there}) {}`]);
  }
  return claims;
}

function isConstant({ kind }: Item): boolean {
  return kind === 'const';
}

/** The type of an enum's module is in it. */
function typeOf(path: string, there: Definition | undefined): string {
  return there?.module ? `${path}::Type` : path;
}

/** Both as pointers to functions; a method's receiver is left out, and so is `unsafe` then. */
function signatureLines(
  here: string,
  item: FunctionItem,
  there: string,
  { there: definition, against }: Row,
): readonly string[] | undefined {
  const own = item.params.map(() => '_').join(', ');
  if (definition) {
    const other = definition.item;
    if (other?.kind !== 'function') return undefined;
    const theirs = other.params.map(() => '_').join(', ');
    return [
      `fn f() { same(&mut (${here} as ${prefix(item)}fn(${own}) -> _), &mut (${there} as ${prefix(other)}fn(${theirs}) -> _)); }`,
    ];
  }
  if (!against.includes('::')) return undefined;
  // A method has one parameter more.
  const names = item.params.map((_, index) => `A${index}`);
  const list = names.join(', ');
  return [
    `fn f() { fn rest<X, ${[...names, 'R'].join(', ')}>(_: ${prefix(item)}fn(${list}) -> R, _: fn(X${list === '' ? '' : `, ${list}`}) -> R) {} ` +
      `rest(${here} as ${prefix(item)}fn(${own}) -> _, ${there} as fn(${['_', ...names.map(() => '_')].join(', ')}) -> _); }`,
  ];
}

function prefix({ signature }: FunctionItem): string {
  const before = signature.slice(0, signature.indexOf('fn '));
  const unsafe = before.includes('unsafe') ? 'unsafe ' : '';
  return before.includes('extern') ? `${unsafe}extern "C" ` : unsafe;
}

function fieldLines(
  here: string,
  item: StructItem,
  there: string,
  definition: Definition | undefined,
): { readonly lines: readonly string[]; readonly asserts: readonly string[] } {
  const names = item.fields.map(({ name }) => name);
  const other = definition?.item?.kind === 'struct' ? definition.item.fields.map(({ name }) => name) : [];
  const every = (path: string, list: readonly string[]): string =>
    `fn f(a: ${path}) { let ${path} { ${list.map((name) => `${name}: _`).join(', ')} } = a; }`;
  return {
    lines: [
      every(here, names),
      every(there, names),
      ...(other.length > 0 ? [every(here, other)] : []),
      ...names.map(
        (name) => `fn f(a: &mut ${here}, b: &mut ${there}) { same(&mut a.${name}, &mut b.${name}) }`,
      ),
    ],
    asserts: names.map(
      (name) =>
        `const _: () = assert!(core::mem::offset_of!(${here}, ${name}) == core::mem::offset_of!(${there}, ${name}));`,
    ),
  };
}
