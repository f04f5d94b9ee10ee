/** Blocks and statements, with items and imports of their own. */
import { maybeCfg } from './cfg';
import { expression, someType } from './expressions';
import { blockUse } from './imports';
import { blockItem } from './items';
import { statementMacro } from './macros';
import { plain, refutable } from './patterns';
import type { Piece } from './pieces';
import { typeOf } from './types';
import { bind, type Here, inBlock, type Writer } from './writer';

/** `{ … }`, with what it ends in. */
export function block(w: Writer, here: Here, end = ''): Piece {
  const count = w.c.weighted({ 1: 3, 2: 4, 3: 3, 4: 1 });
  const statements = Array.from({ length: Number(count) }, () => statement(w, here));
  return ['{ ', statements, end, end === '' ? '}' : ' }'];
}

/** One statement; it can be left out. */
export function statement(w: Writer, here: Here): Piece {
  const { c, p } = w;
  const run = here.constant ? 0 : 1;
  const deep = here.depth < 3 ? 1 : 0;
  const kind = c.weighted({
    expression: 10,
    let: 3,
    typed: 2 * run,
    declared: 1.5,
    else: run,
    use: 2,
    item: 1.6,
    block: 1.5 * deep,
    macro: 0.8 * run,
    assign: 0.5 * run,
  });
  const body = ((): Piece => {
    switch (kind) {
      case 'let': {
        const init = expression(w, here, 0);
        return ['let ', plain(w, here), ' = ', c.chance(0.6) ? '1u8' : ['{ let _ = ', init, '; 1u8 }'], ';'];
      }
      case 'typed': {
        const type = someType(w, here);
        const name = c.pick(['xx', 'yy', 'aa', 'buffer']);
        const text: Piece = [
          'let ',
          name,
          ': ',
          w.p.slot('type', type.path, '()'),
          ' = ',
          here.top,
          '::any();',
        ];
        bind(here, name, type.def);
        return text;
      }
      case 'declared':
        return ['let _: ', typeOf(w, here), ';'];
      case 'else': {
        const other = inBlock(here);
        const leave: Piece = ['{ let _ = ', expression(w, other, 0), '; loop {} }'];
        return ['let ', refutable(w, here), ' = ', here.top, '::any() else ', leave, ';'];
      }
      case 'use':
        return blockUse(w, here);
      case 'item':
        return blockItem(w, here);
      case 'block':
        return block(w, inBlock(here));
      case 'macro':
        return statementMacro(w, here);
      case 'assign':
        return ['_ = ', expression(w, here, 0), ';'];
      default:
        return ['let _ = ', expression(w, here, 2), ';'];
    }
  })();
  const cfg = kind === 'assign' || kind === 'item' || body === '' ? '' : maybeCfg(w, here, 0.05);
  return p.part('statement', [cfg, body, ' ']);
}
