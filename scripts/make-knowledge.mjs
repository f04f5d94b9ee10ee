// Makes server/data/knowledge.json, the seL4 facts that findings are explained with, out of fact tables.
//
//   node scripts/make-knowledge.mjs FACTS_DIR [OUT_FILE]
//
// FACTS_DIR holds c-aliases.json, typed-api.json and ambiguous.json. Only names, kinds, signatures, values and
// paths are taken over; the words are written here. `server/src/knowledge/knowledge.ts` describes the result.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [
  facts,
  out = join(dirname(dirname(fileURLToPath(import.meta.url))), 'server', 'data', 'knowledge.json'),
] = process.argv.slice(2);
if (facts === undefined) {
  console.error('usage: node scripts/make-knowledge.mjs FACTS_DIR [OUT_FILE]');
  process.exit(2);
}
const read = (name) => JSON.parse(readFileSync(join(facts, name), 'utf8'));
const aliases = read('c-aliases.json');
const typed = read('typed-api.json');
const ambiguous = read('ambiguous.json');

const ARCHES = ['arm', 'x86_64', 'riscv64'];

/** How to do in Rust what a C function does that has no counterpart in the bindings. */
const INSTEAD = {
  seL4_GetMR: 'sel4::with_ipc_buffer(|buffer| buffer.msg_regs()[i])',
  seL4_SetMR: 'sel4::with_ipc_buffer_mut(|buffer| buffer.msg_regs_mut()[i] = value)',
  seL4_GetCap: 'sel4::with_ipc_buffer(|buffer| buffer.caps_or_badges()[i])',
  seL4_SetCap: 'sel4::with_ipc_buffer_mut(|buffer| buffer.caps_or_badges_mut()[i] = cptr)',
  seL4_GetBadge: 'sel4::with_ipc_buffer(|buffer| buffer.caps_or_badges()[i])',
  seL4_GetUserData: 'sel4::with_ipc_buffer(|buffer| buffer.user_data())',
  seL4_SetUserData: 'sel4::with_ipc_buffer_mut(|buffer| buffer.set_user_data(data))',
  seL4_GetCapReceivePath: 'sel4::with_ipc_buffer(|buffer| buffer.recv_slot())',
  seL4_SetCapReceivePath: 'sel4::with_ipc_buffer_mut(|buffer| buffer.set_recv_slot(&slot))',
  seL4_GetIPCBuffer: 'sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut())',
  seL4_SetIPCBuffer: 'sel4::set_ipc_buffer(buffer)',
  seL4_GetBootInfo: 'the `&sel4::BootInfoPtr` that `#[root_task] fn main` is given',
  seL4_DebugPutString: 'sel4::debug_print!',
  seL4_getFault: 'sel4::sys::seL4_Fault::get_from_ipc_buffer(&info, ipc_buffer)',
  seL4_SchedControl_Configure: 'seL4_SchedControl_ConfigureFlags with `flags: 0`, a method of the IPC buffer',
  seL4_ReplyRecvWithMRs: 'seL4_ReplyRecv with the message registers in the IPC buffer',
};

/** Where the fact tables give a typed equivalent in words: the path that fits in an expression. */
const TYPED_PATH = {
  seL4_ARCH_4KPage: 'sel4::FrameObjectType::GRANULE',
  seL4_ARCH_Page_MapIO: { x86_64: 'sel4::Cap::io_frame_map' },
};

/** The C name that was most likely meant by a name that nobody defines. */
const MEANT = {
  seL4_ARCH_Uncached: 'seL4_ARCH_Uncached_VMAttributes',
  seL4_ARCH_WriteBack: 'seL4_ARCH_Default_VMAttributes',
  seL4_ARCH_LargePage: 'seL4_ARCH_LargePageObject',
};

/** Types of numbers that a C macro stands for: attributes are words of their own on each architecture. */
const ATTRIBUTES = {
  arm: 'seL4_ARM_VMAttributes::Type',
  x86_64: 'seL4_X86_VMAttributes::Type',
  riscv64: 'seL4_RISCV_VMAttributes::Type',
};

