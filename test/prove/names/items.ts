/** Items, in modules and blocks. */
import { aim, pathTo, WANT_ANY, WANT_TRAIT, WANT_VALUE, written } from './aim';
import { block, statement } from './bodies';
import { maybeCfg } from './cfg';
import { expression, someType } from './expressions';
import { blockMacro } from './macros';
import { anyModule, type Def, type Member, type Mod, namespacesOf } from './model';
import { plain } from './patterns';
import type { Piece } from './pieces';
import { nameOf, spell } from './pools';
import { visibility } from './skeleton';
import { bounds, generics, traitSlot, typeOf, typeSlot } from './types';
import { bind, type Here, inBlock, inItem, newScope, takeInBlock, type Writer } from './writer';

/** The item that defines something in a module. */
export function definition(w: Writer, here: Here, def: Def): Piece {
  const { p } = w;
  const derive = ['record', 'tuple', 'unit', 'enum'].includes(def.kind)
    ? w.maybe(0.25, () => p.part('detail', derives(w)))
    : '';
  const visible = p.part('detail', def.visibility);
  return p.part('item', [maybeCfg(w, here, 0.05), derive, visible, bare(w, here, def), '\n']);
}

/** An item without attributes and visibility. */
function bare(w: Writer, here: Here, def: Def): Piece {
  const { c } = w;
  const name = spell(c, def.name);
  const inside: Here = { ...inItem(here), self: def };
  switch (def.kind) {
    case 'fn':
      return fn(w, inItem(here), name, 'value');
    case 'const':
      return [`const ${name}: u8 = `, constant(w, here), ';'];
    case 'static':
      return [`static ${name}: u8 = `, constant(w, here), ';'];
    case 'record':
      return [
        `struct ${name} { `,
        maybeCfg(w, here, 0.02),
        c.pick(['pub ', 'pub ', 'pub(crate) ', '']),
        'aa: u8 }',
      ];
    case 'tuple':
      return [`struct ${name}(`, c.pick(['pub ', 'pub ', 'pub ', 'pub(crate) ', '']), 'u8);'];
    case 'unit':
      return [`struct ${name};`];
    case 'union':
      return `union ${name} { pub aa: u8 }`;
    case 'enum':
      return enumeration(w, here, def);
    case 'alias':
      return [`type ${name} = `, typeOf(w, here, true), ';'];
    case 'trait':
      return [
        `trait ${name}`,
        w.maybe(0.1, () => [': ', traitSlot(w, here)]),
        ' { ',
        def.members.map((member) => traitMember(w, inside, member)),
        '}',
      ];
    default:
      return '';
  }
}

/** Known derives, and one that does not exist. */
function derives(w: Writer): Piece {
  const names = w.c.pick([['Clone'], ['Debug'], ['Clone', 'Copy'], ['PartialEq']]);
  const more = w.maybe(0.04, () => w.p.slot('derive', [', ', w.c.pick(['Missing', 'Colne'])], ''));
  return ['#[derive(', names.join(', '), more, ')] '];
}

function enumeration(w: Writer, here: Here, def: Def): Piece {
  const valued = def.variants.every(({ shape }) => shape === 'unit') && w.c.chance(0.2);
  return [
    `enum ${spell(w.c, def.name)} { `,
    def.variants.map(({ name, shape }, index) => {
      const after = { unit: '', tuple: '(u8)', record: ' { aa: u8 }' }[shape];
      const value =
        valued && index === 0
          ? [' = { let _ = ', expression(w, { ...inItem(here), constant: true }, 0), '; 1 }']
          : '';
      return [maybeCfg(w, here, 0.02), spell(w.c, name), after, value, ', '];
    }),
    '}',
  ];
}

/** The value of a constant: a block with statements that name things. */
function constant(w: Writer, here: Here): Piece {
  const inside: Here = { ...inItem(here), constant: true };
  return w.c.chance(0.45) ? '1' : block(w, inside, '1');
}

/** `fn name(…) -> … { … }`: one number in, so that a call of whatever it is fits. */
function fn(w: Writer, here: Here, name: string, takes: 'value' | 'self' | 'simple'): Piece {
  const { c } = w;
  const self = c.pick(['&self', '&self', '&mut self', 'self: &Self']);
  if (takes === 'simple') bind(here, 'aa');
  const parameters: Piece = takes === 'self' ? self : [takes === 'simple' ? 'aa' : plain(w, here), ': u8'];
  const returns = c.chance(0.3) ? typeOf(w, here) : undefined;
  const words = here.self === undefined ? c.weighted({ '': 12, 'extern "C" ': 0.5, 'unsafe ': 0 }) : '';
  const ret: Piece = returns === undefined ? ' -> u8 ' : [' -> ', returns, ' '];
  const end = returns === undefined ? '0' : `${here.top}::any()`;
  return [words, `fn ${name}(`, parameters, ')', ret, block(w, here, end)];
}

