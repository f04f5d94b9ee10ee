/** Facts written out as Rust declarations: our own parser then makes the very items that it makes of real files. */
import type { FactFile, FactItem } from './facts';

/**
 * Private imports of the hand-written part of sel4-sys, which the facts leave out. They decide where the types in
 * signatures come from. Both versions of rust-sel4 have the same.
 */
const PRIVATE_USES: readonly (readonly [file: RegExp, uses: readonly string[]])[] = [
  [/^src\/bf\.rs$/, ['core::fmt', 'sel4_bitfield_ops::Bitfield']],
  [/^src\/c\.rs$/, ['crate::bf::*']],
  [/^src\/(invocations|fault\/mod|fault\/arch\/(?!mod)\w+)\.rs$/, ['crate::bf::*', 'crate::c::*']],
  [
    /^src\/ipc_buffer\.rs$/,
    [
      'core::ops::Range',
      'sel4_bitfield_ops::{PrimInt, UnsignedPrimInt}',
      'crate::{seL4_CPtr, seL4_IPCBuffer, seL4_Word}',
    ],
  ],
  [
    /^src\/syscalls\/calls\.rs$/,
    [
      'core::ffi::c_int',
      'crate::{ReplyAuthority, WaitMessageInfo, seL4_CPtr, seL4_IPCBuffer, seL4_MessageInfo}',
      'crate::{seL4_Error, seL4_Uint32, seL4_Word, syscall_id}',
      'super::helpers::*',
    ],
  ],
  [/^src\/syscalls\/helpers\/mod\.rs$/, ['crate::bf::SeL4Bitfield', 'crate::{seL4_MessageInfo, seL4_Word}']],
  [/^src\/syscalls\/helpers\/arch\/mod\.rs$/, ['core::ffi::c_int', 'crate::seL4_Word']],
  [
    /^src\/syscalls\/helpers\/arch\/(?!mod)\w+\.rs$/,
    ['core::ffi::c_int', 'super::sys_id_to_word', 'crate::{seL4_MessageInfo, seL4_Word}'],
  ],
];

/** A generated file as Rust text. */
export function renderFile(file: FactFile): string {
  return file.items.map((item) => renderItem(item, () => '')).join('\n');
}

/** The hand-written sources as one text, their files as inline modules. */
export function renderSkeleton(files: Readonly<Record<string, FactFile>>): string {
  const renderSource = (path: string): string => {
    const file = files[path];
    if (!file) throw new Error(`the facts have no ${path}`);
    const uses = PRIVATE_USES.find(([pattern]) => pattern.test(path))?.[1] ?? [];
    const inFolder = path.replace(/(^|\/)(lib|mod)\.rs$/, '').replace(/\.rs$/, '');
    const external = (item: FactItem): string => {
      if (item.path_attr) return renderSource(`${path.slice(0, path.lastIndexOf('/'))}/${item.path_attr}`);
      const flat = `${inFolder}/${item.name}.rs`;
      return renderSource(files[flat] ? flat : `${inFolder}/${item.name}/mod.rs`);
    };
    return [...uses.map((u) => `use ${u};`), ...file.items.map((i) => renderItem(i, external))].join('\n');
  };
  return renderSource('src/lib.rs');
}

function renderItem(item: FactItem, external: (module: FactItem) => string): string {
  const vis = item.vis ? `${item.vis} ` : '';
  const derive = item.derive?.length ? `#[derive(${item.derive.join(', ')})]\n` : '';
  switch (item.kind) {
    case 'const':
      return `${vis}const ${raw(item.name)}: ${item.type} = ${item.value};`;
    case 'type_alias':
      return `${vis}type ${raw(item.name)}${item.generics ?? ''} = ${item.target};`;
    case 'struct': {
      const fields = (item.fields ?? []).map((f) => {
        const fieldVis = f.vis ? `${f.vis} ` : '';
        return item.tuple ? `${fieldVis}${f.type}` : `${fieldVis}${raw(f.name)}: ${f.type}`;
      });
      const body = item.tuple ? `(${fields.join(', ')});` : ` { ${fields.join(', ')} }`;
      return `${derive}${vis}struct ${raw(item.name)}${item.generics ?? ''}${body}`;
    }
    case 'enum': {
      const variants = (item.variants ?? []).map((v) => `${raw(v.name)}${v.payload ?? ''}`);
      return `${derive}${vis}enum ${raw(item.name)} { ${variants.join(', ')} }`;
    }
    case 'module': {
      const inner = item.external
        ? external(item)
        : (item.items ?? []).map((i) => renderItem(i, external)).join('\n');
      return `${vis}mod ${raw(item.name)} {\n${inner}\n}`;
    }
    case 'use': {
      const path = item.path ?? '';
      if (item.glob) return `${vis}use ${path}::*;`;
      return path.endsWith(`::${item.name}`) ? `${vis}use ${path};` : `${vis}use ${path} as ${item.name};`;
    }
    case 'impl': {
      const methods = (item.methods ?? []).map((m) => `${m.vis ? `${m.vis} ` : ''}${m.signature} {}`);
      const head = item.trait ? `${item.trait} for ${item.self}` : item.self;
      return `impl ${head} {\n${methods.join('\n')}\n}`;
    }
    case 'fn':
      return `${vis}${item.signature} {}`;
    case 'macro_call':
      return `${item.name}!(${item.args});`;
    // Textually scoped and private: no path reaches them.
    case 'macro':
      return '';
    default:
      throw new Error(`the facts have a ${item.kind}, which is not known here`);
  }
}

const KEYWORDS = new Set(['type', 'match', 'in', 'move', 'ref', 'mod', 'use', 'fn', 'loop', 'where']);

function raw(name: string): string {
  return KEYWORDS.has(name) ? `r#${name}` : name;
}
