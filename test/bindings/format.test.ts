import { beforeAll, describe, expect, it } from 'vitest';
import { packItems } from '../../server/src/bindings/packItems';
import { TableReader, TableWriter } from '../../server/src/bindings/packTypes';
import { parseSnapshot, type SnapshotParts, serializeSnapshot } from '../../server/src/bindings/snapshot';
import { unpackItems } from '../../server/src/bindings/unpackItems';
import type { RustParser } from '../../server/src/syntax/api';
import { openParser } from './support';

/** Every kind of item, type and attribute. */
const EVERYTHING = `
#[derive(Clone)] pub struct Record<T: Copy + Into<u8>, const N: usize> { pub a: [T; 4], #[cfg(x)] pub(crate) b: &'static str }
struct Tuple(pub *const u8, fn(u8) -> bool, *mut [[u8; 0x10]; N], &'static mut u8, Bits<u64, 3usize, { 1 }>); struct Unit;
struct Pointers(unsafe extern "C" fn(*const u8, ...) -> !, extern fn(), fn(&mut u8));
#[repr(u8)] enum Numbers { A = 3, B = 1 << 4, #[cfg(x)] C } #[repr(C)] #[repr(align(8))] enum Shaped<T> { A(T) }
union U { a: u8, b: (u8, u16) }
pub(in crate::a) enum E<T> { A, B(T), #[cfg(feature = "f")] C { c: u8 } }
pub type Alias<T> = ::core::option::Option<T>;
type Chosen = sel4_config::sel4_cfg_if! { if #[sel4_cfg(X)] { u8 } else { () } };
const LIMIT: u64 = 18446744073709551615; pub static NAME: &str = "x"; const _: () = ();
pub trait Shape: Sized + core::fmt::Debug { type Out; const K: usize; fn area(&self) -> Self::Out; }
impl<T> Shape for Unit { type Out = u8; const K: usize = 1; fn area(&self) -> u8 { 0 } }
impl Tuple { pub const unsafe fn raw(mut self, f: impl FnOnce(u8) -> bool, d: &dyn Shape) -> ! { loop {} } }
pub mod inner { pub fn f() {} } mod file;
pub use self::inner::{f as g, *}; use ::core::fmt::{self}; extern crate alloc as a;
macro_rules! m { ($x:ident) => { $x } } include!(concat!(env!("OUT_DIR"), "/x.rs"));
`;

const PARTS: SnapshotParts = {
  name: 'mine',
  arch: 'aarch64',
  origin: { kernelVersion: '', sel4Commit: '', rustSel4Commit: '', bindgen: '0.72.1', nearest: 'aarch64' },
  kernel: new Map<string, boolean | string>([
    ['KERNEL_MCS', true],
    ['SEL4_ARCH', 'aarch64'],
  ]),
  absentKeys: ['VTX'],
  packages: {
    'sel4-sys': {
      files: { 'bindings.rs': [{ kind: 'broken', name: '', visibility: { k: 'private' }, at: -1 }] },
    },
  },
  crates: [],
};

let parser: RustParser;
beforeAll(async () => {
  parser = await openParser();
});

describe('packed items', () => {
  it('come back as they were, but for positions and how much a variant holds', () => {
    const { items, broken } = parser.lowerFile(EVERYTHING, { bodies: false });
    expect(broken).toEqual([]);
    const tables = new TableWriter();
    const packed = JSON.parse(JSON.stringify(packItems(items, tables)));
    const back = unpackItems(packed, new TableReader(tables.types, tables.texts));
    const withoutFields = items.map((item) =>
      item.kind === 'enum'
        ? { ...item, variants: item.variants.map((variant) => ({ ...variant, fields: undefined })) }
        : item,
    );
    const placeless = JSON.parse(JSON.stringify(withoutFields), (key, value) =>
      /^(at|\w+At)$/.test(key) ? -1 : value,
    );
    expect(back).toEqual(placeless);
  });
});

describe('a snapshot file', () => {
  const text = serializeSnapshot(PARTS);
  const problem = (changed: string) => parseSnapshot(changed, '/w/mine.json', { whole: true }).problem;

  it('is opened', () => {
    const { snapshot } = parseSnapshot(text, '/w/mine.json');
    expect(snapshot).toMatchObject({ name: 'mine', arch: 'aarch64', absentKeys: ['VTX'] });
    expect(snapshot?.kernel.get('KERNEL_MCS')).toBe(true);
    expect(snapshot?.files('sel4-sys')).toEqual(['bindings.rs']);
    expect(snapshot?.items('sel4-sys', 'types.rs')).toBeUndefined();
    expect(snapshot?.items('toString', 'constructor')).toBeUndefined();
  });

  it('that is cut off is refused with its path and what to do', () => {
    expect(problem(text.slice(0, -40))).toMatchObject({
      file: '/w/mine.json',
      message: expect.stringMatching(/^this bindings snapshot is damaged or cut off: /),
      help: 'make it again with `kaal-sel4 snapshot OUT_DIR -o FILE`',
    });
  });

  it('of another version is refused by that', () => {
    expect(problem(text.replace('"version":2', '"version":3'))).toMatchObject({
      message: 'this bindings snapshot has format version 3; this program reads version 2',
      help: expect.stringContaining('update kaal-sel4'),
    });
  });

  it('that is something else altogether is told so', () => {
    expect(problem('{"name": "a package"}')?.message).toBe('this is not a bindings snapshot');
    expect(problem('[]')?.message).toContain('damaged: the file is not an object');
    expect(problem('')?.message).toContain('damaged');
  });

  it('with nonsense inside is refused where it stands, never half used', () => {
    expect(problem(text.replace('[[14,', '[[99,'))?.message).toContain('kind of item 99 is not known');
    expect(problem(text.replace('"KERNEL_MCS":true', '"KERNEL_MCS":[1]'))?.message).toContain('KERNEL_MCS');
    expect(problem(text.replace('"types":[]', '"types":[[4,7]]'))?.message).toContain('type 7 is missing');
  });
});
