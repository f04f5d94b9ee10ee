/** While an item is typed, what its head still wants is not there: names are offered all the same. */
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/analysis/api';
import { askOnSel4 } from './support';

/** A program that is cut off in each of its names. */
const WHOLE = `
pub struct Uart { ep: k::seL4_CPtr, b: u32 }
pub struct Pair(k::seL4_CPtr, pub k::seL4_Word);
pub enum E { A(k::seL4_CPtr), B { x: k::seL4_Word } }
type W<T = k::seL4_Word> = Option<k::seL4_CPtr>;
const N: k::seL4_Word = k::seL4_PageBits as k::seL4_Word;
static S: [k::seL4_Word; k::seL4_PageBits as usize] = [0; 12];
pub trait T: From<k::seL4_Word> { fn go(&self, ep: k::seL4_CPtr) -> k::seL4_Word; const K: k::seL4_Word; }
impl From<k::seL4_Word> for Uart {
    fn from(w: k::seL4_Word) -> Self { Uart { ep: k::seL4_PageBits as u64, b: k::seL4_PageBits } }
}
impl Uart {
    #[inline]
    pub unsafe fn go(&mut self, ep: k::seL4_CPtr, mut v: Vec<k::seL4_Word>) -> Result<k::seL4_Word, k::seL4_Error::Type> {
        let r = if ep == k::seL4_PageBits as u64 { k::seL4_PageBits } else if ep > k::seL4_PageBits as u64 { 2 } else { k::seL4_PageBits };
        while r < k::seL4_PageBits && ep != k::seL4_PageBits as u64 { v.push((1, k::seL4_PageBits as u64)); }
        for i in 0..k::seL4_PageBits { let _ = [i, k::seL4_PageBits, 3]; }
        match k::seL4_DebugCapIdentify(k::seL4_PageBits) {
            k::seL4_PageBits => return Ok(k::seL4_PageBits as u64),
            k::seL4_SlotBits | k::seL4_TCBBits if ep == k::seL4_PageBits as u64 => {}
            x if x == k::seL4_PageBits => { let _ = k::seL4_PageBits; }
            _ => match r { k::seL4_PageBits => 1, _ => k::seL4_PageBits as usize },
        }
        if let Some(k::seL4_PageBits) = Some(r) { }
        if unsafe { k::seL4_DebugCapIdentify(k::seL4_PageBits) } != k::seL4_PageBits { }
        let c = |x: k::seL4_Word| -> k::seL4_Word { x + k::seL4_PageBits as u64 };
        let t: Option<Result<k::seL4_Word, k::seL4_CPtr>> = None;
        let a = foo::<k::seL4_Word>(k::seL4_PageBits, Bar { x: k::seL4_PageBits, ..k::seL4_PageBits });
        assert_eq!(r, k::seL4_PageBits); vec![k::seL4_PageBits; 3];
        return Err(k::seL4_PageBits);
    }
}
`.replaceAll('k::', 'sel4::sys::');

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What closes the brackets of a text, innermost first. */
function closersOf(text: string): readonly string[] {
  const open: string[] = [];
  for (const sign of text)
    if (sign in CLOSERS) open.unshift(CLOSERS[sign]!);
    else if (')]}'.includes(sign)) open.shift();
  return open;
}

/** What an editor that closes brackets has behind the cursor, and how that is called. */
const behind: Readonly<Record<string, (before: string) => string>> = {
  'brackets on one line': (before) => closersOf(before).join(''),
  'brackets, and another item': (before) => `${closersOf(before).join('\n')}\n\nfn other() {}\n`,
  'another statement': (before) => {
    const closers = closersOf(before);
    const body = closers.indexOf('}');
    if (body < 0) return closers.join('');
    return `${closers.slice(0, body).join('')}\n        let y = 2;\n${closers.slice(body).join('\n')}`;
  },
};

function offers(analysis: Analysis, file: string, before: string, after: string, name: string): boolean {
  analysis.applyChange([{ path: file, text: before + after }]);
  const found = analysis.features.completion(file, before.length);
  return found?.items.some(({ label }) => label === name) === true;
}

describe('names where an item is half typed', () => {
  it.each(Object.entries(behind))('%s', async (_, textBehind) => {
    const { analysis, file } = await askOnSel4('$0');
    const missing: string[] = [];
    const names = [...WHOLE.matchAll(/sys::(seL4_\w+)/g)];
    expect(names.length).toBeGreaterThan(50);
    for (const { 0: path, 1: name = '', index } of names) {
      const before = WHOLE.slice(0, index + path.length - 2);
      if (!offers(analysis, file, before, textBehind(before), name)) missing.push(before.slice(-50));
    }
    expect(missing).toEqual([]);
  });

  it.each([
    ['a bound', 'fn f<T>() -> u32 where T: From<sel4::sys::seL4_Wo', '> {}'],
    ['a result', 'fn f() -> sel4::sys::seL4_Wo', ''],
    ['a parameter', 'fn f(a: sel4::sys::seL4_Wo', ') '],
    ['the type of a constant', 'const A: sel4::sys::seL4_Wo', ''],
    ['the type of a constant before an item', 'const A: sel4::sys::seL4_Wo', '\n\nfn g() {}\n'],
    ['what has an argument in angle brackets', 'fn f() { let a: Option<sel4::sys::seL4_Wo', ' }'],
    ['nested angle brackets', 'fn f() { let a: Result<Option<sel4::sys::seL4_Wo', ' }'],
    ['a head behind `let`', 'fn f() { let a = match sel4::sys::seL4_Wo', ' }'],
    ['a head in a macro', 'fn f() { assert!(if sel4::sys::seL4_Wo', ') }'],
    ['a closure', 'fn f() { g(|a| sel4::sys::seL4_Wo', ') }'],
    ['a type in a closure', 'fn f() { g(move |a: sel4::sys::seL4_Wo', ') }'],
    ['a head behind a block', 'fn f() { if a {} while sel4::sys::seL4_Wo', ' }'],
    ['an assignment behind a block', 'fn f() { if a {} *b = sel4::sys::seL4_Wo', ' }'],
    ['an impl', 'impl From<sel4::sys::seL4_Wo', ''],
    ['a trait for a type', 'impl Own for sel4::sys::seL4_Wo', ''],
    ['a struct in parentheses', 'struct A(u8, sel4::sys::seL4_Wo', ''],
  ])('%s', async (_, before, after) => {
    const { analysis, file } = await askOnSel4('$0');
    const wanted = 'seL4_WordBits seL4_Word'.split(' ');
    expect(wanted.some((name) => offers(analysis, file, before, after, name))).toBe(true);
  });
});
