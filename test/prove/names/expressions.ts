/** Expressions of any type, with references in them; a wrong one is replaced by a number. */
import { aim, pathTo, WANT_CALLEE, WANT_LITERAL, WANT_TRAIT, WANT_TYPE, WANT_VALUE, written } from './aim';
import { block } from './bodies';
import { type Def, type Mod, reachable } from './model';
import { refutable } from './patterns';
import type { Piece } from './pieces';
import { nameOf, spell } from './pools';
import { genericSlot, typeSlot } from './types';
import { bind, type Here, inBlock, macrosAt, valuesAt, type Writer } from './writer';

/** An expression; constant contexts have no calls. */
export function expression(w: Writer, here: Here, depth = 1): Piece {
  const { c } = w;
  const run = here.constant ? 0 : 1;
  const deep = depth > 0 ? run : 0;
  const kind = c.weighted({
    value: 11,
    call: 9 * run,
    literal: 2.5,
    method: 5 * run,
    associated: 4,
    qualified: 1.5,
    cast: 0.7,
    macro: 3.5,
    known: 3 * run,
    self: here.method ? 1 : 0.15,
    block: deep,
    match: 2 * deep,
    closure: 1.5 * deep,
    if: deep,
    tuple: deep,
    array: 0.7 * deep,
    loop: 0.5 * deep,
  });
  const text = ofKind(w, here, depth, kind);
  const compound = ['block', 'match', 'closure', 'if', 'tuple', 'array', 'loop', 'macro', 'known'].includes(
    kind,
  );
  return compound ? w.p.part('detail', text, '0u8') : text;
}

function ofKind(w: Writer, here: Here, depth: number, kind: string): Piece {
  const { c } = w;
  switch (kind) {
    case 'value':
      return value(w, here);
    case 'call':
      return call(w, here, depth);
    case 'literal':
      return literal(w, here);
    case 'method':
      return method(w, here, depth);
    case 'associated':
      return associated(w, here);
    case 'qualified':
      return qualified(w, here);
    case 'cast':
      return ['0u8 as ', w.p.slot('type', aim(w, here, { ...WANT_TYPE, kinds: ['alias'] }), 'u8')];
    case 'macro':
      return ownMacro(w, here);
    case 'known':
      return knownMacro(w, here);
    case 'self':
      return w.p.slot('value', c.chance(0.7) ? 'self' : 'Self', '0u8');
    case 'block':
      return [c.pick(['', '', 'unsafe ']), block(w, inBlock(here), '0u8')];
    case 'match':
      return matching(w, here, depth - 1);
    case 'closure':
      return closure(w, here, depth - 1);
    case 'if':
      return ifLet(w, here, depth - 1);
    case 'tuple':
      return ['(', expression(w, here, depth - 1), ', ', expression(w, here, depth - 1), ')'];
    case 'array':
      return ['[', w.p.slot('value', aim(w, here, WANT_VALUE), '0u8'), ']'];
    default:
      return loops(w, here);
  }
}

/** Any path as a value, behind a reference: statics must not move. */
export function value(w: Writer, here: Here): Piece {
  return ['&', w.p.slot('value', aim(w, here, WANT_VALUE), '0u8')];
}

function call(w: Writer, here: Here, depth: number): Piece {
  const { c } = w;
  const argument =
    c.chance(0.25) && depth > 0 ? ['{ let _ = ', expression(w, here, depth - 1), '; 1 }'] : '1';
  const turbofish = c.chance(0.02) ? ['::<', genericSlot(w, here), '>'] : '';
  return [w.p.slot('callee', [aim(w, here, WANT_CALLEE), turbofish], '(|_: u8| 0u8)'), '(', argument, ')'];
}

function literal(w: Writer, here: Here): Piece {
  const path = aim(w, here, WANT_LITERAL);
  const inside = here.constant || w.c.chance(0.7) ? 'aa: 1' : ['aa: { let _ = ', value(w, here), '; 1 }'];
  const base = w.c.chance(0.08) && !here.constant ? [', ..', here.top, '::any()'] : '';
  return ['(', w.p.slot('literal', [path, ' { ', inside, base, ' }'], '0u8'), ')'];
}

