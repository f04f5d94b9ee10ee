/** What rustc says of a mended package, and what its program makes the kernel do. */

import { whyNoRustc } from '../../support/rustc';
import type { Workspace } from '../../support/sel4Workspace';
import { rustWorkspace } from './rust';

const RECORDED = `for (name, words) in sel4::sys::recording::take() { println!("{name} {words:?}"); }`;

/** Warnings that say no more than that C's way of calling is gone. */
const EXPECTED = [' dead_code ', ' unused_unsafe ', ' unused_assignments '];

/** Errors and warnings of the whole workspace; nothing without rustc. */
export async function compiles(made: Workspace, configuration = 'pin-aarch64'): Promise<readonly string[]> {
  if (whyNoRustc() !== undefined) return [];
  const { errors, warnings } = await (await rustWorkspace(configuration)).check(withMain(made, '').texts());
  return [...errors, ...warnings.filter((each) => !EXPECTED.some((lint) => each.includes(lint)))];
}

/** Kernel calls that the package's `/src/main.rs` makes when its `main` does `body`; it must compile without a warning. */
export async function calls(
  made: Workspace,
  body: string,
  configuration = 'pin-aarch64',
): Promise<readonly string[]> {
  const said = await compiles(made, configuration);
  if (said.length > 0) return said;
  const answer = await (await rustWorkspace(configuration)).run(withMain(made, body).texts());
  return answer.split('\n').filter((line) => line !== '');
}

function withMain(made: Workspace, body: string): Workspace {
  const text = made.text('/src/main.rs');
  if (text === undefined || text.includes('fn main(')) return made;
  return made.with('/src/main.rs', `${text}\nfn main() { ${body} ${RECORDED} }\n`);
}
