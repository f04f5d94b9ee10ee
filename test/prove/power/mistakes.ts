/**
 * Mistakes that somebody might make in the engine, or that it might have: each is a wrong rule of names, put in by
 * small changes of its text. A prover that does not find them proves nothing. Where the text has changed, so that a
 * mistake cannot be made any more, write it anew: `npm test` says so.
 */

/** A stretch of text, and what stands in its place; it must be there exactly once. */
export interface Change {
  readonly from: string;
  readonly to: string;
}

export interface Mistake {
  /** The wrong rule, as if it were one. */
  readonly rule: string;
  /** From the project's folder. */
  readonly file: string;
  readonly changes: readonly Change[];
}

const RESOLVE = 'server/src/resolve';
const TYPES = 'server/src/types';

/** A mistake as a row of a table. */
export function mistake(
  rule: string,
  file: string,
  ...changes: readonly (readonly [string, string])[]
): Mistake {
  return { rule, file, changes: changes.map(([from, to]) => ({ from, to })) };
}

export const MISTAKES: readonly Mistake[] = [
  // Visibility
  mistake('everything is visible from everywhere', `${RESOLVE}/definitions.ts`, [
    'if (module === visibility) return true;\n  return false;',
    'if (module === visibility) return true;\n  return true;',
  ]),
  mistake('what is private may be named beside its module', `${RESOLVE}/visibility.ts`, [
    'return module.block ? module : module.normal;',
    'return module.block ? module : (module.normal.parent?.normal ?? module.normal);',
  ]),
  mistake('pub(super) is pub(crate)', `${RESOLVE}/visibility.ts`, [
    "if (segment === 'super') at--;",
    "if (segment === 'super') at = 0;",
  ]),
  mistake('pub(in path) is pub(crate)', `${RESOLVE}/visibility.ts`, [
    'else if (around[at + 1]?.name === segment) at++;',
    'else if (around[at + 1]?.name === segment) continue;',
  ]),
  mistake('a constructor is as visible as its struct', `${RESOLVE}/define.ts`, [
    'narrowest = narrower(narrowest, effectiveVisibility(field.visibility, module));',
    ';',
  ]),
  mistake('an import makes public what it brings', `${RESOLVE}/lookup.ts`, [
    ': narrower(record.visibility, found.visibility),',
    ': record.visibility,',
  ]),
  mistake('methods are visible from everywhere', `${TYPES}/methods.ts`, [
    'const hidden =\n      item !== undefined &&',
    'const hidden =\n      item === undefined &&',
  ]),

  // Imports
  mistake(
    'two globs that disagree are no conflict',
    `${RESOLVE}/candidates.ts`,
    ['if (inRounds) return fromRounds(inRounds, module.crate);', ''],
    ['if (best && other) {', 'if (best && best === other) {'],
  ),
  mistake(
    'what a glob brings goes before what the module has',
    `${RESOLVE}/lookup.ts`,
    ['if (own) {', 'if (own && module.globs.length === 0) {'],
    ["if (explicit.k !== 'poison') return;", ''],
    [
      'answerOf(search, module)',
      '((brought) => answerOf(brought.length > 0 ? { ...search, found: brought } : search, module))(search.found.filter(({ glob }) => glob))',
    ],
  ),
  mistake(
    'what a glob brings goes before what an import brings',
    `${RESOLVE}/lookup.ts`,
    ["if (explicit.k !== 'poison') return;", ''],
    [
      'answerOf(search, module)',
      '((brought) => answerOf(brought.length > 0 ? { ...search, found: brought } : search, module))(search.found.filter(({ glob }) => glob))',
    ],
  ),
  mistake('a glob brings what is private', `${RESOLVE}/lookup.ts`, [
    'if (!isVisibleToAll(explicit.visibility, importers)) {',
    'if (importers === null) {',
  ]),
  mistake('the cfg of an import does not count', `${RESOLVE}/collect.ts`, [
    'if (state.active === false) return textual;',
    "if (state.active === false && item.kind !== 'use') return textual;",
  ]),
  mistake('an imported variant is no type', `${RESOLVE}/imported.ts`, [
    '(namespaces.includes(one) ? lookup : undefined)',
    '(namespaces.includes(one) && one !== TYPE ? lookup : undefined)',
  ]),
  mistake('a trait imported as _ is not in scope', `${TYPES}/traitsInScope.ts`, [
    'for (const [name, list] of [...module.imports, [undefined, module.unnamed] as const])',
    'for (const [name, list] of module.imports)',
  ]),
  mistake('in edition 2015 imports begin at their module', `${RESOLVE}/paths.ts`, [
    'if (global || (old && importing)) {',
    'if (global) {',
  ]),

  // Configuration
  mistake('all and any of a cfg are swapped', 'server/src/project/cfg.ts', [
    "const decisive = predicate.k === 'any';\n      let answer",
    "const decisive = predicate.k === 'all';\n      let answer",
  ]),
  mistake('a cfg_attr does nothing', `${RESOLVE}/attributes.ts`, [
    'if (answer === false || !expanded) return;',
    'return;',
  ]),
  mistake('a variant is there whatever its cfg says', `${RESOLVE}/variants.ts`, [
    'if (!attributes || !variant.crate || !variant.parent) return true;',
    'return true;',
  ]),

  // Crates and preludes
  mistake('a crate goes before a module of its name', `${RESOLVE}/scopes.ts`, [
    'const found = lookupIn(world, module, use.name, use.namespace);\n  const soft',
    'const early = use.namespace === TYPE ? externCrateNamed(world, module.crate, use.name, false) : undefined;\n  const found = early ? ({ k: "found", definition: early, visibility: "public" } as const) : lookupIn(world, module, use.name, use.namespace);\n  const soft',
  ]),
  mistake('::name begins at the root in every edition', `${RESOLVE}/paths.ts`, [
    'if (old) {\n      const found = start.whole',
    'if (old || global) {\n      const found = start.whole',
  ]),
  mistake('a renamed dependency keeps its own name', `${RESOLVE}/preludes.ts`, [
    'map((each) => [each.name, each])',
    "map((each) => [each.packageName.replaceAll('-', '_'), each])",
  ]),
  mistake('an optional dependency is there without its feature', 'server/src/project/crates.ts', [
    'if (dependency.optional && !optional.has(dependency.key)) {',
    'if (dependency.optional && dependency.key === "") {',
  ]),
  mistake('every edition has the newest prelude', `${RESOLVE}/preludes.ts`, [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of a source
    'lookupIn(world, inside, `rust_${crate.edition}`, TYPE)',
    "lookupIn(world, inside, 'rust_2024', TYPE)",
  ]),
  mistake('no_std has the prelude of std', `${RESOLVE}/preludes.ts`, [
    "world.standardCrate(crate.noStd ? 'core' : 'std')",
    "world.standardCrate('std')",
  ]),

  // Namespaces
  mistake('the name of a call is looked up among types', `${RESOLVE}/kinds.ts`, [
    "case 'visibility':\n      return TYPE;",
    "case 'visibility':\n    case 'call':\n      return TYPE;",
  ]),
  mistake('a unit struct is no value', `${RESOLVE}/define.ts`, [
    "if (item.shape !== 'record') {",
    "if (item.shape === 'tuple') {",
  ]),
  mistake('raw identifiers are other names', 'server/src/syntax/keywords.ts', [
    "return name.startsWith('r#') ? name.slice(2) : name;",
    'return name;',
  ]),

  // Bodies
  mistake('names of the module go before those of a block', `${RESOLVE}/scopes.ts`, [
    'else if (found) return found;\n        break;',
    'else if (found) return lookupIn(walk.world, block!.normal, walk.use.name, walk.use.namespace) ?? found;\n        break;',
  ]),
  mistake('a bare name in a pattern always binds', `${RESOLVE}/constantPatterns.ts`, [
    'const answer =\n    isPathPattern',
    'const answer =\n    false && isPathPattern',
  ]),
  mistake('an item in a body sees the variables around it', `${RESOLVE}/scopes.ts`, [
    'if (isAssociated(unit, scope)) leave',
    'if (scope) leave',
  ]),
  mistake('every trait of the crate is in scope', `${TYPES}/traitsInScope.ts`, [
    'const traits = new Set<Definition>();',
    'const traits = new Set<Definition>(from.crate.traits);',
  ]),

  // Macros
  mistake('$crate is the crate of the call', `${RESOLVE}/hygiene.ts`, [
    'return context > 0 ? world.contexts[context]?.definition?.crate : undefined;',
    'return context > 0 ? unit.crate : undefined;',
  ]),
  mistake('of two macros of one name the first one counts', `${RESOLVE}/macroPaths.ts`, [
    'if (scope.name !== name) continue;',
    'let again = false;\n    for (let older = scope.outer; older; older = older.outer) again ||= older.name === name;\n    if (scope.name !== name || again) continue;',
  ]),
  mistake('macros by example leave every module', `${RESOLVE}/collect.ts`, [
    'return leaks ? end : textual;',
    'return end;',
  ]),
  mistake('a macro and its caller see each other’s variables', `${RESOLVE}/sameHand.ts`, [
    'if (context === used) return true;',
    'return true;',
  ]),
  mistake('an included file does not see the macros before it', `${RESOLVE}/itemMacros.ts`, [
    'if (textual) pushTextual(file, 0, undefined, textual);',
    '',
  ]),
];