/** A value whose type has a name: what methods are called on. Gives the type, where that was aimed at one. */
function receiver(w: Writer, here: Here, depth: number): { readonly text: Piece; readonly type?: Def } {
  const { c } = w;
  const typed = valuesAt(here).filter(({ type }) => type !== undefined);
  const kind = c.weighted({
    local: typed.length > 0 ? 8 : 0,
    self: here.method ? 5 : 0,
    made: 0.15,
    literal: 1,
    associated: 1,
    number: 0.5,
    chain: depth > 0 ? 0.7 : 0,
  });
  const text = c.weighted({ '': 8, '(&': 1, '(*&': 0.5 });
  const around = (inner: Piece): Piece => (text === '' ? inner : [text, inner, ')']);
  switch (kind) {
    case 'local': {
      const { name, type } = c.pick(typed);
      return { text: around(spell(c, name)), ...(type ? { type } : {}) };
    }
    case 'self':
      return { text: 'self', ...(here.self ? { type: here.self } : {}) };
    case 'literal':
      return { text: literal(w, here) };
    case 'associated':
      return { text: associated(w, here) };
    case 'number':
      return { text: c.pick(['1u8', '"text"', 'Some(1u8)', "'c'", '[1u8]']) };
    case 'chain':
      return { text: method(w, here, depth - 1) };
    default: {
      const type = someType(w, here);
      return {
        text: around([here.top, '::any::<', w.p.slot('type', type.path, '()'), '>()']),
        ...(type.def ? { type: type.def } : {}),
      };
    }
  }
}

/** A type to make a value of; mostly a struct or enum that has members. */
export function someType(w: Writer, here: Here): { readonly path: string; readonly def?: Def } {
  const { c } = w;
  if (c.chance(0.2)) return { path: aim(w, here, WANT_TYPE) };
  const modules: Mod[] = [here.mod, ...here.crate.root.children, here.crate.root];
  for (const { crate } of here.crate.dependencies) modules.push(crate.root, ...crate.root.children);
  for (let left = 4; left > 0; left -= 1) {
    const mod = c.pick(modules);
    const fitting = reachable(mod).filter(
      ({ def }) => def !== undefined && def.members.length > 0 && def.kind !== 'trait',
    );
    if (fitting.length === 0) continue;
    const { name, def } = c.pick(fitting);
    const path = mod === here.mod && c.chance(0.7) ? [name] : [...pathTo(c, here, mod), name];
    return { path: written(c, path), def: def! };
  }
  return { path: aim(w, here, WANT_TYPE) };
}

function memberName(w: Writer, of: Def | undefined, kinds: readonly string[]): string {
  const names = (of?.members ?? []).filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const chosen = w.c.weighted({ own: 70, pool: 20, known: 6 });
  if (chosen === 'own' && names.length > 0) return w.c.pick(names);
  if (chosen === 'known')
    return w.c.pick(['clone', 'into', 'len', 'to_string', 'fmt', 'eq', 'new', 'default']);
  return nameOf(w.c, 'snake');
}

function method(w: Writer, here: Here, depth: number): Piece {
  if (!here.constant && w.c.chance(0.35)) {
    const given = someType(w, here);
    const of = spell(w.c, memberName(w, given.def, ['method', 'fn']));
    const reference = w.c.weighted({ '': 3, '&': 1, '&mut ': 1 });
    return [
      '(',
      `|q: ${reference}`,
      w.p.slot('type', given.path, '()'),
      '| { let _ = ',
      w.p.slot('method', ['q.', of, '()'], '0u8'),
      '; })',
    ];
  }
  const { text, type } = receiver(w, here, depth);
  const name = spell(w.c, memberName(w, type, ['method', 'fn']));
  return w.p.slot('method', [text, '.', name, '()'], '0u8');
}

/** `T::x`, called or not. */
export function associated(w: Writer, here: Here): Piece {
  const { c } = w;
  const type = someType(w, here);
  const called = !here.constant && c.chance(0.6);
  const name = memberName(w, type.def, called ? ['fn', 'method'] : ['const', 'fn']);
  const variant = type.def?.variants.length && c.chance(0.2) ? c.pick(type.def.variants).name : undefined;
  const path = [type.path, '::', spell(c, variant ?? name)];
  const ends = called ? '(1)' : '';
  return called
    ? w.p.slot('associated', [path, ends], '0u8')
    : ['&', w.p.slot('associated', [path, ends], '0u8')];
}

function qualified(w: Writer, here: Here): Piece {
  const { c } = w;
  const trait = c.chance(0.75);
  const name = nameOf(c, c.chance(0.6) ? 'snake' : 'upper');
  const inside = trait
    ? [typeSlot(w, here), ' as ', w.p.slot('trait', aim(w, here, WANT_TRAIT), 'core::clone::Clone')]
    : typeSlot(w, here);
  return ['&', w.p.slot('associated', ['<', inside, '>::', spell(c, name)], '0u8')];
}

function ownMacro(w: Writer, here: Here): Piece {
  const { c } = w;
  const own = macrosAt(here, 'expression');
  const others = here.crate.dependencies.flatMap(({ name, crate }) =>
    crate.macros
      .filter((macro) => macro.exported && macro.call === 'expression')
      .map((macro) => ({ ...macro, name: c.chance(0.8) ? `${name}::${macro.name}` : macro.name })),
  );
  const all = [...own, ...others];
  const macro = all.length > 0 && c.chance(0.92) ? c.pick(all) : undefined;
  const path = macro?.exported && own.includes(macro) && c.chance(0.4) ? `crate::${macro.name}` : macro?.name;
  const takes = macro?.takes ?? 'nothing';
  return w.p.slot(
    'macro',
    [path ?? spell(c, nameOf(c, 'snake')), '!(', argument(w, here, takes), ')'],
    '0u8',
  );
}

