/**
 * Mistakes that somebody might make in what an edit leaves standing: something is kept that is wrong from then on. Edits
 * that do not find them prove nothing. Where the text has changed, write them anew: `npm test` says so.
 */
import { type Mistake, mistake } from '../power/mistakes';

const ANALYSIS = 'server/src/analysis';
const RESOLVE = 'server/src/resolve';
const STATE = `${ANALYSIS}/viewState.ts`;
const AGAIN = `${RESOLVE}/expandAgain.ts`;
const KEYS = 'server/src/syntax/keys.ts';
const MEMO = 'unit.memo = newMemo();';
const KEY = 'const key = JSON.stringify({ items, attributes });';

/** Something is left out of what others see of a file. */
function unseen(what: string, replacer: string): Mistake {
  return mistake(`${what} are no part of an item`, KEYS, [
    KEY,
    `const key = JSON.stringify({ items, attributes }, ${replacer});`,
  ]);
}

/** A part of what is remembered of bodies outlives them. */
function kept(what: string, part: string): Mistake {
  return mistake(`${what} outlive the bodies`, `${RESOLVE}/unit.ts`, [
    MEMO,
    `unit.memo = { ...newMemo(), ${part}: unit.memo.${part} };`,
  ]);
}

export const MISTAKES: readonly Mistake[] = [
  // Bodies
  mistake('everything known of bodies outlives them', `${RESOLVE}/unit.ts`, [MEMO, '']),
  kept('blocks with items', 'blocks'),
  kept('what macro calls stand for', 'expansions'),
  kept('patterns that are constants', 'constants'),
  kept('which scopes are compiled', 'active'),
  mistake('places of missing files do not move', STATE, [
    'if (maps.some((map) => map.missingFiles.some((missing) => missing.unit.file === path))) return false;',
    '',
  ]),
  mistake('what macros in bodies give the crate stays', STATE, [
    'maps.some((map) => map.leaking.has(path)) ||',
    '',
  ]),
  mistake('what bodies include is no part of them', STATE, ['state.world.isPartOfBodies(path)', 'false']),
  mistake('places that others point at do not move', STATE, [
    'for (const other of [...state.board.leadingTo(path), ...state.board.sayingIn(path)])',
    'for (const other of state.board.sayingIn(path))',
  ]),
  mistake('what others say in a file does not move', STATE, [
    'for (const other of [...state.board.leadingTo(path), ...state.board.sayingIn(path)])',
    'for (const other of state.board.leadingTo(path))',
  ]),

  // What others see of a file
  unseen('visibilities', "(name, value) => (name === 'visibility' ? undefined : value)"),
  unseen('attributes', "(name, value) => (name === 'attributes' ? undefined : value)"),
  unseen('bodies of macros', "(name, value) => (name === 'body' ? undefined : value)"),
  unseen('members', "(name, value) => (name === 'members' ? undefined : value)"),
  unseen('renamed imports', "(name, value) => (name === 'alias' ? undefined : value)"),
  unseen('values of constants', "(name, value) => (name === 'init' ? undefined : value)"),
  mistake('an item part that is new is taken for the old one', `${ANALYSIS}/sourceStore.ts`, [
    'return found.length > 0 && keyWithoutArguments(before) === keyWithoutArguments(after) ? found : undefined;',
    'return before.items.length === after.items.length ? found : undefined;',
  ]),

  // What macros among the items are given
  mistake('what a call is given now stands for other items', AGAIN, [
    'isPlain(before) && isPlain(after) && itemPartKey(before) === itemPartKey(after)',
    'isPlain(before) && isPlain(after)',
  ]),
  mistake('a macro that others call is made of tokens that are gone', AGAIN, [
    "return item.kind === 'macroDefinition' || item.kind === 'macroCall';",
    "return item.kind === 'macroCall';",
  ]),
  mistake('items that do not parse leave their module known', AGAIN, [
    'if (before.itemsBroken !== after.itemsBroken) return false;',
    '',
  ]),
  mistake('what a call stood for stays', AGAIN, [
    'for (const { old, made } of expansions) replaceExpansion(old, made);',
    '',
  ]),
  mistake('what a call is given is what it was given at first', 'server/src/syntax/asWritten.ts', [
    'return (rewritten?.get(item) as T | undefined) ?? item;',
    'return item;',
  ]),
  mistake('what was looked up among members stays', AGAIN, [
    'const known = memberCalls?.get(item);',
    'const known = undefined as ReturnType<NonNullable<typeof memberCalls>["get"]>;',
  ]),
  mistake('what a call stands for has the places of the text before', `${RESOLVE}/unit.ts`, [
    'unit.source = made.source;',
    '',
  ]),

  // Files and crates
  mistake('an included expression is not followed', `${RESOLVE}/expand.ts`, [
    'world.readForBody(call.crate, target.path)',
    'world.sourceFiles.read(target.path)',
  ]),
  mistake('files of a crate are not noted', `${RESOLVE}/collect.ts`, [
    'const source = this.world.readFor(this.map, path);',
    'const source = this.world.sourceFiles.read(path);',
  ]),
  mistake('crates that depend are kept', STATE, [
    'const all = withDependents(state.opened.project.crates, crates);',
    'const all = new Set(crates);',
  ]),
  mistake('what other crates show is kept', `${RESOLVE}/world.ts`, [
    'for (const index of indices) this.crates.delete(index);',
    'for (const index of indices) if (index === Math.min(...indices)) this.crates.delete(index);',
  ]),
  mistake('files that come and go change nothing', STATE, [
    "if (reach === 'existence' && !opened.isAsFound(path)) return false;",
    "if (reach === 'existence') return true;",
  ]),
  mistake('a file that goes is no target', STATE, [
    "if (reach === 'existence' && !opened.isAsFound(path)) return false;",
    '',
  ]),
  mistake('a new file is no target', STATE, [
    'return opened.isAsFound(path) && opened.stillTells(path);',
    'return opened.stillTells(path);',
  ]),
  mistake('what folders hold does not count', 'server/src/project/rememberedFiles.ts', [
    'return now.size === before.length && before.every((name) => now.has(name));',
    'return true;',
  ]),
  mistake('a file that is missing is not waited for', `${RESOLVE}/world.ts`, [
    'else this.sourceFiles.noteAbsent(path);',
    '',
  ]),
  mistake('the list of files stays', STATE, ['state.files = undefined;\n  return true;', 'return true;']),
  mistake('reports are not of crates', `${ANALYSIS}/viewAnalysis.ts`, [
    'if (known && isSameList(known.crates, crates)) return known;',
    'if (known) return known;',
  ]),
  mistake('a crate that is gone keeps its reports', STATE, [
    'if (crates.some(({ node }) => node && all.has(node.index))) dropReport(state, path);',
    'if (crates.every(({ node }) => node && all.has(node.index) && node.member)) dropReport(state, path);',
  ]),

  mistake('an edited crate is not read before it is known which files it has', `${ANALYSIS}/unread.ts`, [
    'for (const [index, said] of crates) if (!said) world.crate(index);',
    '',
  ]),
  mistake('crates that were forgotten have no texts', `${ANALYSIS}/featureQueries.ts`, [
    'return { index, texts, read: () => world.crate(index) };',
    'return { index, texts: [], read: () => world.crate(index) };',
  ]),

  // Findings and views
  mistake('findings of a forgotten file stay', STATE, [
    'if (state.reports.delete(path)) state.board.clear(path);',
    'state.reports.delete(path);',
  ]),
  mistake('a list of findings outlives its text', 'server/src/diagnose/statements.ts', [
    ' && before.text === text',
    '',
  ]),
  mistake('stand-ins are compared once', STATE, ['state.parity.forget();', '']),
  mistake('stand-ins do not hear of bodies', STATE, ['state.parity.touch(path);', '']),
  mistake('folders are looked at once', `${ANALYSIS}/sourceStore.ts`, ['this.looked.forget();', '']),
  mistake('features answer from old texts', `${ANALYSIS}/viewAnalysis.ts`, [
    'if (state.features?.texts === texts) return state.features;',
    'if (state.features) return state.features;',
  ]),
  mistake('sources tell the architecture once', STATE, ['if (!opened.stillTells(path)) return false;', '']),
  mistake('closing counts as saving', `${ANALYSIS}/sourceStore.ts`, [
    'asOpen: text !== undefined && this.documents.get(path) === text,',
    'asOpen: text !== undefined,',
  ]),
  mistake('named views are read once', `${ANALYSIS}/sideBySide.ts`, [
    "if (changes.some(({ path }) => !path.endsWith('.rs'))) this.named = undefined;",
    '',
  ]),
  mistake('one of many views hears of a change', `${ANALYSIS}/sideBySide.ts`, [
    'for (const view of this.made) view.take(taken);',
    'for (const view of this.made.slice(0, 1)) view.take(taken);',
  ]),
  mistake('what calls in bodies stand for outlives their text', `${RESOLVE}/stretch.ts`, [
    'owner: isLoose ? unit.fragment : asWritten(unit.fragment, anchor.item)',
    'owner: isLoose ? unit : anchor.item',
  ]),
  // Parts of a text
  mistake('parts are known by their length', 'server/src/syntax/parts/part.ts', [
    'part(text: string, read: (text: string) => Part | undefined): Part | undefined {',
    'part(given: string, read: (text: string) => Part | undefined): Part | undefined {\n    const text = [...this.known.keys(), ...this.current.keys()].find((one) => one.length === given.length) ?? given;',
  ]),
  mistake('what is around bodies is parsed once', 'server/src/syntax/parser.ts', [
    'const around = memory.part(outline.text, (part) => this.lasting(part));',
    'const around = memory.part(String(outline.cuts.length), () => this.lasting(outline.text));',
  ]),
  mistake('bodies stand where they stood', 'server/src/syntax/parts/graft.ts', [
    'return Math.min(Math.max(start + at - BODY_PREFIX.length, start), end);',
    'return Math.min(Math.max(start + at - BODY_PREFIX.length + 1, start), end);',
  ]),
];
