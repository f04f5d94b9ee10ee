/** What a crate is compiled for, as far as types and numbers depend on it. */
import { archOfKernel } from '../bindings/kernelConfig';
import type { CfgEnvironment } from '../project/model';
import type { CrateMap } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { World } from '../resolve/world';

export interface Target {
  /** As `target_arch`; absent where nothing tells. */
  readonly arch?: string;
  /** Bits of `usize`. */
  readonly pointerWidth?: number;
  readonly os?: string;
  readonly vendor?: string;
}

/**
 * The target of a crate: what its cfg says; for one without (known by a snapshot only), and where no crate is given, what
 * the checked libraries of the workspace are compiled for, else what the kernel's options say.
 */
export function targetOf(world: World, crate?: CrateMap): Target {
  if (crate?.cfg) return ofCfg(crate.cfg);
  const node = world.project.crates.find(({ kind, member, checked }) => kind === 'lib' && member && checked);
  if (node) return ofCfg(node.cfg);
  const kernel = world.bindings?.kernel;
  const arch = kernel && archOfKernel(kernel);
  const width = Number(kernel?.get('WORD_SIZE'));
  return arch !== undefined && width > 0 ? { arch, pointerWidth: width, os: 'none' } : {};
}

const known = new WeakMap<CfgEnvironment, Target>();

function ofCfg(cfg: CfgEnvironment): Target {
  return remembered(known, cfg, () => readCfg(cfg));
}

function readCfg(cfg: CfgEnvironment): Target {
  const only = (key: string): string | undefined => {
    const [value] = cfg.keyValues.get(key) ?? [];
    return value;
  };
  const width = Number(only('target_pointer_width'));
  const arch = only('target_arch');
  const os = only('target_os');
  const vendor = only('target_vendor');
  return {
    ...(arch === undefined ? {} : { arch }),
    ...(width > 0 ? { pointerWidth: width } : {}),
    ...(os === undefined ? {} : { os }),
    ...(vendor === undefined ? {} : { vendor }),
  };
}

/** Architectures on which C's `char` has no sign (core::ffi, `c_char`). */
const UNSIGNED_CHAR: ReadonlySet<string> = new Set(['aarch64', 'arm', 'riscv32', 'riscv64']);

const SAME_EVERYWHERE: Readonly<Record<string, string>> = {
  c_schar: 'i8',
  c_uchar: 'u8',
  c_short: 'i16',
  c_ushort: 'u16',
  c_int: 'i32',
  c_uint: 'u32',
  c_longlong: 'i64',
  c_ulonglong: 'u64',
  c_float: 'f32',
  c_double: 'f64',
  c_size_t: 'usize',
  c_ssize_t: 'isize',
  c_ptrdiff_t: 'isize',
};

/** The primitive type that `core::ffi::NAME` is on a target; `undefined` for another name, or where nothing tells. */
export function cType(name: string, { arch, pointerWidth, os, vendor }: Target): string | undefined {
  const fixed = Object.hasOwn(SAME_EVERYWHERE, name) ? SAME_EVERYWHERE[name] : undefined;
  if (fixed !== undefined) return fixed;
  switch (name) {
    case 'c_long':
    case 'c_ulong': {
      if (pointerWidth === undefined) return undefined;
      const bits = pointerWidth === 64 && os !== 'windows' ? 64 : 32;
      return `${name === 'c_long' ? 'i' : 'u'}${bits}`;
    }
    case 'c_char':
      if (arch === undefined) return undefined;
      return UNSIGNED_CHAR.has(arch) && os !== 'windows' && vendor !== 'apple' ? 'u8' : 'i8';
    default:
      return undefined;
  }
}
