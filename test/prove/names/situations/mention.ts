/** References of situations: a name in a place where its kind fits, or, now and then, where it does not. */
import type { Choices } from '../../random';
import type { DefKind } from '../model';
import type { Piece } from '../pieces';
import { nameOf, spell } from '../pools';
import type { Here, Writer } from '../writer';

/** Something that a situation defines; macros stand for themselves. */
export interface Named {
  readonly name: string;
  readonly kind: Exclude<DefKind, 'static' | 'mod' | 'union'>;
}

const KINDS = { fn: 3, const: 3, record: 2, tuple: 2, unit: 2, enum: 1, trait: 2, alias: 1 } as const;

/** A definition of any kind, with a name of the usual style for it. */
export function someNamed(c: Choices): Named {
  const kind = c.weighted(KINDS);
  return { kind, name: nameOf(c, kind === 'fn' ? 'snake' : kind === 'const' ? 'upper' : 'camel') };
}

/** Some definitions, no two of one name. */
export function someOf(c: Choices, count: number): readonly Named[] {
  const found = new Map<string, Named>();
  for (let left = count; left > 0; left -= 1) {
    const one = someNamed(c);
    if (!found.has(one.name)) found.set(one.name, one);
  }
  return [...found.values()];
}

/** The same name as another kind of thing. */
export function otherwise(c: Choices, { name }: Named): Named {
  return { name, kind: c.weighted(KINDS) };
}

/** The item that defines it, without a visibility. */
export function defining(w: Writer, { name, kind }: Named): string {
  const text = spell(w.c, name);
  switch (kind) {
    case 'fn':
      return `fn ${text}(_: u8) -> u8 { 0 }`;
    case 'const':
      return `const ${text}: u8 = 1;`;
    case 'record':
      return `struct ${text} { pub aa: u8 }`;
    case 'tuple':
      return `struct ${text}(pub u8);`;
    case 'unit':
      return `struct ${text};`;
    case 'enum':
      return `enum ${text} { Aa, Bb }`;
    case 'trait':
      return `trait ${text} { fn aa(&self) -> u8 { 0 } }`;
    default:
      return `type ${text} = u8;`;
  }
}

/** An item of a situation; it can be left out. */
export function item(w: Writer, ...text: readonly Piece[]): Piece {
  return w.p.part('item', [...text, '\n']);
}

/** `mod name { … }`; it can be left out. */
export function module(w: Writer, before: Piece, name: string, inside: Piece): Piece {
  return item(w, before, 'mod ', name, ' {\n', inside, '}');
}

/** A function of statements. */
export function body(w: Writer, statements: readonly Piece[]): Piece {
  return item(w, 'fn ', w.fresh('s'), '() { ', statements, '}');
}

/** A statement that names `path`, in a place that fits its kind or, in one of ten cases, any other. */
export function mention(w: Writer, here: Here, path: string, kind: Named['kind']): Piece {
  return w.p.part('statement', [naming(w, here, path, w.c.chance(0.9) ? kind : w.c.weighted(KINDS)), ' ']);
}

function naming(w: Writer, here: Here, path: string, kind: Named['kind']): Piece {
  const { c, p } = w;
  const any = [here.top, '::any()'];
  switch (kind) {
    case 'fn':
      return c.chance(0.8)
        ? ['let _ = ', p.slot('callee', path, '(|_: u8| 0u8)'), '(1);']
        : ['let _ = &', p.slot('value', path, '0u8'), ';'];
    case 'const':
      return c.chance(0.7)
        ? ['let _ = &', p.slot('value', path, '0u8'), ';']
        : ['match ', any, ' { ', p.slot('pattern', path, '0u8'), ' => {} _ => {} }'];
    case 'record':
      return c.chance(0.7)
        ? ['let _ = (', p.slot('literal', [path, ' { aa: 1 }'], '0u8'), ');']
        : ['let _: *const ', p.slot('type', path, '()'), ';'];
    case 'tuple':
      return c.chance(0.5)
        ? ['let _ = ', p.slot('callee', path, '(|_: u8| 0u8)'), '(1);']
        : ['match ', any, ' { ', p.slot('pattern', [path, '(_)'], '0u8'), ' => {} _ => {} }'];
    case 'unit':
      return ['let _ = &', p.slot('value', path, '0u8'), ';'];
    case 'enum':
      return ['let _ = &', p.slot('value', [path, '::', c.pick(['Aa', 'Bb', 'Cc'])], '0u8'), ';'];
    case 'trait':
      return ['fn ', w.fresh('t'), '<T: ', p.slot('trait', path, "'static"), '>() {}'];
    default:
      return ['let _: *const ', p.slot('type', path, '()'), ';'];
  }
}
