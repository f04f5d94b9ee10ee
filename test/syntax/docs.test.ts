/** Links of documentation: where they stand, and what they lead to. */
import { describe, expect, it } from 'vitest';
import { linkTargetsIn } from '../../server/src/syntax/docs/links';
import { docPathIn } from '../../server/src/syntax/docs/paths';
import { docTextsIn } from '../../server/src/syntax/docs/texts';

/** What the links of a Markdown text lead to. */
const targets = (markdown: string): readonly string[] =>
  linkTargetsIn(markdown).map(({ start, end }) => markdown.slice(start, end));

describe('documentation of a text', () => {
  const texts = (source: string): readonly string[] => docTextsIn(source).map(({ text }) => text);

  it('is what doc comments and doc attributes say, without markers and the common indent', () => {
    expect(texts('/// One\n///   two\n// no doc\n#[doc = "three"]\nfn f() {}\n')).toEqual([
      'One\n  two\nthree\n',
    ]);
    expect(texts('/** One\n  * two\n  */\nfn f() {}')).toEqual(['One\ntwo\n\n']);
    expect(texts('/**\n * One\n *\n * - two\n */\nfn f() {}')).toEqual(['\nOne\n\n- two\n\n']);
    expect(texts('//// none\n/***/ /**/ fn f() {}')).toEqual([]);
  });

  it('is one text for each thing, what stands in the thing apart', () => {
    expect(texts('//! of the file\n\n/// of f\n#[inline]\n/// still of f\nfn f() { //! inside\n}')).toEqual([
      'of the file\n',
      'of f\nstill of f\n',
      'inside\n',
    ]);
  });

  it('leads back to the source, through \\r\\n and escapes of strings', () => {
    const source = '/// a\r\n/// b\r\n#[doc = "c\\n\\"d\\""]\r\nfn f() {}';
    const [{ text, offsets } = { text: '', offsets: [] }] = docTextsIn(source);
    expect(text).toBe('a\nb\nc\n"d"\n');
    for (const name of ['a', 'b', 'c', 'd']) expect(source[offsets[text.indexOf(name)]!]).toBe(name);
  });

  it('may have many lines, and rows of a table', () => {
    expect(texts(`${'/// a\n'.repeat(200_000)}fn f() {}`)).toEqual(['a\n'.repeat(200_000)]);
    expect(targets(`a | b\n--|--\n${'[A] | b\n'.repeat(200_000)}`)).toHaveLength(200_000);
  });

  it('says where that begins which is documented', () => {
    const source = '/// a\n#[derive(Clone)]\npub struct S;';
    expect(source.slice(docTextsIn(source)[0]!.next)).toBe('pub struct S;');
  });
});

describe('what links lead to', () => {
  it('is the destination, or a label that nothing explains', () => {
    expect(targets('[A] [`B`] [c][C] [D][] [e](E) [f](<F>) [g](G "title") [h]( H\n)')).toEqual([
      'A',
      '`B`',
      'C',
      'D',
      'E',
      'F',
      'G',
      'H',
    ]);
  });

  it('is what a definition says, where there is one', () => {
    expect(targets('[A], [b][A]\n\n[A]: crate::A\n[c]: <C> "title"\n')).toEqual(['crate::A', 'C']);
    expect(targets('a\n[A]: B')).toEqual(['A']);
  });

  it('is nothing in code', () => {
    expect(targets('`[A]` ``[B]` [C]`` `[D] [E]')).toEqual(['D', 'E']);
    expect(targets('```\n[A]\n```\n\n    [B]\n\n[C]\n    [D]\n~~~ rust\n[E]\n')).toEqual(['C', 'D']);
    expect(targets('- a\n\n      [A]\n\n  [B]\n  ```\n  [C]\n  ```\n[D]')).toEqual(['B', 'D']);
    expect(targets('> ```\n> [A]\n[B]')).toEqual(['B']);
    expect(targets('-\n\n      [A]\n\n> a\n2. b\n\n       [B]\n')).toEqual([]);
    expect(targets('> \t[A]\n\n- \t[B]\n\n\t[C]\n\n\t\t[D]\n')).toEqual(['A', 'B', 'C']);
  });

  it('is nothing in HTML, and in what is no link', () => {
    expect(targets('<div>\n[A]\n\n[B]\n</div>')).toEqual(['B']);
    expect(targets('<a title="[A]">[B]</a> <https://x/[C]> <!-- [D] -->')).toEqual(['B']);
    expect(targets('\\[A] [B\\] ![C] ![d](D) [^e] [ ] []')).toEqual([]);
    expect(targets('[A]\\[B] [C]')).toEqual(['C']);
    expect(targets('- [x] [A]\n- [ ] [B]\n\n[^e]: [C]')).toEqual(['A', 'B', 'C']);
  });

  it('is that of the innermost link alone', () => {
    expect(targets('[a [B] c](C) ![[D]](e)')).toEqual(['B', 'D']);
  });

  it('is found in headings, lists, quotations, tables, and over the ends of lines', () => {
    expect(
      targets('# [A]\n1. [B]\n   [C]\n> [D]\n> [e\n> f](F)\n\n| [G] | `a |\n|---|---|\n| [H] | b |'),
    ).toEqual(['A', 'B', 'C', 'D', 'F', 'G', 'H']);
  });
});

