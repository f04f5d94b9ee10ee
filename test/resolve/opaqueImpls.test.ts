import { describe, expect, test } from 'vitest';
import { missingNames } from '../diagnose/support';

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
    expect(await missingNames('[dependencies]\ntuples = "1"', source)).toEqual(['gone']);
  });

  test('are not thought of elsewhere', async () => {
    const source = `${traits} mod system { pub trait System {} } mod other { tuples::all!(System, 0, 16); }`;
    expect(await missingNames('[dependencies]\ntuples = "1"', source)).toEqual(['before', 'before', 'gone']);
  });
});
