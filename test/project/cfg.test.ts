import { describe, expect, it } from 'vitest';
import { cfgFeatures, evaluateCfg, evaluateKernelCfg, expandCfgAttr } from '../../server/src/project/cfg';
import type { CfgAnswer } from '../../server/src/project/model';
import { bareMetalCfg, crateCfg } from '../../server/src/project/targets';

const closed = crateCfg(bareMetalCfg('aarch64'), {
  features: new Set(['std', 'with space']),
  test: false,
  procMacro: false,
});
const { open: _, ...withBuildScript } = closed;

const answers: readonly (readonly [args: string, answer: CfgAnswer])[] = [
  ['(feature = "std")', true],
  ['feature="std"', true],
  ['(feature = "alloc")', false],
  ['(feature = "with space",)', true],
  ['(not(feature = "alloc"))', true],
  ['(test)', false],
  ['(all())', true],
  ['(any())', false],
  ['(true)', true],
  ['(false)', false],
  ['(r#true)', 'unknown'],
  ['(all(true, not(false)))', true],
  ['(target_arch = "aarch64")', true],
  ['(all(target_arch = "aarch64", target_pointer_width = "64", target_os = "none"))', true],
  ['(any(unix, windows))', false],
  ['(target_has_atomic)', true],
  ['(target_has_atomic = "ptr")', true],
  ['(debug_assertions)', true],
  ['(any(miri, doc, doctest))', false],
  ['(feature = r"std")', true],
  ['(feature = r#"std"#)', true],
  ['(feature = "\\u{73}td")', true],
  ['(feature = /* why */ "std") // because', true],
  // What may be so or otherwise decides nothing, unless the rest decides alone.
  ['(loom)', 'unknown'],
  ['(not(loom))', 'unknown'],
  ['(all(loom, test))', false],
  ['(any(loom, feature = "std"))', true],
  ['(all(loom, feature = "std"))', 'unknown'],
  ['(target_feature = "neon")', 'unknown'],
  // What is no predicate.
  ['', 'unknown'],
  ['()', 'unknown'],
  ['(test', 'unknown'],
  ['(test, unix)', 'unknown'],
  ['(not())', 'unknown'],
  ['(not(a, b))', 'unknown'],
  ['(feature = std)', 'unknown'],
  ['(feature = "std)', 'unknown'],
  ['(version("1.80"))', 'unknown'],
  ['(any(version("1.80"), feature = "std"))', true],
  ['(all(feature = "std" test))', 'unknown'],
];

describe('cfg', () => {
  it.each(answers)('%s → %s', (args, answer) => {
    expect(evaluateCfg(args, withBuildScript)).toBe(answer);
  });

  it('knows that an unheard-of key is off where no build script can set it', () => {
    expect(evaluateCfg('(loom)', closed)).toBe(false);
    expect(evaluateCfg('(not(loom))', closed)).toBe(true);
    expect(evaluateCfg('(some_key = "value")', closed)).toBe(false);
    expect(evaluateCfg('(target_feature = "neon")', closed)).toBe('unknown');
    expect(evaluateCfg('(target_thread_local)', closed)).toBe('unknown');
  });

  it('gives up on nesting that nobody writes', () => {
    expect(evaluateCfg(`${'not('.repeat(50_000)}test${')'.repeat(50_000)}`, closed)).toBe('unknown');
  });
});

describe('kernel options', () => {
  const kernel = new Map<string, boolean | string>([
    ['MCS', true],
    ['SMP', false],
    ['LEVELS', '3'],
  ]);
  it.each<readonly [args: string, answer: CfgAnswer]>([
    ['(MCS)', true],
    ['SMP', false],
    ['(not(SMP))', true],
    ['(LEVELS = "3")', true],
    ['(not(LEVELS = "4"))', true],
    ['(all(MCS, LEVELS = "3"))', true],
    // A key that is reached must exist and have the right type.
    ['(ABSENT)', 'unknown'],
    ['(not(ABSENT))', 'unknown'],
    ['(ABSENT = "1")', 'unknown'],
    ['(LEVELS)', 'unknown'],
    ['(MCS = "true")', 'unknown'],
    ['(LEVELS = 3)', 'unknown'],
    ['(true)', 'unknown'],
    // One behind a part that decides is never reached.
    ['(all(SMP, ABSENT))', false],
    ['(any(MCS, ABSENT))', true],
    ['(all(ABSENT, SMP))', 'unknown'],
    ['(any(ABSENT, MCS))', 'unknown'],
    ['(all())', true],
    ['(any())', false],
  ])('%s → %s', (args, answer) => {
    expect(evaluateKernelCfg(args, kernel)).toBe(answer);
  });
});

describe('cfg_attr', () => {
  const shapes = (args: string) =>
    expandCfgAttr(args)?.attributes.map(({ path, args: rest, start, end, argsStart }) => {
      expect(args.slice(argsStart, argsStart + rest.length)).toBe(rest);
      return [path, rest, args.slice(start, end)];
    });

  it('is taken apart into predicate and attributes', () => {
    const args = '(all(test, feature = "x"), path = "a.rs", sel4 :: cfg(A, B), inert)';
    expect(expandCfgAttr(args)?.predicate).toBe('all(test, feature = "x")');
    expect(shapes(args)).toEqual([
      ['path', '= "a.rs"', 'path = "a.rs"'],
      ['sel4::cfg', '(A, B)', 'sel4 :: cfg(A, B)'],
      ['inert', '', 'inert'],
    ]);
  });

  it('keeps a nested one whole', () => {
    expect(shapes('(a, cfg_attr(b, path = "x.rs"))')).toEqual([
      ['cfg_attr', '(b, path = "x.rs")', 'cfg_attr(b, path = "x.rs")'],
    ]);
  });

  it('may have no attribute, a trailing comma, and unsafe ones', () => {
    expect(shapes('(test,)')).toEqual([]);
    expect(shapes('test, x,')).toEqual([['x', '', 'x']]);
    expect(shapes('(test, unsafe(link_section = "a"))')).toEqual([
      ['link_section', '= "a"', 'link_section = "a"'],
    ]);
  });

  it.each(['', '(', '()', '(test)', '(, x)', '(test, x', '(test, = 3)'])('refuses %j', (args) => {
    expect(expandCfgAttr(args)).toBeUndefined();
  });
});

describe('features that a predicate names', () => {
  it('come with their places', () => {
    const args = '(all(feature = "a", not(any(feature="b", test)), feature_x = "c", not_feature))';
    const found = cfgFeatures(args);
    expect(found.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(found.map(({ start, end }) => args.slice(start, end))).toEqual(['feature = "a"', 'feature="b"']);
  });

  it('are only those of the predicate in a cfg_attr', () => {
    expect(cfgFeatures('(feature = "a", doc(cfg(feature = "b")))').map(({ name }) => name)).toEqual(['a']);
  });
});
