/** Kernel options out of the files that rust-sel4's and seL4's builds leave behind. */
import type { FileSystem, KernelConfig } from '../project/model';
import { joinPath } from '../project/paths';
import { tokenize, unquote } from '../syntax/lexer';

/** seL4's architecture names and cargo's, where they differ. */
const TARGET_ARCH: Readonly<Record<string, string>> = { aarch32: 'arm', ia32: 'x86' };

/** Cargo's `target_arch` of a kernel; `undefined` if the options do not say. */
export function archOfKernel(kernel: KernelConfig): string | undefined {
  const arch = kernel.get('SEL4_ARCH');
  return typeof arch === 'string' ? (TARGET_ARCH[arch] ?? arch) : undefined;
}

/** `gen_config.json` of kernel or libsel4, and sel4-config-data's `kernel_config.json`: one object of options. */
export function parseGenConfig(text: string): KernelConfig | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const kernel = new Map<string, boolean | string>();
  for (const [key, value] of Object.entries(json)) {
    if (typeof value === 'boolean' || typeof value === 'string') kernel.set(key, value);
    else if (typeof value === 'number') kernel.set(key, String(value));
  }
  return kernel.size > 0 ? kernel : undefined;
}

/** sel4-config's `consts_gen.rs`: `pub const KEY: bool = true;` and `pub const KEY: &str = "…";`. */
export function parseConstsFile(text: string): KernelConfig | undefined {
  const tokens = tokenize(text);
  const kernel = new Map<string, boolean | string>();
  for (let i = 0; i + 1 < tokens.length; i++) {
    if (tokens[i]?.text !== 'const') continue;
    const key = tokens[i + 1]?.text ?? '';
    let equals = i + 2;
    while (equals < tokens.length && tokens[equals]?.text !== '=') equals++;
    const value = tokens[equals + 1];
    if (!value || tokens[equals + 2]?.text !== ';') return undefined;
    if (value.text === 'true' || value.text === 'false') kernel.set(key, value.text === 'true');
    else if (value.kind === 'literal') kernel.set(key, unquote(value.text) ?? value.text);
    i = equals + 2;
  }
  return kernel.size > 0 ? kernel : undefined;
}

/** The options of an installed kernel: both `gen_config.json` files below an include folder of libsel4. */
export function kernelOfIncludeFolder(files: FileSystem, include: string): KernelConfig | undefined {
  const merged = new Map<string, boolean | string>();
  for (const part of ['kernel', 'sel4']) {
    const text = files.readText(joinPath(include, `${part}/gen_config.json`));
    for (const [key, value] of (text && parseGenConfig(text)) || []) merged.set(key, value);
  }
  return merged.size > 0 ? merged : undefined;
}

/**
 * The include folders that a build script's `output` file tells its dependents about
 * (`cargo::metadata=include=A:B`, formerly `cargo:include=`), then those that it watched.
 */
export function includeFolders(output: string): readonly string[] {
  const told: string[] = [];
  const watched: string[] = [];
  for (const line of output.split('\n')) {
    if (!line.startsWith('cargo:')) continue;
    const text = line.slice(line.startsWith('cargo::') ? 7 : 6).trim();
    const include = after(text, 'metadata=include=') ?? after(text, 'include=');
    if (include !== undefined) told.push(...include.split(':'));
    const changed = after(text, 'rerun-if-changed=');
    if (changed?.endsWith('/include')) watched.push(changed);
  }
  return [...new Set([...told, ...watched])].filter((path) => path.startsWith('/'));
}

function after(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
