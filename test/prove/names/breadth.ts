/** Which parts of Rust a made-up program uses: counted from its text and its plan, so that PROOF.md can say how often. */
import { tokenize } from '../../../server/src/syntax/lexer';
import type { Def, Mod } from './model';
import { reachable } from './model';
import type { Rendered } from './pieces';

/** A part of Rust, and how it reads with one blank between tokens, but none around `::`. */
const FEATURES: readonly (readonly [string, RegExp])[] = [
  ['modules in braces', /\bmod (r#)?\w+ \{/g],
  ['modules in files', /(?<!# \[ path = "[^"]*" \] (?:pub(?: \( [^)]* \))? )?)\bmod (r#)?\w+ ;/g],
  ['modules by #[path]', /# \[ path = /g],
  ['include!', /\binclude ! \(/g],
  ['constified modules', /\btype Type = u32 ;/g],
  ['use of a name', /\buse [\w:#]*\w ;/g],
  ['use … as', /\bas (?!_ )[\w#]+ [,;}]/g],
  ['use … as _', /\bas _ [,;}]/g],
  ['use of a group', /\buse [^;]*::\{ [^;]*;/g],
  ['use {self}', /\{ self\b/g],
  ['globs', /::\* [;,}]|, \* ,|\{ \* ,/g],
  ['use in a block', /[{;] use [^;]*; (?!pub|mod|use|fn)/g],
  ['re-exports', /\bpub(?: \( [^)]* \))? use /g],
  ['extern crate', /\bextern crate (?!\w+ as)/g],
  ['extern crate … as', /\bextern crate \w+ as /g],
  ['cfg', /# \[ cfg \(/g],
  ['cfg all, any, not', /\b(all|any|not) \( [^)]/g],
  ['cfg_attr', /# \[ cfg_attr \(/g],
  ['pub(crate), pub(super), pub(in …)', /\bpub \( (crate|super|self|in) /g],
  ['let', /\blet (?!.{0,40} else)[\w_(&]/g],
  ['let … else', /\belse \{ let _ = [^}]*loop \{ \} \}/g],
  ['if let, while let', /\b(if|while) let /g],
  ['let chains', /&& let /g],
  ['match', /\bmatch /g],
  ['closures', /\| [\w&]+ : [^|]*\|/g],
  ['for', /\bfor \w+ in /g],
  ['bindings with @', /\w @ /g],
  ['const generics', /\bconst \w+ : usize [>,]/g],
  ['bounds', /[<,] T : \w/g],
  ['where', /\bwhere /g],
  ['impl blocks', /\bimpl\b(?! Sized)/g],
  ['traits for types', /\bimpl [^{;]* for /g],
  ['method calls', /\. (r#)?\w+ \(/g],
  ['<T as Trait>::x', /< [^<>]+ as [^<>]+ >::/g],
  ['Self', /\bSelf\b/g],
  ['enum variants', /\benum /g],
  ['unions', /\bunion \w+ \{/g],
  ['items in blocks', /\{ (?:[^{};]*; )*(?:fn|struct|enum|trait|const) (?!_)/g],
  ['macros by example', /\bmacro_rules ! /g],
  ['#[macro_export]', /macro_export/g],
  ['#[macro_use]', /macro_use/g],
  ['$crate', /\$ crate\b/g],
  ['standard macros with inline arguments', /! \( (?:.{0,120}?)"[^"]*\{\w+\}[^"]*"/g],
  ['raw identifiers', /\br#\w+/g],
  ['derive', /# \[ derive/g],
  ['no_implicit_prelude', /no_implicit_prelude/g],
  ['labels', /' out :|'out :/g],
];

/** Uses of each part in a program as it is first written. */
export function breadthOf(
  { files, crates }: Pick<Rendered, 'files' | 'crates'>,
  shapes: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>(shapes);
  const add = (what: string, count: number): void => {
    if (count > 0) counts.set(what, (counts.get(what) ?? 0) + count);
  };
  for (const [path, text] of files) {
    const code = spaced(text);
    for (const [what, pattern] of FEATURES) add(what, code.match(pattern)?.length ?? 0);
    if (path.endsWith('/mod.rs')) add('modules in mod.rs', 1);
    if (code.includes('# ! [ no_std ]')) add('no_std', 1);
  }
  add(`programs of ${crates.length} crate${crates.length === 1 ? '' : 's'}`, 1);
  for (const { edition, features, dependencies } of crates) {
    add(`edition ${edition}`, 1);
    add('features', features.length);
    add('optional dependencies', dependencies.filter(({ optional }) => optional).length);
    add(
      'renamed dependencies',
      dependencies.filter(({ name, crate }) => name !== crate.replaceAll('-', '_')).length,
    );
  }
  return counts;
}

function spaced(text: string): string {
  return tokenize(text)
    .map(({ text: token }) => token)
    .join(' ')
    .replaceAll(/ ?: : ?/g, '::');
}

/** Shapes of modules that names depend on. */
export function countShapes(modules: readonly Mod[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (what: string, count: number): void => {
    if (count > 0) counts.set(what, (counts.get(what) ?? 0) + count);
  };
  for (const mod of modules) {
    if (globsReach(mod, mod)) add('cyclic globs', 1);
    const brought = mod.globs.map(namesOf);
    const own = new Set(mod.defs.map(({ name }) => name));
    const seen = new Set<string>();
    const twice = new Set<string>();
    for (const names of brought)
      for (const name of names)
        if (seen.has(name)) twice.add(name);
        else seen.add(name);
    add('names that a module has and a glob brings', [...seen].filter((name) => own.has(name)).length);
    add('names that two globs bring', twice.size);
  }
  return counts;
}

function namesOf(glob: Mod | Def): ReadonlySet<string> {
  return new Set(('defs' in glob ? reachable(glob, 0) : glob.variants).map(({ name }) => name));
}

function globsReach(from: Mod, to: Mod): boolean {
  const seen = new Set<Mod>();
  const visit = (mod: Mod): boolean =>
    mod.globs.some((glob) => {
      if (!('defs' in glob)) return false;
      if (glob === to) return true;
      if (seen.has(glob)) return false;
      seen.add(glob);
      return visit(glob);
    });
  return visit(from);
}
