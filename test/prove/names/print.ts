/** A program as a fixture, in the notation of `support/fixture.ts`. */
import type { FixtureCrate } from '../../support/fixture';
import type { Rendered } from './pieces';

/** The program's text with `//-` lines; indented, so that carets have room under every span. */
export function asFixture({ files, crates }: Pick<Rendered, 'files' | 'crates'>): string {
  const roots = new Map(crates.map((crate) => [crate.root, crate]));
  return [...files]
    .filter(([path]) => !path.endsWith('Cargo.toml'))
    .map(([path, text]) => {
      const crate = roots.get(path);
      const lines = text
        .split('\n')
        .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
        .filter((line) => line !== '');
      return [`//- ${path}${crate === undefined ? '' : header(crate)}`, ...lines.map((line) => `    ${line}`)]
        .join('\n')
        .concat('\n');
    })
    .join('');
}

function header({ name, dependencies, edition, features, on }: FixtureCrate): string {
  const list = (key: string, values: readonly string[]): string =>
    values.length > 0 ? ` ${key}:${values.join(',')}` : '';
  const deps = dependencies.map((dependency) => {
    const of = dependency.name === dependency.crate.replaceAll('-', '_') && !dependency.crate.includes('-');
    return `${of ? '' : `${dependency.name}=`}${dependency.crate}${dependency.optional ? '?' : ''}`;
  });
  return ` crate:${name}${list('deps', deps)}${edition === '2021' ? '' : ` edition:${edition}`}${list('features', features)}${list('on', on)}`;
}