/** What a macro is given. */
export function argument(w: Writer, here: Here, takes: string): Piece {
  if (takes === 'expression') return expression(w, here, 0);
  if (takes === 'path') return aim(w, here, WANT_VALUE);
  if (takes === 'type') return w.p.slot('type', aim(w, here, WANT_TYPE), '()');
  return takes === 'name' ? spell(w.c, nameOf(w.c, 'snake')) : '';
}

/** Macros of the standard library whose arguments are expressions, patterns or format strings. */
function knownMacro(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const std = here.crate.noStd ? 0 : 1;
  const arg = (): Piece => p.slot('value', aim(w, here, WANT_VALUE), '0u8');
  const locals = valuesAt(here).filter(({ type }) => type === undefined);
  const name = locals.length > 0 && c.chance(0.75) ? c.pick(locals).name : nameOf(c, 'snake');
  const inline = p.slot('value', ['{', spell(c, name).replace('r#', ''), '}'], '');
  switch (
    c.weighted({
      format: 3 * std,
      print: 2 * std,
      assert: 2,
      matches: 2,
      path: 1,
      dbg: std,
      vec: std,
      panic: 1,
    })
  ) {
    case 'format':
      return ['format!("', inline, ' {:?}", ', arg(), ')'];
    case 'print':
      return [
        c.pick(['println', 'eprintln', 'print']),
        '!("',
        inline,
        ' {} {x:?}", ',
        arg(),
        ', x = ',
        arg(),
        ')',
      ];
    case 'assert':
      return ['assert!(', arg(), ' == ', arg(), ', "', inline, '")'];
    case 'matches':
      return ['matches!(', here.top, '::any(), ', refutable(w, inBlock(here), 0), ')'];
    case 'path':
      return [c.pick(['core::', '::core::']), 'assert_eq!(', arg(), ', ', arg(), ')'];
    case 'dbg':
      return ['dbg!(', arg(), ')'];
    case 'vec':
      return ['vec![', arg(), '; 2]'];
    default:
      return ['{ if false { panic!("', inline, '") } }'];
  }
}

function matching(w: Writer, here: Here, depth: number): Piece {
  const arms = w.c.chance(0.05) ? 2 : 1;
  const arm = (): Piece => {
    const inside = inBlock(here);
    const pattern = refutable(w, inside);
    const guard = w.maybe(0.2, () => [' if { let _ = ', expression(w, inside, 0), '; true }']);
    return w.p.part('detail', [pattern, guard, ' => { let _ = ', expression(w, inside, depth), '; } ']);
  };
  return ['match ', here.top, '::any() { ', Array.from({ length: arms }, arm), '_ => {} }'];
}

function closure(w: Writer, here: Here, depth: number): Piece {
  const inside = inBlock(here);
  const { c } = w;
  if (c.chance(0.3)) {
    const type = someType(w, here);
    bind(inside, 'cc', type.def);
    return [
      '|cc: &',
      w.p.slot('type', type.path, '()'),
      '| { let _ = &cc; let _ = ',
      expression(w, inside, depth),
      '; }',
    ];
  }
  const name = c.pick(['aa', 'bb', 'xx']);
  bind(inside, name);
  const start = [c.pick(['', 'move ']), `|${name}: u8| `];
  return c.chance(0.3)
    ? [...start, '_ = ', expression(w, inside, depth)]
    : [...start, '{ let _ = ', expression(w, inside, depth), '; }'];
}

function ifLet(w: Writer, here: Here, depth: number): Piece {
  const inside = inBlock(here);
  const first = refutable(w, inside);
  const chain = Number(here.crate.edition) >= 2024 && w.c.chance(0.4);
  const more = chain ? [' && let ', refutable(w, inside), ' = ', here.top, '::any()'] : '';
  const word = w.c.pick(['if', 'if', 'while']);
  const other = w.maybe(word === 'if' ? 0.4 : 0, () => [
    ' else { let _ = ',
    expression(w, inBlock(here), depth),
    '; }',
  ]);
  return [
    '{ ',
    word,
    ' let ',
    first,
    ' = ',
    here.top,
    '::any()',
    more,
    ' { let _ = ',
    expression(w, inside, depth),
    '; }',
    other,
    ' }',
  ];
}

function loops(w: Writer, here: Here): Piece {
  const inside = inBlock(here);
  bind(inside, 'aa');
  const body: Piece = [' { let _ = ', expression(w, inside, 0), '; }'];
  return w.c.chance(0.5)
    ? ['{ for aa in 0u8..1', body, ' }']
    : ["{ 'out: loop { let aa = 1u8; let _ = ", expression(w, inside, 0), "; break 'out; } }"];
}
