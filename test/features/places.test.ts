/** Going from a name to its places, what calls want, hints, links, symbols and lenses: by example. */
import { describe, expect, it } from 'vitest';
import type { Place } from '../../server/src/query';
import { onSel4, ROOT } from '../support/sel4Workspace';
import { examples } from './examples';
import { ask, spot } from './support';

examples('places', 'places.txt', (asked) => {
  const { analysis, file, offset } = asked;
  const { features } = analysis;
  const line = (what: string, places: readonly Place[] | undefined): string[] =>
    places && places.length > 0 ? [`${what} ${places.map((place) => spot(asked, place)).join(', ')}`] : [];
  return [
    ...line('definition', features.definition(file, offset)?.targets),
    ...line('declaration', features.declaration(file, offset)?.targets),
    ...line('type', features.typeDefinition(file, offset)?.targets),
    ...line(
      'references',
      features.references(file, offset, true)?.map(({ place }) => place),
    ),
  ].join('\n');
});

examples('calls', 'calls.txt', ({ analysis, file, offset }) => {
  const help = analysis.features.signatureHelp(file, offset);
  if (!help) return '';
  const { label, parameters, active, calls } = help;
  const here = active === undefined ? undefined : parameters[active];
  const shown = here
    ? `${label.slice(0, here.start)}[${label.slice(here.start, here.end)}]${label.slice(here.end)}`
    : label;
  return [
    shown,
    ...(here?.text === undefined ? [] : [here.text]),
    ...(calls.length === 0 ? [] : [`calls ${calls.join(', ')}`]),
  ].join('\n');
});

examples('hints', 'hints.txt', ({ analysis, workspace, file }) => {
  const text = workspace.text(file.slice(ROOT.length))!;
  const both = { parameterNames: true, constantValues: true };
  let shown = '';
  let at = 0;
  for (const hint of analysis.features.inlayHints(file, 0, text.length, both)) {
    shown += `${text.slice(at, hint.at)}[${hint.text}]`;
    at = hint.at;
  }
  return (shown + text.slice(at)).trim();
});

describe('links and symbols', () => {
  it('an include! is a link to the file, or to the document that stands for it', async () => {
    const made = await ask(`//- /Cargo.toml
[package]
name = "sel4-sys"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4-config = "0.1"
//- /src/lib.rs
include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
pub const A: u32 = seL4_$0Error::seL4_NoError;
include!("own.rs");
//- /src/own.rs
pub const B: u32 = 1;
`);
    const text = made.workspace.text('/src/lib.rs')!;
    const links = made.analysis.features.documentLinks(made.file);
    expect(links.map(({ place, target }) => [text.slice(place.start, place.end), target])).toEqual([
      ['concat!(env!("OUT_DIR"), "/bindings.rs")', 'kaal-sel4:/aarch64/sel4-sys/bindings.rs'],
      ['own.rs', `${ROOT}/src/own.rs`],
    ]);
  });

  it('symbols are found by their letters, those that begin with them first', async () => {
    const made = await onSel4(
      '//- /src/lib.rs\npub mod adapter { pub use sel4::sys::*; pub fn seL4_TCB_Own() {} }\n',
    );
    const { features } = made.analysis({ view: { bindings: 'aarch64' } });
    const found = features.workspaceSymbols('seL4_TCB_R');
    expect(found.slice(0, 3).map(({ name, kind, container }) => `${kind} ${container}::${name}`)).toEqual([
      'method sel4_sys::seL4_IPCBuffer::seL4_TCB_ReadRegisters',
      'method sel4_sys::seL4_IPCBuffer::seL4_TCB_Resume',
      'type sel4_sys::seL4_TCB_GetBreakpoint',
    ]);
    expect(
      features
        .workspaceSymbols('adap')
        .slice(0, 1)
        .map(({ kind, name }) => `${kind} ${name}`),
    ).toEqual(['module adapter']);
    expect(features.workspaceSymbols('  ')).toEqual([]);
    expect(features.workspaceSymbols('nothing at all')).toEqual([]);
  });
});
