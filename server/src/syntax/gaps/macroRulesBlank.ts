import type { Gap } from './gap';

/** `macro_rules ! m`, as token printers write it: the grammar wants `macro_rules!` in one piece. */
export const macroRulesBlank: Gap = {
  name: 'a blank in macro_rules !',
  examples: ['macro_rules ! m { () => {} }'],
  needs: ['macro_rules '],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'macro_rules') || !code.is(i + 1, '!') || code.joined(i)) continue;
      edits.replace(code.end(i), `!${' '.repeat(code.start(i + 1) - code.end(i))}`);
    }
  },
};
