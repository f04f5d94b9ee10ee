import { type Gap, REACH } from './gap';

/** `struct S where …;`: the clause is blanked; what it names is not checked. */
export const unitStructWhere: Gap = {
  name: 'where clauses of unit structs',
  examples: ['struct S where T: A;', 'struct S<T> where T: A, T: B;'],
  needs: ['struct', 'where'],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'struct') || !code.isAnyWord(i + 1)) continue;
      const where = code.afterAngles(i + 2);
      if (!code.isWord(where, 'where')) continue;
      let end = where;
      while (end < code.count && end < where + REACH && !code.is(end, ';') && !code.is(end, '{')) {
        end = code.isOpening(end) ? code.closing(end) + 1 : end + 1;
      }
      if (code.is(end, ';')) edits.blank(code.start(where), code.start(end));
    }
  },
};