describe('what no writer writes', () => {
  const LENGTH = 30_000;
  const times = (each: string): string => each.repeat(LENGTH / each.length);

  it.each(
    [
      '[a](',
      '![a](',
      '- ',
      '* ',
      '> ',
      '[^',
      ']',
      ' ',
      '\t',
      ' -',
      '|-',
      '<!--',
      '<!A',
      '<?',
      '<a ',
      '`a',
    ].concat(['[a]: b "', '[a][', '[a]', '\\']),
  )('is read in about the time that its length takes: %j', (each) => {
    for (const before of ['', 'a|b [a]\n', times('[ ')])
      for (const behind of ['x', `x${times(']')}`, `\n${times(' ')}[A]`]) {
        const text = before + times(each) + behind;
        const begin = performance.now();
        for (const target of linkTargetsIn(text)) docPathIn(text, target);
        expect
          .soft(performance.now() - begin, `${before.slice(0, 3)} … ${behind.slice(0, 3)}`)
          .toBeLessThan(400);
      }
  });

  it('is no link: a label of a thousand characters, dozens of parentheses', () => {
    const nested = (depth: number): string => `[a](${'('.repeat(depth)}${')'.repeat(depth)}B)`;
    expect(targets(`${nested(33)} ${nested(34)} [${'a'.repeat(1000)}]`)).toHaveLength(2);
    expect(targets(nested(34))).toEqual(['a']);
  });
});

describe('paths of links', () => {
  const path = (text: string): string | undefined => {
    const read = docPathIn(text, { start: 0, end: text.length });
    return read && `${read.namespace ?? 'any'} ${read.segments.map(({ name }) => name).join('::')}`;
  };

  it('may say what kind of thing they name', () => {
    expect(path('Foo')).toBe('any Foo');
    expect(path('`struct@Foo`')).toBe('type Foo');
    expect(path('fn@`a::foo`')).toBe('value a::foo');
    expect(path('field@Foo::bits')).toBe('type Foo');
    expect(path('foo()')).toBe('value foo');
    expect(path('macro@foo')).toBe('macro foo');
    expect(['foo!', 'foo!()', 'foo![]', 'foo!{}'].map(path)).toEqual(Array(4).fill('macro foo'));
  });

  it('leave out generic arguments and places within a page', () => {
    expect(path('Vec<T>')).toBe('any Vec');
    expect(path('`Vec::<T>::new`')).toBe('any Vec::new');
    expect(path('Foo#section')).toBe('any Foo');
  });

  it('are none where rustdoc finds none', () => {
    const none = [
      'a b',
      'https://a.b',
      'a/b',
      'Vec::<fn() -> T>::new',
      'Foo:bar',
      'Foo::',
      '<T as A>::b',
      '&Foo',
      'Foo:: a',
    ];
    expect([...none, 'what@A', '', '<a', 'a>', '!'].map(path)).toEqual(Array(14).fill(undefined));
  });
});
