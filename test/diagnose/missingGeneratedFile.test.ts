import { expect, test } from 'vitest';
import { checkWorkspace } from './support';

test('missing-generated-file: one warning, at the `include!`, and silence behind it', async () => {
  const { findings, workspace } = await checkWorkspace(`
//- /src/lib.rs
pub mod generated {
    include!(concat!(env!("OUT_DIR"), "/own_bindings.rs"));
}
use generated::*;
pub fn f() {
    seL4_FromThere(generated::seL4_AlsoThere);
    seL4_Whatever();
}
`);
  expect(findings).toMatchObject([
    {
      code: 'missing-generated-file',
      severity: 'warning',
      name: 'own_bindings.rs',
      message:
        'the generated file `own_bindings.rs` is not there: names that it would define are not checked',
      candidates: [],
    },
  ]);
  expect(findings[0]?.rustcCode).toBeUndefined();
  expect(workspace.textOf(findings[0]!)).toContain('include!');
});