function traitMember(w: Writer, here: Here, { name, kind }: Member): Piece {
  const inside: Here = { ...here, scope: newScope() };
  const text = spell(w.c, name);
  const body = ((): Piece => {
    if (kind === 'const') return [`const ${text}: u8 = 1;`];
    // Old editions want plain names there.
    if (kind === 'fn') return fn(w, inside, text, 'simple');
    return fn(w, { ...inside, method: true }, text, 'self');
  })();
  return w.p.part('item', [maybeCfg(w, here, 0.04), body, ' ']);
}

/** `impl T { … }` with the members that the type was given. */
export function inherentImpl(w: Writer, here: Here, def: Def, home: Mod): Piece {
  const path = here.mod === home ? [def.name] : [...pathTo(w.c, here, home), def.name];
  const inside: Here = { ...inItem(here), self: def };
  const members = def.members.map((member) => {
    const vis = w.p.part('detail', visibility(w.c, here.mod));
    return w.p.part('item', [maybeCfg(w, here, 0.04), vis, implMember(w, inside, member), ' ']);
  });
  const text: Piece = ['impl ', written(w.c, path), ' { ', members, '}'];
  return w.p.part('item', [maybeCfg(w, here, 0.04), w.p.slot('type', text, 'use {};'), '\n']);
}

function implMember(w: Writer, here: Here, { name, kind }: Member): Piece {
  const inside: Here = { ...here, scope: newScope() };
  const text = spell(w.c, name);
  if (kind === 'const') return [`const ${text}: u8 = `, constant(w, inside), ';'];
  if (kind === 'fn') return fn(w, inside, text, 'value');
  return fn(w, { ...inside, method: true }, text, 'self');
}

/** `impl Trait for T { … }`, of a trait or a type of this crate. */
export function traitImpl(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const own = anyModule(c, here.crate.root);
  const traits = own.defs.filter(({ kind }) => kind === 'trait');
  const trait = traits.length > 0 ? c.pick(traits) : undefined;
  const path =
    trait === undefined ? aim(w, here, WANT_TRAIT) : written(c, [...pathTo(c, here, own), trait.name]);
  const type = someType(w, here);
  const inside: Here = { ...inItem(here), ...(type.def ? { self: type.def } : {}) };
  const members = (trait?.members ?? [])
    .filter(() => c.chance(0.4))
    .map((member) => p.part('item', [plainMember(w, inside, member), ' ']));
  const blanket = c.chance(0.08) && trait !== undefined;
  const head: Piece = blanket ? ['impl<T> ', path, ' for T { '] : ['impl ', path, ' for ', type.path, ' { '];
  return p.part('item', [maybeCfg(w, here), p.slot('trait', [head, members, '}'], 'use {};'), '\n']);
}

/** A member of a trait as an impl must write it. */
function plainMember(w: Writer, here: Here, { name, kind }: Member): Piece {
  const text = spell(w.c, name);
  const inside: Here = { ...here, scope: newScope() };
  if (kind === 'const') return `const ${text}: u8 = 2;`;
  if (kind === 'fn') {
    bind(inside, 'aa');
    return [`fn ${text}(aa: u8) -> u8 `, block(w, inside, 'aa')];
  }
  return '';
}

