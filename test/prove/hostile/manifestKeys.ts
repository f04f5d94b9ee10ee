/** Every key of manifests and of cargo's configuration that the engine reads, and TOML of every type to put there. */

/** A manifest in which every key is: the keys on the way to each `$` are what is replaced. */
export const MANIFEST_KEYS: readonly string[] = [
  'package', 'package.name', 'package.version', 'package.edition', 'package.workspace', 'package.build', 'package.resolver',
  'package.autolib', 'package.autobins', 'package.autoexamples', 'package.autotests', 'package.autobenches',
  'package.edition.workspace', 'package.version.workspace', 'project', 'project.name',
  'lib', 'lib.name', 'lib.path', 'lib.crate-type', 'lib.crate_type', 'lib.proc-macro', 'lib.proc_macro', 'lib.edition', 'lib.test', 'lib.bench',
  'bin', 'bin.[].name', 'bin.[].path', 'bin.[].edition', 'bin.[].required-features', 'bin.[].test', 'bin.[].bench',
  'example', 'example.[].name', 'example.[].path', 'example.[].crate-type', 'test', 'test.[].name', 'test.[].path', 'bench', 'bench.[].name',
  'dependencies', 'dependencies.b', 'dependencies.b.version', 'dependencies.b.path', 'dependencies.b.git', 'dependencies.b.package',
  'dependencies.b.optional', 'dependencies.b.features', 'dependencies.b.default-features', 'dependencies.b.default_features',
  'dependencies.b.workspace', 'dependencies.b.artifact', 'dependencies.b.lib',
  'dev-dependencies', 'dev-dependencies.b', 'dev_dependencies.b', 'build-dependencies', 'build-dependencies.b', 'build_dependencies.b',
  'target', "target.'cfg(all())'", "target.'cfg(all())'.dependencies", "target.'cfg(all())'.dependencies.b", 'target.x86_64-unknown-none.dependencies.b.path',
  'features', 'features.default', 'features.x', 'features.b',
  'workspace', 'workspace.members', 'workspace.exclude', 'workspace.default-members', 'workspace.resolver', 'workspace.package',
  'workspace.package.version', 'workspace.package.edition', 'workspace.dependencies', 'workspace.dependencies.b', 'workspace.dependencies.b.path',
  'workspace.dependencies.b.features', 'workspace.lints', 'workspace.lints.rust', 'workspace.lints.rust.unexpected_cfgs',
  'patch', 'patch.crates-io', 'patch.crates-io.b', 'patch.crates-io.b.path', 'patch.crates-io.b.package',
  'lints', 'lints.workspace', 'lints.rust', 'lints.rust.unexpected_cfgs', 'lints.rust.unexpected_cfgs.check-cfg',
  'profile', 'profile.dev', 'profile.dev.panic', 'profile.dev.debug-assertions', 'profile.dev.inherits',
]; // biome-ignore format: a table

export const CONFIG_KEYS: readonly string[] = [
  'build', 'build.target', 'build.target-dir', 'build.rustflags', 'env', 'env.SEL4_PREFIX', 'env.SEL4_PREFIX.value', 'env.SEL4_PREFIX.relative',
  'env.SEL4_PREFIX.force', 'env.RUST_TARGET_PATH', 'patch', 'patch.crates-io', 'patch.crates-io.b', 'patch.crates-io.b.path', 'patch.crates-io.b.package',
]; // biome-ignore format: a table

/** Values of every type of TOML, good and odd ones. */
export const TOML_VALUES: readonly string[] = [
  '"b"', '""', '"../b"', '"."', '".."', '"/"', '"*"', '"**"', '"[a"', '"\\u0000"', '"\\n"', '"__proto__"', '"x/../../b"', "'''\n'''",
  '0', '-1', '9223372036854775807', '0xff', '1.5', 'inf', 'nan', 'true', 'false',
  '1979-05-27T07:32:00Z', '1979-05-27', '07:32:00', '[]', '[[]]', '[1, "a", true]', '["b"]', '["b", "b", "", "../b", "**"]', '{}', '{ path = "b" }',
  '{ workspace = true }', '{ a = { b = [] } }', '[{}]', '[{ name = "b", path = "src/lib.rs" }, {}]', '{ __proto__ = 1, constructor = "x" }',
]; // biome-ignore format: a table

/** A manifest or configuration in which all of these keys have a value: nested tables out of dotted keys. */
export function tomlWith(settings: ReadonlyMap<string, string>): string {
  const tree: Tree = new Map();
  for (const [path, value] of settings) {
    // What stands in quotes is one key.
    const keys = path.match(/'[^']*'|[^.]+/g) ?? [];
    let at = tree;
    let isFree = true;
    for (const key of keys.slice(0, -1)) {
      const next = at.get(key) ?? new Map();
      if (typeof next === 'string') {
        isFree = false;
        break;
      }
      at.set(key, next);
      at = next;
    }
    const last = keys.at(-1) ?? '';
    if (isFree && !at.has(last)) at.set(last, value);
  }
  return [...tree].map(([key, value]) => `${key} = ${written(value)}\n`).join('');
}

type Tree = Map<string, Tree | string>;

function written(value: Tree | string): string {
  if (typeof value === 'string') return value;
  const list = value.get('[]');
  if (list !== undefined) return `[${written(list)}]`;
  return `{ ${[...value].map(([key, inner]) => `${key} = ${written(inner)}`).join(', ')} }`;
}
