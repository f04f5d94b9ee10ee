import { describe, expect, test } from 'vitest';
import { missingNames } from '../diagnose/support';

describe('the library of a package that is not on disk', () => {
  test.each([
    ['xml-rs', 'xml'],
    ['rustls-webpki', 'webpki'],
    ['new_debug_unreachable', 'debug_unreachable'],
    ['md-5', 'md5'],
    ['Inflector', 'inflector'],
    ['libcst', 'libcst_native'],
  ])('of %s may be called %s', async (packageName, library) => {
    const source = `
use ${library}::A;
use ::${library}::b::*;
pub type C = ${library}::C<A>;
${library}::m! {}
mod inner { extern crate ${library} as other; pub use other::D; pub fn f() { ::${library}::f() } }
`;
    expect(await missingNames(`[dependencies]\n${packageName} = "1"`, source)).toEqual([]);
  });

  test.each([
    ['is not called by other words', '[dependencies]\nxml-rs = "1"', 'xmlrsx', 'pub use xmlrsx::A;'],
    ['is not called like a part of a word', '[dependencies]\nxmlite = "1"', 'xml', 'pub use xml::A;'],
    [
      'has the name that the manifest gives',
      '[dependencies]\na = { package = "xml-rs" }',
      'xml',
      'use xml::A;',
    ],
    ['is there only where the dependency is', '[build-dependencies]\nxml-rs = "1"', 'xml', 'pub use xml::A;'],
    [
      'is none that a crate beside it has',
      '[dependencies]\nxml-rs = "1"\n[dev-dependencies]\nxml = "1"',
      'xml',
      'pub use xml::A;',
    ],
    ['is none of the bindings', '[dependencies]\nsel4-extras = "1"', 'sel4', 'pub use sel4::A;'],
    [
      'does not go before a module',
      '[dependencies]\nxml-rs = "1"',
      'B',
      'mod xml { pub struct A; } use xml::B;',
    ],
  ])('%s', async (_, manifest, name, source) => {
    expect(await missingNames(manifest, source)).toEqual([name]);
  });
});
