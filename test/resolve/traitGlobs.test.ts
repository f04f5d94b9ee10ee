/** Globs of traits, which rustc reads though it takes them for no stable Rust (E0658). */
import { expect, test } from 'vitest';
import { analyse, FOLDER } from '../support/checkFixture';
import { parseFixture } from '../support/fixture';

/** Names of the kernel, in order, of which it is not known what they mean. */
async function unknownWords(text: string): Promise<string[]> {
  const fixture = parseFixture(`//- /src/lib.rs crate:main edition:2021\n${text}`);
  const file = `${FOLDER}/src/lib.rs`;
  const source = fixture.files.get('/src/lib.rs')!;
  const answers = (await analyse(fixture)).answers(file).filter(({ answer }) => answer === 'unknown');
  return answers.map(({ start, end }) => source.slice(start, end)).filter((word) => word.startsWith('seL4_'));
}

test('a name that another glob brings, too, may be two things (E0659), be it in a pattern', async () => {
  const text = `
    pub fn seL4_Send() {}
    pub fn seL4_Yield() {}
    mod inner {
        use self::Calls::*;
        use super::*;
        trait Calls { fn seL4_Send(); fn seL4_Recv(); }
        fn value() { seL4_Send; }
        fn pattern() { let seL4_Send = 1u8; }
        fn others() { let seL4_Yield = 1u8; seL4_Yield; }
    }`;
  expect(await unknownWords(text)).toEqual(['seL4_Send', 'seL4_Send']);
});

test('what the module itself has hides both', async () => {
  const text = `
    pub fn seL4_Send() {}
    mod inner {
        use self::Calls::*;
        use super::*;
        trait Calls { fn seL4_Send(); }
        fn seL4_Send() {}
        fn value() { seL4_Send; }
    }`;
  expect(await unknownWords(text)).toEqual([]);
});