/** Something that nobody names: a generic function, a struct of types, an extern block, a test. */
export function extra(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const inside = inItem(here);
  const name = w.fresh('h');
  const kind = c.weighted({
    generic: 5,
    struct: 2,
    extern: 1,
    wrapper: 1.5,
    impl: 1,
    constant: 1,
    visible: 1,
    anonymous: 1,
  });
  const body = ((): Piece => {
    switch (kind) {
      case 'generic': {
        const given = generics(w, inside, 1);
        const parameter: Piece = [
          'x: ',
          c.chance(0.3)
            ? ['impl Sized', w.maybe(0.7, () => [' + ', traitSlot(w, inside)])]
            : typeOf(w, inside),
        ];
        bind(inside, 'x');
        return ['fn ', name, given.text, '(', parameter, ')', given.where, ' ', block(w, inside)];
      }
      case 'struct':
        return [
          `struct ${name.toUpperCase()} { aa: `,
          typeOf(w, inside, true),
          ', ',
          maybeCfg(w, here),
          'bb: *const ',
          typeSlot(w, inside),
          ' }',
        ];
      case 'extern':
        return [
          Number(here.crate.edition) >= 2021 ? 'unsafe ' : '',
          'extern "C" { pub fn ',
          name,
          '(x: *const ',
          typeSlot(w, inside),
          '); }',
        ];
      case 'wrapper': {
        const wrapper = name.toUpperCase();
        const member = nameOf(c, 'snake');
        const self: Here = {
          ...inside,
          self: {
            kind: 'tuple',
            name: wrapper,
            visibility: '',
            variants: [],
            members: [{ name: member, kind: 'method' }],
          },
        };
        return [
          `struct ${wrapper}<T>(T); impl<T`,
          bounds(w, inside, 0.3),
          `> ${wrapper}<T> { fn ${spell(c, member)}(&self) -> u8 `,
          block(w, { ...self, scope: newScope(), method: true }, '0'),
          ` } impl ${wrapper}<u8> { fn only(&self) -> `,
          typeOf(w, inside),
          ' { crate::any() } } ',
          `fn ${name}(x: ${wrapper}<u8>, y: ${wrapper}<`,
          typeSlot(w, inside),
          '>) { ',
          p.slot('method', ['x.', c.pick(['only', spell(c, member), nameOf(c, 'snake')]), '()'], '()'),
          '; ',
          p.slot('method', ['y.', c.pick([spell(c, member), nameOf(c, 'snake')]), '()'], '()'),
          '; }',
        ];
      }
      case 'impl':
        return [
          'fn ',
          name,
          '() -> impl Sized',
          w.maybe(0.6, () => [
            ' + ',
            p.slot(
              'trait',
              c.pick(['Send', 'Copy', 'core::fmt::Debug', aim(w, here, WANT_TRAIT)]),
              "'static",
            ),
          ]),
          ' { 1u8 }',
        ];
      case 'constant':
        return [
          `const ${name.toUpperCase()}: [u8; 1] = [0; { let _ = `,
          expression(w, { ...inside, constant: true }, 0),
          '; 1 }];',
        ];
      case 'visible': {
        const written = aim(w, here, { ...WANT_ANY, kinds: ['mod'] });
        // Other beginnings are an error of their own.
        const path = /^(crate|super|self)\b/.test(written) ? written : 'crate';
        return [p.slot('visibility', `pub(in ${path}) `, ''), `fn ${name}() {}`];
      }
      default:
        return ['const _: () = { let _ = ', p.slot('value', aim(w, inside, WANT_VALUE), '0u8'), '; };'];
    }
  })();
  // An attribute would stand before the first of several items only.
  return p.part('item', [kind === 'wrapper' ? '' : maybeCfg(w, here), body, '\n']);
}

/** An item in a block. */
export function blockItem(w: Writer, here: Here): Piece {
  const { c } = w;
  const kind = c.weighted({
    fn: 4,
    const: 3,
    record: 1,
    unit: 1,
    enum: 2,
    impl: 1,
    trait: 0.7,
    mod: 1,
    macro: 2,
    alias: 1,
  });
  if (kind === 'macro') return blockMacro(w, here);
  if (kind === 'impl') {
    const name = `L${w.fresh('')}`;
    here.scope.types.push(name);
    const def: Def = {
      kind: 'record',
      name,
      visibility: '',
      variants: [],
      members: [
        { name: 'aa', kind: 'fn' },
        { name: 'bb', kind: 'method' },
      ],
    };
    const self: Here = { ...inItem(here), self: def };
    return [
      `struct ${name} { aa: u8 } impl ${name} { fn aa(_: u8) -> Self `,
      block(w, self, `${here.top}::any()`),
      ' fn bb(&self) -> u8 ',
      block(w, { ...self, scope: newScope(), method: true }, 'self.aa'),
      here.constant ? ' }' : ` } let _ = ${name}::aa(1).bb();`,
    ];
  }
  const style = kind === 'fn' || kind === 'mod' ? 'snake' : kind === 'const' ? 'upper' : 'camel';
  const name = nameOf(c, style);
  if (kind === 'mod') {
    if (!takeInBlock(here, name, [0])) return '';
    const inside: Here = { ...inItem(here) };
    return [
      'mod ',
      spell(c, name),
      ' { pub fn aa(_: u8) -> u8 { let _ = ',
      expression(w, inside, 0),
      '; 0 } ',
      w.maybe(0.3, () => 'use super::*; '),
      '}',
    ];
  }
  if (!takeInBlock(here, name, namespacesOf(kind))) return '';
  const def: Def = {
    kind,
    name,
    visibility: '',
    variants: kind === 'enum' ? [{ name: nameOf(c, 'camel'), shape: 'unit' }] : [],
    members: kind === 'trait' ? [{ name: nameOf(c, 'snake'), kind: 'method' }] : [],
  };
  // Locals are not seen inside, but types and items of the block are.
  const inside: Here = { ...here, scope: { ...newScope(), types: here.scope.types }, depth: here.depth + 1 };
  return [maybeCfg(w, here), bare(w, inside, def)];
}

/** A function with much in it, for names of all kinds. */
export function busy(w: Writer, here: Here): Piece {
  const inside = inItem(here);
  const count = 3 + w.c.below(5);
  const statements = Array.from({ length: count }, () => statement(w, inBlockOnce(inside)));
  return w.p.part('item', ['fn ', w.fresh('f'), '() { ', statements, '}\n']);
}

function inBlockOnce(here: Here): Here {
  return here.depth === 0 ? here : inBlock(here);
}
