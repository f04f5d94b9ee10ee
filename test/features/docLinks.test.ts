/** Links in documentation are names, too: rustdoc judges what renames make of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse, FOLDER } from '../support/checkFixture';
import { type Fixture, parseFixture, splitFixtures } from '../support/fixture';
import { brokenLinks, whyNoRustdoc } from '../support/rustdoc';
import { type Renaming, renamed, renamings, strayReferences } from './renameJudge';
import { askOnSel4, hoverAt, spot } from './support';

const why = whyNoRustdoc();
const programs = splitFixtures(readFileSync(join(__dirname, 'docLinks.txt'), 'utf8')).map(
  ({ title, text }) => ({ title, fixture: parseFixture(text) }),
);

/** Whether an edit is in a comment or a string. */
function isInDocumentation(fixture: Fixture, { file, start }: Renaming['plan']['edits'][number]): boolean {
  const text = fixture.files.get(file.slice(FOLDER.length)) ?? '';
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
  return /\/\/[/!]|\/\*\*|doc =|^\s*\*/.test(line);
}

/** A program after the name at `$0` has become another, and what rustdoc says of its links. */
async function renamedTo(
  program: string,
  newName: string,
): Promise<{ text: string; broken: readonly string[] }> {
  const fixture = parseFixture(`//- /src/lib.rs crate:main\n${program}`);
  const path = '/src/lib.rs';
  const text = fixture.files.get(path)!;
  const files = new Map([...fixture.files, [path, text.replace('$0', '')]]);
  const analysis = await analyse({ ...fixture, files });
  const plan = analysis.features.rename(FOLDER + path, text.indexOf('$0'), newName);
  if (!plan || 'refusal' in plan) throw new Error(plan?.refusal ?? 'no name stands there');
  const after = renamed({ ...fixture, files }, plan).fixture;
  return {
    text: after.files.get(path)!.trimEnd(),
    broken: why === undefined ? await brokenLinks(after) : [],
  };
}

describe.each(programs)('$title', ({ fixture }) => {
  it('is renamed alike, and has the same references, from documentation and from code', async () => {
    const analysis = await analyse(fixture);
    const { plans } = await renamings(fixture);
    for (const renaming of plans)
      for (const edit of renaming.plan.edits.filter((each) => isInDocumentation(fixture, each)))
        expect
          .soft(analysis.features.rename(edit.file, edit.end - 1, renaming.to), `${edit.file}:${edit.start}`)
          .toEqual(renaming.plan);
    for (const renaming of plans) expect.soft(strayReferences(analysis, renaming)).toEqual([]);
  });

  it.skipIf(why !== undefined)(
    `has links that lead somewhere after each rename${why ? ` (skipped: ${why})` : ''}`,
    async () => {
      expect(await brokenLinks(fixture)).toEqual([]);
      const { plans } = await renamings(fixture);
      expect(plans.length).toBeGreaterThan(0);
      await Promise.all(
        plans.map(async ({ from, plan }) =>
          expect.soft(await brokenLinks(renamed(fixture, plan).fixture), from).toEqual([]),
        ),
      );
    },
  );

  it.skipIf(why !== undefined)(
    `has as many links that lead nowhere as edits are left out${why ? ` (skipped: ${why})` : ''}`,
    async () => {
      const { plans } = await renamings(fixture);
      const counts = await Promise.all(
        plans.map(async ({ from, plan }) => {
          const edits = plan.edits.filter((each) => !isInDocumentation(fixture, each));
          const left = plan.edits.length - edits.length;
          const broken = left > 0 ? await brokenLinks(renamed(fixture, { ...plan, edits }).fixture) : [];
          expect.soft(broken.length, `${from}: ${broken.join('\n')}`).toBe(left);
          return left;
        }),
      );
      expect(Math.max(...counts)).toBeGreaterThan(0);
    },
  );
});

