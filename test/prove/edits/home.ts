/** Where activities put what others are to use. */
import type { Desk } from './person';

/** Where something can stand that others reach: in a module of its own within a crate's root, or anywhere. */
export function home({ c, see, rustFile }: Desk): { path: string; way: string; open: string; close: string } {
  const roots = see.paths().filter((path) => /\/(lib|main)\.rs$/.test(path));
  const path = roots.length > 0 && c.chance(0.7) ? c.pick(roots) : rustFile();
  if (c.chance(0.3)) return { path, way: wayTo(path), open: '', close: '' };
  const name = `apart_${(see.text(path) ?? '').length}`;
  return { path, way: `${wayTo(path)}${name}::`, open: `pub mod ${name} {\n`, close: '}\n' };
}

/** The path of a file's module, as it is where nothing renames it: `crate::a::b::`. */
export function wayTo(path: string): string {
  const [, inside = ''] = /\/src\/(.*)\.rs$/.exec(path) ?? [];
  const names = inside.split('/').filter((name) => !['lib', 'main', 'mod', ''].includes(name));
  return ['crate', ...names].map((name) => `${name}::`).join('');
}
