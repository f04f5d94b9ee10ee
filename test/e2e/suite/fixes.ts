/** Each fix, applied in the editor: what the files hold then. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, open, ours, rangeOf, setText, until } from './helpers';

const APP = 'app/src/lib.rs';
const USER = 'user/src/lib.rs';

interface Fix {
  readonly file: string;
  /** In one line of the file only, and the name in it. */
  readonly at: readonly [line: string, name: string];
  readonly title: string;
  /** File → lines that go (`-`) and come (`+`). */
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

const FIXES: readonly Fix[] = [
  {
    file: APP,
    at: ['use sel4::sys::seL4_IllegalOperation', 'seL4_IllegalOperation'],
    title: 'Import `sel4::sys::seL4_Error::seL4_IllegalOperation` instead',
    changes: {
      [APP]: ['-use sel4::sys::seL4_IllegalOperation;', '+use sel4::sys::seL4_Error::seL4_IllegalOperation;'],
    },
  },
  {
    file: APP,
    at: ['sel4::sys::seL4_TCB_Resume(tcb)', 'seL4_TCB_Resume'],
    title: 'Write `sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(…))`',
    changes: {
      [APP]: [
        '-    let answer = unsafe { sel4::sys::seL4_TCB_Resume(tcb) };',
        '+    let answer = sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb));',
      ],
    },
  },
  {
    file: APP,
    at: ['sel4::sys::seL4_TCB_Resume(tcb)', 'seL4_TCB_Resume'],
    title: 'Write `sel4::cap::Tcb::tcb_resume(…)`',
    changes: {
      [APP]: [
        '-    let answer = unsafe { sel4::sys::seL4_TCB_Resume(tcb) };',
        '+    let answer = sel4::cap::Tcb::from_bits(tcb).tcb_resume().err().map_or(sel4::sys::seL4_Error::seL4_NoError, sel4::Error::into_sys);',
      ],
    },
  },
  {
    file: APP,
    at: ['answer == seL4_NoError', 'seL4_NoError'],
    title: 'Write `sel4::sys::seL4_Error::seL4_NoError`',
    changes: { [APP]: ['-    answer == seL4_NoError', '+    answer == sel4::sys::seL4_Error::seL4_NoError'] },
  },
  {
    file: APP,
    at: ['answer == seL4_NoError', 'seL4_NoError'],
    title: 'Import `sel4::sys::seL4_Error::seL4_NoError`',
    changes: { [APP]: ['+use sel4::sys::seL4_Error::seL4_NoError;'] },
  },
  {
    file: APP,
    at: ['seL4_CanRead', 'seL4_CanRead'],
    title: 'Write `1 << 1 /* seL4_CanRead */` instead of `sel4::sys::seL4_CanRead`',
    changes: {
      [APP]: [
        '-pub const RIGHTS: seL4_Word = sel4::sys::seL4_CanRead;',
        '+pub const RIGHTS: seL4_Word = 1 << 1 /* seL4_CanRead */;',
      ],
    },
  },
  {
    file: APP,
    at: ['debug_output', 'debug_output'],
    title: 'Write the feature `debug-output`: it is the only one that is spelt like it',
    changes: { [APP]: ['-#[cfg(feature = "debug_output")]', '+#[cfg(feature = "debug-output")]'] },
  },
  {
    file: APP,
    at: ['Pointer = sel4_sys', 'sel4_sys'],
    title: 'Write `crate::adapter` instead of `sel4_sys`',
    changes: {
      [APP]: ['-pub type Pointer = sel4_sys::seL4_CPtr;', '+pub type Pointer = crate::adapter::seL4_CPtr;'],
    },
  },
  {
    file: APP,
    at: ['Pointer = sel4_sys', 'sel4_sys'],
    title: 'Add `sel4-sys = { workspace = true }` to [dependencies] of app/Cargo.toml',
    changes: { 'app/Cargo.toml': ['+sel4-sys = { workspace = true }'] },
  },
  {
    file: USER,
    at: ['app::adapter::seL4_TCB_Resume(tcb)', 'seL4_TCB_Resume'],
    title: 'Add `pub unsafe fn seL4_TCB_Resume(service: seL4_TCB) -> seL4_Error::Type` to `app::adapter`',
    changes: {
      [APP]: [
        '+',
        "+    /// `seL4_TCB_Resume` in C's calling shape.",
        '+    ///',
        '+    /// # Safety',
        '+    ///',
        '+    /// As in C: the kernel acts on the capabilities that are named. Panics where `sel4` has no IPC buffer.',
        '+    #[allow(non_snake_case)]',
        '+    pub unsafe fn seL4_TCB_Resume(service: seL4_TCB) -> seL4_Error::Type {',
        '+        sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(service))',
        '+    }',
      ],
    },
  },
  {
    file: USER,
    at: ['app::adapter::seL4_NoError', 'seL4_NoError'],
    title: 'Add `pub use sel4::sys::seL4_Error::seL4_NoError` to `app::adapter`',
    changes: { [APP]: ['+    pub use sel4::sys::seL4_Error::seL4_NoError;'] },
  },
  {
    file: USER,
    at: ['Slot = sel4::sys', 'sel4'],
    title: 'Write `app::adapter` instead of `sel4::sys`',
    changes: {
      [USER]: ['-pub type Slot = sel4::sys::seL4_CPtr;', '+pub type Slot = app::adapter::seL4_CPtr;'],
    },
  },
];

/** Lines that go and come between two texts: all between the first and the last that differ. */
function difference(before: string, after: string): readonly string[] {
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
  ];
}

/** The actions that an editor offers at a place, as they are when one of them is picked. */
async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    undefined,
    100,
  );
}

export function fixes(): void {
  describe('a fix', () => {
    it('is offered at every finding of the program that is there to be mended', async () => {
      for (const file of [APP, USER]) {
        const { document } = await open(fileUri(file));
        const found = await until('findings', () => ours(document.uri).length > 0 && ours(document.uri));
        for (const { range, message } of found) {
          const actions = await actionsAt(document.uri, range);
          ok(
            actions.some(({ edit }) => edit !== undefined),
            message,
          );
        }
      }
    });

    for (const { file, at, title, changes } of FIXES) {
      it(title, async () => {
        const { document } = await open(fileUri(file));
        const range = rangeOf(document, ...at);
        const standing = await until(
          'the finding',
          () => ours(document.uri).some((one) => one.range.contains(range)) && ours(document.uri).length,
        );
        const actions = await actionsAt(document.uri, range);
        const action = actions.find((one) => one.title === title);
        ok(action?.edit, `offered: ${actions.map((one) => one.title).join('; ')}`);
        const touched = action.edit.entries().map(([uri]) => uri);
        const documents = await Promise.all(touched.map((uri) => vscode.workspace.openTextDocument(uri)));
        const before = documents.map((one) => one.getText());
        strictEqual(await vscode.workspace.applyEdit(action.edit), true);
        const home = `${fileUri('').path.replace(/\/$/, '')}/`;
        const came = documents.map((one, index) => [
          one.uri.path.slice(home.length),
          difference(before[index]!, one.getText()),
        ]);
        try {
          deepStrictEqual(Object.fromEntries(came), changes);
          await until('a finding less', () => ours(document.uri).length < standing);
        } finally {
          for (const [index, one] of documents.entries()) await setText(one, before[index]!);
        }
        await until('the findings again', () => ours(document.uri).length === standing);
      });
    }
  });
}
