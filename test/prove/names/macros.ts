/** Macros by example: their definitions, with references in them, and their calls. */
import { aim, WANT_TYPE, WANT_VALUE } from './aim';
import { argument, expression } from './expressions';
import { type Crate, type Macro, type Mod, take } from './model';
import { refutable } from './patterns';
import type { Piece } from './pieces';
import { MACRO_NAMES, nameOf, spell } from './pools';
import { typeSlot } from './types';
import { bind, type Here, inBlock, inItem, inModule, takeInBlock, type Writer } from './writer';

/** Plans the macros of a crate, so that calls know them; {@link macroDefinition} writes each. */
export function planMacros(w: Writer, crate: Crate, modules: readonly Mod[]): void {
  const { c } = w;
  for (let left = c.below(5); left > 0; left -= 1) {
    const exported = c.chance(0.35);
    const name = c.pick(MACRO_NAMES);
    const call = c.weighted({ expression: 5, item: 3, statement: 2, pattern: 1, type: 1 });
    // Most stand at the head of the root, where they are seen everywhere.
    const mod = c.chance(0.6) ? crate.root : c.pick(modules);
    // Two of one name would be called with what the other takes.
    if (crate.macros.some((macro) => macro.name === name) || !take(crate.root, name, [2])) continue;
    const takes =
      call === 'expression'
        ? c.pick(['nothing', 'expression', 'path', 'type', 'name'] as const)
        : call === 'item' || call === 'statement'
          ? 'name'
          : call === 'type'
            ? c.pick(['nothing', 'type'] as const)
            : c.pick(['nothing', 'path'] as const);
    crate.macros.push({ name, call, exported, mod, takes });
  }
}

/** `macro_rules! … { … }`. */
export function macroDefinition(w: Writer, macro: Macro): Piece {
  const { c, p } = w;
  const outside = inModule(macro.mod.crate, macro.mod);
  // A macro that calls itself never ends: it may call those that are planned before it.
  const before = macro.mod.crate.macros.indexOf(macro);
  const here: Here = {
    ...inItem(outside),
    macros: before,
    top: macro.exported || c.chance(0.2) ? '$crate' : 'crate',
  };
  const [pattern, body] = rule(w, here, macro);
  const extra = c.chance(0.2) ? ' (one of a kind, $($x:tt)*) => { };' : '';
  const rules =
    macro.takes === 'name' && c.chance(0.35) ? byItself(w, macro, pattern, body) : [pattern, body];
  return p.part('item', [
    macro.exported ? p.part('detail', '#[macro_export] ') : '',
    `macro_rules! ${spell(c, macro.name)} {${extra} (`,
    rules[0]!,
    ') => { ',
    rules[1]!,
    ' }; }\n',
  ]);
}

/** A macro that comes to what it stands for through calls of itself, with or without a semicolon where that is open. */
function byItself(w: Writer, macro: Macro, pattern: string, body: Piece): readonly [Piece, Piece] {
  const { c } = w;
  // Called by a path from another crate, its bare name means nothing there.
  const name = macro.exported ? `$crate::${macro.name}` : macro.name;
  const call = (tokens: string): string => {
    const [open, close] = c.pick(['()', '{}', '[]']).split('');
    const needsEnd = macro.call === 'item' && open !== '{';
    return `${name}!${open}${tokens}${close}${needsEnd || (macro.call !== 'expression' && c.chance(0.4)) ? ';' : ''}`;
  };
  const steps: string[] = c.chance(0.3) ? ['@ then', '@'] : ['@'];
  const rules: Piece[] = ['@ ', pattern, ') => { ', body];
  // The innermost rule stands first; each of the others leads one step inwards.
  for (const step of steps.slice(0, -1)) rules.push(` }; (${step} ${pattern}) => { `, call(`@ $n`));
  const first = steps.length > 1 ? steps[0]! : '@';
  rules.push(` }; (${pattern}`);
  return [rules, call(`${first} $n`)];
}

