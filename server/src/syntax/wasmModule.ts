/**
 * web-tree-sitter's WebAssembly module: started once in a process, and brought back when it has failed. Its memory can
 * run out in the middle of a parse (then it aborts, and what it had allocated is lost), so its state is remembered while
 * it is good, to be put back.
 */
import { Language, Parser } from 'web-tree-sitter';

/** As far as it is used here: neither Node's types nor the language's tell of WebAssembly. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

const { instantiate } = (
  globalThis as unknown as {
    readonly WebAssembly: {
      instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: unknown; module: unknown }>;
    };
  }
).WebAssembly;

export interface ModuleOptions {
  /** web-tree-sitter's own file; absent: the library looks for it beside itself, and there is no way back from an abort. */
  readonly core: Uint8Array | undefined;
  /** Memory of the module; absent: as much as it may address. For tests. */
  readonly memory?: WasmMemory;
}

/** What Emscripten hands out to instantiate the module with ("Module.instantiateWasm" in its documentation). */
interface Imports {
  readonly memory?: WasmMemory;
  readonly __stack_pointer?: { value: number };
}

interface GoodState {
  readonly bytes: Uint8Array;
  readonly stack: number;
}

let started: Promise<WasmModule> | undefined;

export class WasmModule {
  /** The object that the library puts its functions into. */
  readonly functions: object;
  /** Parsers that are alive: they end with the state that they were made in. */
  private readonly parsers = new Set<Parser>();
  private imports: Imports = {};
  private good: GoodState | undefined;
  private readonly ready: Promise<void>;

  private constructor({ core, memory }: ModuleOptions) {
    const functions = {
      ...(memory && { wasmMemory: memory }),
      // It writes "Aborted()" to standard error otherwise; whoever calls it says what is wrong.
      printErr: () => {},
      ...(core && {
        instantiateWasm: (
          imports: { readonly env: Imports },
          receive: (instance: unknown, module: unknown) => void,
        ) => {
          this.imports = imports.env;
          void instantiate(core, imports).then(
            ({ instance, module }) => receive(instance, module),
            (error) => this.failed(error),
          );
          return {};
        },
      }),
    };
    this.functions = functions;
    this.ready = new Promise((resolve, reject) => {
      this.failed = reject;
      Parser.init(functions as Parameters<typeof Parser.init>[0]).then(resolve, reject);
    });
  }

  private failed: (error: unknown) => void = () => {};

  /** The module of this process; `options` count only the first time. Rejects if it cannot be started. */
  static start(options: ModuleOptions): Promise<WasmModule> {
    started ??= (async () => {
      const module = new WasmModule(options);
      await module.ready;
      return module;
    })();
    return started;
  }

  /** Loads a grammar. */
  async language(bytes: Uint8Array): Promise<Language> {
    const language = await Language.load(bytes);
    this.remember();
    return language;
  }

  /** Bytes of memory that the module has taken; it never gives any back. */
  get size(): number {
    return this.imports.memory?.buffer.byteLength ?? 0;
  }

  /** A new parser. It must be given back with {@link drop}. */
  parser(language: Language): Parser {
    const parser = new Parser();
    this.parsers.add(parser);
    parser.setLanguage(language);
    return parser;
  }

  /** Whether a parser can still be used. */
  isAlive(parser: Parser): boolean {
    return this.parsers.has(parser);
  }

  drop(parser: Parser): void {
    if (this.parsers.delete(parser)) parser.delete();
  }

  /**
   * Puts the module's state back to when the last grammar was loaded: to be called when it threw. Every parser and tree
   * made since is void; trees must have been deleted before, whether that throws or not.
   */
  recover(): void {
    for (const parser of this.parsers) quietly(() => parser.delete());
    this.parsers.clear();
    const { memory, __stack_pointer: stack } = this.imports;
    if (!this.good || !memory || !stack) return;
    stack.value = this.good.stack;
    const now = new Uint8Array(memory.buffer);
    now.fill(0, this.good.bytes.length);
    now.set(this.good.bytes);
  }

  private remember(): void {
    const { memory, __stack_pointer: stack } = this.imports;
    if (!memory || !stack) return;
    // What is alive now would be void after a way back; it is made anew when it is needed.
    for (const parser of [...this.parsers]) this.drop(parser);
    const bytes = new Uint8Array(memory.buffer);
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end--;
    this.good = { bytes: bytes.slice(0, end), stack: stack.value };
  }
}

/** Does what may fail where nothing is left to lose. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {}
}
