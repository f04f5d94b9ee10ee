/** Names of made-up programs: few, so that they collide, hide each other and are missing often enough. */
import type { Choices } from '../random';

const SNAKE = ['aa', 'bb', 'cc', 'dd', 'ee', 'type', 'seL4_TCB_Resume', 'seL4_Yield', 'seL4_Signal'] as const;
const CAMEL = [
  'Aa',
  'Bb',
  'Cc',
  'Dd',
  'seL4_Error',
  'seL4_CPtr',
  'seL4_IPCBuffer',
  'seL4_CapRights',
] as const;
const UPPER = ['AA', 'BB', 'CC', 'seL4_NoError', 'seL4_PageBits', 'seL4_TCBObject'] as const;
/** Names that the preludes have, too. */
const KNOWN = ['Option', 'Some', 'Vec', 'drop', 'Clone', 'str', 'std', 'String', 'i32'] as const;
const KEYWORDS = new Set(['type', 'match', 'move', 'fn']);

export const MACRO_NAMES = ['mm', 'nn', 'seL4_call', 'aa', 'call_it', 'Aa'] as const;

export type Style = 'snake' | 'camel' | 'upper' | 'any';

/** A name, mostly of the usual style for what it names. */
export function nameOf(c: Choices, style: Style): string {
  const usual = style === 'any' ? c.pick(['snake', 'camel', 'upper'] as const) : style;
  const chosen = c.weighted({ usual: 92, other: 7, known: 1 });
  if (chosen === 'known') return c.pick(KNOWN);
  const from = chosen === 'usual' ? usual : c.pick(['snake', 'camel', 'upper'] as const);
  const pool = { snake: SNAKE, camel: CAMEL, upper: UPPER }[from];
  // The first few stand for everything, the last ones look like seL4's.
  return c.chance(0.75) ? pool[c.below(from === 'upper' ? 3 : 4)]! : c.pick(pool);
}

/** How a name is written: keywords need `r#`, others may have it. */
export function spell(c: Choices, name: string): string {
  if (KEYWORDS.has(name)) return `r#${name}`;
  const plain = ['crate', 'self', 'super', 'Self', '_', ''].includes(name) || name.includes('$');
  return !plain && c.chance(0.004) ? `r#${name}` : name;
}