/** How libsel4's C functions are called where the bindings' methods want something else. */
const CALLING = {
  // A struct around one word; C programs build the word from bits.
  rights: {
    types: ['seL4_CapRights_t', 'seL4_CapRights'],
    make: 'seL4_CapRights::new',
    order: aliases.capRights._type.newArgumentOrder.map((field) => field.replace(/^capAllow/, '')),
    word: 'seL4_Word',
  },
  // C takes `true` for a number.
  bool: 'seL4_Bool',
  // Without MCS there is no reply object, and C's functions have no parameter for it.
  reply: { type: 'ReplyAuthority', mcs: 'seL4_CPtr' },
  // Where C writes the badge through a pointer, the bindings return it beside the message.
  sender: { name: 'sender', type: 'seL4_Word' },
  buffer: { type: 'seL4_IPCBuffer', access: 'with_ipc_buffer_mut', inner: 'inner_mut', feature: 'state' },
};

/** C functions that only read or write a field of the IPC buffer: Rust that does it. */
const FIELDS = {
  seL4_GetMR: { params: [['i', 'core::ffi::c_int']], ret: 'seL4_Word', field: 'msg[i as usize]' },
  seL4_SetMR: {
    params: [
      ['i', 'core::ffi::c_int'],
      ['mr', 'seL4_Word'],
    ],
    field: 'msg[i as usize]',
    value: 'mr',
  },
  seL4_GetBadge: {
    params: [['i', 'core::ffi::c_int']],
    ret: 'seL4_Word',
    field: 'caps_or_badges[i as usize]',
  },
  seL4_GetCap: { params: [['i', 'core::ffi::c_int']], ret: 'seL4_CPtr', field: 'caps_or_badges[i as usize]' },
  seL4_SetCap: {
    params: [
      ['i', 'core::ffi::c_int'],
      ['cptr', 'seL4_CPtr'],
    ],
    field: 'caps_or_badges[i as usize]',
    value: 'cptr',
  },
  seL4_GetUserData: { params: [], ret: 'seL4_Word', field: 'userData' },
  seL4_SetUserData: { params: [['data', 'seL4_Word']], field: 'userData', value: 'data' },
};

/** Object types of `seL4_Untyped_Retype` as the `sel4` crate's blueprints; `$` is the size in bits. */
const BLUEPRINTS = {
  seL4_TCBObject: 'sel4::ObjectBlueprint::Tcb',
  seL4_EndpointObject: 'sel4::ObjectBlueprint::Endpoint',
  seL4_NotificationObject: 'sel4::ObjectBlueprint::Notification',
  seL4_UntypedObject: 'sel4::ObjectBlueprint::Untyped { size_bits: $ }',
  seL4_CapTableObject: 'sel4::ObjectBlueprint::CNode { size_bits: $ }',
  seL4_ARCH_4KPage: 'sel4::FrameObjectType::GRANULE.blueprint()',
};

// Sets of configurations are numbers: bit n stands for `configurations[n]`.
const configurations = [
  ...new Set(Object.values(aliases.calls).flatMap((call) => call.cConfigs ?? [])),
].sort();
const set = (names) =>
  names.reduce((bits, name) => {
    if (!configurations.includes(name)) throw new Error(`unknown configuration ${name}`);
    return bits | (1 << configurations.indexOf(name));
  }, 0);
const relative = (path) => path.replace(/^sel4::sys::/, '');

function target(fact, arch) {
  if (fact === undefined || (fact.target === null && fact.literal === undefined)) return undefined;
  if (fact.target === null) return { literal: fact.literal, type: ATTRIBUTES[arch] };
  return { path: relative(fact.target), kind: fact.kind ?? 'method', in: set(fact.configs ?? []) };
}

function targets(fact) {
  const entries = ARCHES.map((arch) => [arch, target(fact[arch], arch)]).filter(
    ([, there]) => there !== undefined,
  );
  return Object.fromEntries(entries);
}

function typedPath(name, fact) {
  const path = TYPED_PATH[name] ?? fact;
  return path === undefined ? {} : { typed: path };
}

const arch = Object.fromEntries(
  Object.entries(aliases.archMacros).map(([name, fact]) => [
    name,
    { kind: fact.meaning, targets: targets(fact), ...typedPath(name, fact.typed) },
  ]),
);

const invented = Object.fromEntries(
  Object.entries(aliases.inventedNames).map(([name, fact]) => [
    name,
    {
      targets: targets(fact.nearest),
      ...(MEANT[name] === undefined ? {} : { meant: MEANT[name] }),
      ...typedPath(name, fact.typed),
    },
  ]),
);

