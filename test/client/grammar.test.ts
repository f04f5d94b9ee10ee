/** The injection grammar, its expressions tried one by one as an editor does: leftmost match, first rule first. */
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import grammar from '../../syntaxes/sel4-names.injection.tmLanguage.json';

interface Rule {
  readonly match?: string;
  readonly name?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly include?: string;
  readonly patterns?: readonly Rule[];
}

const repository = grammar.repository as Readonly<Record<string, Rule>>;

function flat(rules: readonly Rule[]): readonly Rule[] {
  return rules.flatMap((rule) => {
    if (rule.include !== undefined) return flat([repository[rule.include.slice(1)]!]);
    return rule.patterns === undefined ? [rule] : flat(rule.patterns);
  });
}

/** `text → scope` of every match in a line. */
function coloured(line: string): readonly string[] {
  const rules = flat(grammar.patterns);
  const found: string[] = [];
  for (let at = 0; ; ) {
    const matches = rules.flatMap((rule, order) => {
      const expression = new RegExp(rule.match ?? '(?!)', 'g');
      expression.lastIndex = at;
      const match = expression.exec(line);
      return match === null ? [] : [{ match, order, scope: rule.name ?? rule.captures?.[1]?.name ?? '' }];
    });
    const [first] = matches.sort((a, b) => a.match.index - b.match.index || a.order - b.order);
    if (first === undefined) return found;
    found.push(`${first.match[0]} → ${first.scope.split(' ')[0]}`);
    at = first.match.index + first.match[0].length;
  }
}

describe('the grammar', () => {
  it('is the one that the manifest names', () => {
    const [declared] = manifest.contributes.grammars;
    expect(declared?.scopeName).toBe(grammar.scopeName);
    expect(declared?.injectTo).toEqual(['source.rust']);
  });

  it.each([
    [
      'let e: seL4_Error::Type = seL4_Send (dest, info);',
      ['seL4_Error → support.constant.sel4.rust', 'seL4_Send → entity.name.function.sel4.rust'],
    ],
    [
      'sel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] {',
      [
        'sel4_cfg_if! → entity.name.function.macro.sel4.rust',
        'sel4_cfg → entity.name.function.macro.sel4.rust',
      ],
    ],
    ['let a = my_seL4_Thing + seL4x + sel4_cfg;', []],
  ])('%s', (line, expected) => {
    expect(coloured(line)).toEqual(expected);
  });
});
