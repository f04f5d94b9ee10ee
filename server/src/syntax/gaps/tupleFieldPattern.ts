import type { Gap } from './gap';
import { touches } from './regions';
import { LITERAL } from './scan';

/** `let S { 0: a } = s`: the grammar wants a field's name there; the number becomes one for the parse. */
export const tupleFieldPattern: Gap = {
  name: 'numbers as fields in patterns',
  examples: ['fn f() { let S { 0: a, 1: b } = s; }', 'fn f() { match s { S { 0: A::B, .. } => 1 } }'],
  needs: ['{', ':'],
  rewrite(code, edits, broken) {
    for (let i = 1; i < code.count; i++) {
      if (code.kind(i) !== LITERAL || !code.is(i + 1, ':') || (!code.is(i - 1, '{') && !code.is(i - 1, ',')))
        continue;
      const digit = code.text.charCodeAt(code.start(i));
      if (digit < 48 || digit > 57 || !touches(broken, code.start(i - 1), code.end(i + 1))) continue;
      edits.replace(code.start(i), '_'.repeat(code.end(i) - code.start(i)));
    }
  },
};