describe('a rename in documentation', () => {
  it('can be asked for there', async () => {
    const { text, broken } = await renamedTo('/// [`Fra$0me`]\npub struct Frame;', 'Page');
    expect(text).toBe('/// [`Page`]\npub struct Page;');
    expect(broken).toEqual([]);
  });

  it('keeps ends of lines as they are', async () => {
    const { text, broken } = await renamedTo(
      '/// [Frame]\r\n///\r\n/// [the\r\n/// frame](Frame)\r\n/**\r\n * [Frame]\r\n */\r\npub struct Fra$0me;',
      'Page',
    );
    expect(text).toBe(
      '/// [Page]\r\n///\r\n/// [the\r\n/// frame](Page)\r\n/**\r\n * [Page]\r\n */\r\npub struct Page;',
    );
    expect(broken).toEqual([]);
  });

  it('says what is meant where two things have the new name', async () => {
    const program = (from: string, links: string): string =>
      `#[macro_export]\nmacro_rules! twice { () => { () } }\n/// ${links}\npub fn ${from}() { twice!() }`;
    const { text, broken } = await renamedTo(
      program('ma$0ke', '[`make`], [make()], [m](crate::make), [fn@make], [`twice`], [twice!]'),
      'twice',
    );
    const links =
      '[`value@twice`], [twice()], [m](value@crate::twice), [fn@twice], [`macro@twice`], [twice!]';
    expect(text).toBe(program('twice', links));
    expect(broken).toEqual([]);
  });

  it('writes a keyword without r#, as rustdoc wants it', async () => {
    const { text, broken } = await renamedTo('/// [make], [self::make()]\npub fn ma$0ke() {}', 'match');
    expect(text).toBe('/// [match], [self::match()]\npub fn r#match() {}');
    expect(broken).toEqual([]);
  });

  it('is refused where a link would mean another thing', async () => {
    const program =
      'pub mod a { pub struct Fra$0me; }\npub mod b { use super::a::*;\n/// [Frame]\npub struct Page; }';
    await expect(renamedTo(program, 'Page')).rejects.toThrow(
      '`Page` means something already at src/lib.rs:3',
    );
  });

  it('leaves alone what is not certain: two things of the name, a name that nothing has', async () => {
    const { text } = await renamedTo(
      '/// [Frame], [fn@Frame], [other::Frame]\npub struct Fra$0me {}\npub fn Frame() {}',
      'Page',
    );
    expect(text).toBe('/// [Frame], [fn@Frame], [other::Frame]\npub struct Page {}\npub fn Frame() {}');
  });

  it('changes the link in what a macro is given, not the text two characters away', async () => {
    const rules =
      'macro_rules! m { ($(#[$about:meta])* $name:ident) => { $(#[$about])* pub struct $name; } }\npub struct ';
    const macro = (name: string): string =>
      `m!(/// [${name}]S and [${name}]\n A);\nm!(/** S[${name}]S */ B);\nm!(#[doc = "S[${name}]S"] C);`;
    const { text, broken } = await renamedTo(`${rules}$0S;\n${macro('S')}`, 'R');
    expect(text).toBe(`${rules}R;\n${macro('R')}`);
    expect(broken).toEqual([]);
  });

  it('reaches the branch of a macro that chooses by cfg', async () => {
    const program = (name: string): string => `pub struct ${name};
macro_rules! id { ($($t:tt)*) => { $($t)* } }
cfg_select! {
    windows => { /// [X]
        pub fn f() {} }
    _ => { /// [${name}]X
        pub fn f() { let _ = crate::${name}; /** [Y] */ struct Y; } }
}
pub fn g() { cfg_select! { _ => { /// [${name}]
    fn h() {} } } }
id! { cfg_select! { true => { /// [${name}]
    pub fn i() {} } } }`;
    const { text, broken } = await renamedTo(program('Frame').replace('Frame', 'Fra$0me'), 'Page');
    expect(text).toBe(program('Page'));
    expect(broken).toEqual([]);
  });

  it('does not touch documentation when a local is renamed', async () => {
    const { text } = await renamedTo(
      '/// [count]\npub fn f(cou$0nt: u8) -> u8 { count }\npub fn count() {}',
      'n',
    );
    expect(text).toBe('/// [count]\npub fn f(n: u8) -> u8 { n }\npub fn count() {}');
  });
});

describe('a name of the bindings in documentation', () => {
  const program =
    '//- /src/lib.rs\nuse sel4::sys::seL4_CPtr;\n/// A [`seL4_$0CPtr`].\npub struct Slot(seL4_CPtr);\n';

  it('is shown as in code, and marked with its other places in the file', async () => {
    const asked = await askOnSel4(program);
    expect(hoverAt(asked)).toContain('pub type seL4_CPtr = seL4_Word');
    const { features } = asked.analysis;
    const lines = features.highlights(asked.file, asked.offset)?.map(({ place }) => spot(asked, place));
    expect(lines).toEqual([
      '/src/lib.rs:1:16 seL4_CPtr',
      '/src/lib.rs:2:9 seL4_CPtr',
      '/src/lib.rs:3:17 seL4_CPtr',
    ]);
  });

  it('is not renamed, and nothing is reported of it', async () => {
    const { analysis, file, offset } = await askOnSel4(program.replace('`].', '`], [seL4_Nothing].'));
    expect(analysis.features.rename(file, offset, 'Cap')).toEqual({
      refusal: '`seL4_CPtr` is of the generated bindings',
    });
    expect(analysis.allFindings()).toEqual([]);
  });
});

describe('documentation that somebody edits', () => {
  const file = `${FOLDER}/src/lib.rs`;
  const program = `pub struct Frame;
macro_rules! given { ($(#[$about:meta])* $name:ident) => { $(#[$about])* pub struct $name; } }
/// ABOUT
pub fn f() -> Frame { Frame }
given! {
    /// GIVEN
    Page
}
cfg_select! { _ => {
    /// CHOSEN
    pub fn g() {}
} }
`;

  it.each([
    ['[Frame]', '', 1],
    ['', '[Frame]', 2],
    ['[the frame](Frame) and `[Frame]`', '[`Frame`] [Frame]', 5],
    ['Frame', 'more\n    /// text', 0],
  ])('is read as it is now: %j, %j', async (about, given, links) => {
    const analysis = await analyse(parseFixture(`//- /src/lib.rs crate:main\n${program}`));
    const places = (): number =>
      analysis.features.references(file, program.indexOf('Frame'), true)?.length ?? 0;
    expect(places()).toBe(3);
    const text = program.replace('ABOUT', about).replace('GIVEN', given).replace('CHOSEN', given);
    analysis.applyChange([{ path: file, text }]);
    expect(places()).toBe(3 + links);
    analysis.applyChange([{ path: file, text: `//! [Frame]\n${text}` }]);
    expect(analysis.features.references(file, 6, true)?.length).toBe(4 + links);
    analysis.applyChange([{ path: file, text: program }]);
    expect(places()).toBe(3);
  });
});
