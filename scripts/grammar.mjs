// The grammar that colours seL4 names in Rust, made out of the data that the engine knows them by: no list is kept twice.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const GRAMMAR_SCOPE = 'kaal-sel4.names.injection';

/** Kinds of `bindings-names.json`, by code; a test holds them to `NAME_KINDS` of `server/src/bindings/names.ts`. */
export const KINDS =
  'const fn ctor struct enum type_alias module trait union method assoc_fn assoc_const assoc_type field variant'.split(
    ' ',
  );
const FUNCTIONS = ['fn', 'method'];
const TYPES = ['struct', 'enum', 'type_alias', 'union', 'trait'];

/** What themes know, the nearest last: an editor takes the last scope that its theme has a colour for. */
const SCOPES = {
  function: 'entity.name.function.sel4.rust support.function.sel4.rust',
  type: 'entity.name.type.sel4.rust',
  namespace: 'entity.name.namespace.sel4.rust',
  constant: 'support.constant.sel4.rust variable.other.constant.sel4.rust',
  macro: 'entity.name.function.macro.sel4.rust',
  option: 'support.constant.sel4.rust constant.other.option.sel4.rust',
  operator: 'keyword.operator.logical.sel4.rust',
};

/** No lifetime, no variable of a macro. */
const START = "(?<![$'])\\b";

/**
 * The names that are coloured: those of the bindings of every built-in configuration, by what they are, and the macros
 * that ask for the kernel's options.
 * @param data path of the folder with `bindings-names.json` and the snapshots
 * @throws if a file cannot be read
 */
export function knownNames(data) {
  const read = (file) => JSON.parse(readFileSync(join(data, file), 'utf8'));
  const names = { functions: [], both: [], types: [], modules: [], constants: [] };
  for (const [name, places] of Object.entries(read('bindings-names.json').names)) {
    if (!/^seL4_\w+$/.test(name)) continue;
    const is = new Set(places.map(([kind]) => KINDS[kind]));
    const isFunction = FUNCTIONS.some((kind) => is.has(kind));
    const isType = TYPES.some((kind) => is.has(kind));
    if (isFunction) names[isType ? 'both' : 'functions'].push(name);
    else if (isType) names.types.push(name);
    else if (is.has('module')) names.modules.push(name);
    else if (is.has('const')) names.constants.push(name);
  }
  const macros = new Set();
  for (const file of readdirSync(data).filter((entry) => /^bindings\.[\w-]+\.json$/.test(entry))) {
    for (const [, name] of read(file).crates.sel4_config_macros.m['']) macros.add(name);
  }
  return { ...names, macros: [...macros].sort() };
}

/**
 * The grammar, as VS Code wants it. Names that no bindings have are coloured by how they are used.
 * @param names as {@link knownNames} gives them
 */
export function makeGrammar(names) {
  const rule = (list, scope, behind = '\\b') => ({
    match: `${START}seL4_${oneOf(list.map((name) => name.slice('seL4_'.length)))}${behind}`,
    name: scope,
  });
  const call = '\\b(?=\\s*\\()';
  const macros = names.macros.map((name) => name.slice('sel4_cfg'.length));
  return {
    name: 'seL4 names in Rust',
    scopeName: GRAMMAR_SCOPE,
    injectionSelector: 'L:source.rust -string -comment',
    patterns: ['configuration', 'call', 'path', 'known', 'other'].map((name) => ({ include: `#${name}` })),
    repository: {
      configuration: {
        match: `${START}(sel4_cfg${oneOf(macros)}\\b!?)(?=\\s*[\\[({\\]])(\\s*${parenthesised(3)})?`,
        captures: {
          1: { name: SCOPES.macro },
          2: {
            patterns: [
              { match: '\\b(?:all|any|not)\\b(?=\\s*\\()', name: SCOPES.operator },
              { match: '(?<![\\w:])[A-Z][A-Z0-9_]*\\b(?!\\s*::)', name: SCOPES.option },
              { include: 'source.rust' },
            ],
          },
        },
      },
      call: { patterns: [rule([...names.functions, ...names.both], SCOPES.function, call)] },
      path: {
        patterns: [
          rule(names.modules, SCOPES.namespace),
          { match: `${START}seL4_\\w+\\b(?=\\s*::)`, name: SCOPES.type },
        ],
      },
      known: {
        patterns: [
          rule(names.functions, SCOPES.function),
          rule([...names.types, ...names.both], SCOPES.type),
          rule(names.constants, SCOPES.constant),
        ],
      },
      other: {
        patterns: [
          { match: `${START}seL4_\\w+${call}`, name: SCOPES.function },
          { match: `${START}seL4_\\w+_t\\b`, name: SCOPES.type },
          { match: `${START}seL4_\\w+\\b`, name: SCOPES.constant },
        ],
      },
    },
  };
}

/** Parentheses with what is in them, nested so deep, in one line. */
function parenthesised(depth) {
  return depth === 0 ? '\\([^()]*\\)' : `\\((?:[^()]|${parenthesised(depth - 1)})*\\)`;
}

/** An expression for one of the words: what they begin with in common is tried once. */
function oneOf(words) {
  const byStart = new Map();
  for (const word of new Set(words)) {
    const start = word.slice(0, 1);
    byStart.set(start, [...(byStart.get(start) ?? []), word.slice(1)]);
  }
  const ends = byStart.delete('');
  const branches = [...byStart].map(([start, rests]) => start + (rests.length > 1 ? oneOf(rests) : rests[0]));
  if (branches.length === 1 && !ends) return branches[0];
  return `(?:${branches.join('|')})${ends ? '?' : ''}`;
}