function rule(w: Writer, here: Here, macro: Macro): readonly [string, Piece] {
  const { c, p } = w;
  const fragment = {
    nothing: '',
    name: '$n:ident',
    expression: c.pick(['$e:expr', '$($e:expr),*', '$($e:tt)*']),
    path: c.pick(['$p:path', '$p:path', '$($p:tt)*']),
    type: c.pick(['$t:ty', '$t:ty', '$($t:tt)*']),
  }[macro.takes];
  const use = fragment.startsWith('$(')
    ? `$(${fragment.includes('$e') ? '$e' : fragment.includes('$p') ? '$p' : '$t'})*`
    : fragment.split(':')[0]!;
  switch (macro.call) {
    case 'expression': {
      bind(here, 'local');
      const given =
        macro.takes === 'nothing'
          ? ''
          : macro.takes === 'type'
            ? `let _: core::option::Option<${use}>; `
            : macro.takes === 'name'
              ? 'let $n = 1u8; let _ = $n; '
              : fragment.includes('),*')
                ? '$( let _ = &$e; )* '
                : `let _ = &${use}; `;
      const own = w.maybe(0.75, () => ['let _ = ', expression(w, here, 1), '; ']);
      return [fragment, ['{ let local = 1u8; let _ = local; ', given, own, '0u8 }']];
    }
    case 'pattern':
      return [fragment, macro.takes === 'path' ? use : refutable(w, here, 0)];
    case 'type':
      return [fragment, macro.takes === 'type' ? `core::option::Option<${use}>` : typeSlot(w, here)];
    case 'statement':
      return [
        fragment,
        c.chance(0.6)
          ? ['let $n = { let hidden = 1u8; let _ = ', expression(w, here, 0), '; hidden };']
          : ['fn $n(_: u8) -> u8 { let _ = ', expression(w, inItem(here), 0), '; 0 }'],
      ];
    default: {
      const vis = c.pick(['pub ', 'pub ', '', 'pub(crate) ']);
      const inside = inItem(here);
      const kind = c.weighted({ fn: 4, struct: 2, mod: 1, use: 1 });
      if (kind === 'struct')
        return [
          fragment,
          `#[allow(non_camel_case_types)] ${vis}struct $n { pub aa: u8 } impl $n { pub fn aa(&self) -> u8 { self.aa } }`,
        ];
      if (kind === 'mod')
        return [
          fragment,
          [vis, 'mod $n { ', 'pub fn aa(_: u8) -> u8 { let _ = ', expression(w, inside, 0), '; 0 } }'],
        ];
      if (kind === 'use')
        return [
          fragment,
          [
            vis,
            p.slot('import', ['use ', aim(w, here, { ...WANT_VALUE, bare: 'none' }), ' as $n;'], 'use {};'),
          ],
        ];
      return [
        fragment,
        [vis, 'fn $n(aa: u8) -> u8 { let _ = aa; let _ = ', expression(w, inside, 1), '; 0 }'],
      ];
    }
  }
}

/** A call of a macro that makes items, in a module. */
export function itemMacro(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const macros = callable(here, 'item');
  const macro = macros.length > 0 && c.chance(0.93) ? c.pick(macros) : undefined;
  const name = nameOf(c, 'any');
  if (macro === undefined && c.chance(0.7)) return '';
  if (!take(here.mod, name, [0, 1])) return '';
  here.mod.brought.push({ name });
  return p.part('item', [
    p.slot('macro', [path(w, here, macro), '!(', spell(c, name), ');'], 'use {};'),
    '\n',
  ]);
}

/** A call of a macro in the place of a statement: it binds a name or defines an item. */
export function statementMacro(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const kind = c.chance(0.7) ? 'statement' : 'item';
  const macros = callable(here, kind);
  if (macros.length === 0) return '';
  const macro = c.pick(macros);
  const name = nameOf(c, 'snake');
  if (!takeInBlock(here, name, [0, 1])) return '';
  return p.slot('macro', [path(w, here, macro), '!(', spell(c, name), ');'], 'use {};');
}

function callable(here: Here, call: Macro['call']): readonly (Macro & { readonly from?: string })[] {
  return [
    ...here.crate.macros.filter((macro) => macro.call === call),
    ...here.crate.dependencies.flatMap(({ name, crate }) =>
      crate.macros
        .filter((macro) => macro.exported && macro.call === call)
        .map((macro) => ({ ...macro, from: name })),
    ),
  ];
}

function path(w: Writer, _here: Here, macro: (Macro & { readonly from?: string }) | undefined): string {
  const { c } = w;
  if (macro === undefined) return spell(c, nameOf(c, 'snake'));
  if (macro.from !== undefined) return c.chance(0.85) ? `${macro.from}::${macro.name}` : spell(c, macro.name);
  return macro.exported && c.chance(0.4) ? `crate::${macro.name}` : spell(c, macro.name);
}

/** A `macro_rules!` inside a block, and a call of it. */
export function blockMacro(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const name = c.pick(MACRO_NAMES);
  const inside = inBlock(here);
  const takes = c.pick(['nothing', 'expression'] as const);
  const body: Piece =
    takes === 'nothing' ? ['{ let _ = ', expression(w, inside, 0), '; 0u8 }'] : '{ let _ = &$e; 0u8 }';
  return [
    `macro_rules! ${name} { (${takes === 'nothing' ? '' : '$e:expr'}) => { `,
    body,
    ` } } let _ = ${name}!(`,
    argument(w, here, takes),
    '); ',
    w.maybe(0.2, () => p.part('statement', ['let _: ', p.slot('type', aim(w, here, WANT_TYPE), '()'), ';'])),
  ];
}