const { _type: type, combinations, ...rightsFacts } = aliases.capRights;
const rights = {
  bits: Object.fromEntries(
    Object.entries(type.bits).map(([field, bit]) => [field.replace(/^capAllow/, ''), bit]),
  ),
  names: Object.fromEntries(
    Object.entries(rightsFacts)
      .filter(([, fact]) => fact.word !== undefined)
      .map(([name, fact]) => [name, { word: fact.word, raw: fact.raw, typed: fact.typed }]),
  ),
};

// Every other C name of libsel4 that is not at the same place in Rust.
const calls = {};
for (const [name, fact] of Object.entries(aliases.calls)) {
  const places = fact.rust
    .filter((place) => place.kind !== 'struct')
    .map((place) => ({
      path: relative(place.path),
      kind: place.kind.startsWith('method of') ? 'method' : place.kind,
      in: set(place.configs),
      ...(place.signature === undefined ? {} : { signature: place.signature }),
    }));
  const instead = INSTEAD[name];
  const { compareWith } = fact;
  // C's accessors of a union take all of it, the bindings' methods one of its variants.
  const [receiver] = (fact.c ?? '').slice((fact.c ?? '').indexOf('(') + 1).split(' ');
  const union = places.some(({ path, kind }) => {
    const type = path.slice(0, path.lastIndexOf('::'));
    return kind === 'method' && type !== 'seL4_IPCBuffer' && receiver !== type && receiver !== `${type}_t`;
  });
  // C's place for the reply object is not the bindings' on every architecture.
  const early = (fact.cSignatures ?? []).filter(({ c }) => /\* sender, seL4_CPtr reply, /.test(c));
  calls[name] = {
    ...(early.length > 0 ? { replyFirst: set(early.flatMap((each) => each.configs)) } : {}),
    ...(union ? { union: true } : {}),
    ...(FIELDS[name] === undefined ? {} : { field: FIELDS[name] }),
    ...(places.length > 0 ? { places } : {}),
    ...(instead === undefined ? {} : { instead }),
    ...(compareWith === undefined ? {} : { compare: relative(compareWith.path) }),
  };
}

const names = {};
for (const [name, fact] of Object.entries(aliases.macrosWithoutBinding)) {
  if (name in rights.names) continue;
  names[name] = {
    kind: 'macro',
    ...(fact.target === null
      ? {}
      : {
          places: fact.target.map((place) => ({
            path: relative(place.path),
            kind: place.kind,
            in: set(place.configs),
          })),
        }),
  };
}
for (const [name, fact] of Object.entries(aliases.typesWithoutBinding)) {
  const place = fact.rust;
  names[name] = {
    kind: 'type',
    ...(place === null
      ? {}
      : { places: [{ path: relative(place.path), kind: place.kind ?? 'alias', in: set(place.configs) }] }),
  };
}

const equivalents = {};
for (const entry of typed.entries) {
  equivalents[entry.raw] ??= [];
  const types = (entry.on ?? []).flatMap((on) => on.types ?? []);
  const on = types.find((type) => type.endsWith('::UnspecifiedPage')) ?? types[0];
  equivalents[entry.raw].push({
    path: entry.typed,
    signature: entry.signature,
    in: set(entry.configs),
    args: (entry.args ?? []).map(({ how, from }) => (from === null ? how : `${how} ${from}`)),
    ...(on === undefined ? {} : { on }),
  });
}
for (const entry of typed.constants) {
  const name = entry.raw.split('::').at(-1);
  equivalents[name] ??= [];
  if (equivalents[name].some((known) => known.path === entry.typed)) continue;
  equivalents[name].push({ path: entry.typed, in: set(entry.configs) });
}

const resultStructs = Object.fromEntries(
  Object.entries(ambiguous.structNamedLikeInvocation).map(([name, fact]) => [
    name,
    { struct: set(fact.struct), method: set(fact.method) },
  ]),
);

const data = {
  format: 'kaal-sel4 knowledge',
  version: 2,
  configurations,
  arch,
  invented,
  rights: { ...rights, combinations },
  calling: CALLING,
  blueprints: BLUEPRINTS,
  calls,
  names,
  typed: equivalents,
  resultStructs,
};
// One line a name: small changes stay small in a diff.
const lines = Object.entries(data).map(([key, value]) => {
  const table = typeof value === 'object' && !Array.isArray(value);
  if (!table) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const rows = Object.entries(value).map(
    ([name, row]) => `  ${JSON.stringify(name)}: ${JSON.stringify(row)}`,
  );
  return `${JSON.stringify(key)}: {\n${rows.join(',\n')}\n}`;
});
writeFileSync(out, `{\n${lines.join(',\n')}\n}\n`);
