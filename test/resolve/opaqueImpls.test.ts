import { describe, expect, test } from 'vitest';
import { checkWorkspace, probe } from '../diagnose/support';

/** Names in the findings of a package with a dependency that is not on disk. */
async function missing(source: string): Promise<readonly string[]> {
  const options = { view: { arch: 'aarch64' }, allNames: true } as const;
  const { findings } = await checkWorkspace(probe('[dependencies]\ntuples = "1"', source), options);
  return findings.map(({ name }) => name);
}

const traits = `
pub trait Configure { fn before(self, _: u8) where Self: Sized {} }
impl<F: system::System> Configure for F {}
pub struct S;
fn system_of_mine(_: u8) {}
pub fn f(s: S) { system_of_mine.before(1); s.before(1); s.gone(); }
`;

describe('impls by a macro that nobody can read', () => {
  test('may be for any type, where the macro stands beside the trait', async () => {
    const source = `${traits} mod system { pub trait System {} tuples::all!(System, 0, 16); }`;
    expect(await missing(source)).toEqual(['gone']);
  });

  test('are not thought of elsewhere', async () => {
    const source = `${traits} mod system { pub trait System {} } mod other { tuples::all!(System, 0, 16); }`;
    expect(await missing(source)).toEqual(['before', 'before', 'gone']);
  });
});
