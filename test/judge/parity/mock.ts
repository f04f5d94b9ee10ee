/**
 * What rustc says of a mock beside `sel4-sys`, name by name, without asking the engine anything: names are read off the
 * text line by line, where the bindings have them is read off theirs, and for each name and aspect lines of Rust are made
 * that compile only if both are the same.
 */
import { parseFixture } from '../../support/fixture';
import { judge } from '../../support/judge';

/** `missing`, `kind`, `value`, `type`, `fields`, `signature`: what differs. */
export type Told = ReadonlyMap<string, ReadonlySet<string>>;

interface Probe {
  readonly name: string;
  readonly aspect: string;
  /** One that does not compile tells a difference. */
  readonly lines: readonly string[];
  /** Those that are evaluated last, in a program without other errors. */
  readonly asserts?: readonly string[];
}

/** Names of C libraries above seL4 and what they stand for, by architecture; numbers that are in no binding. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, string>> | number>> = {
  seL4_ARCH_4KPage: {
    aarch64: '_object::seL4_ARM_SmallPageObject',
    x86_64: '_object::seL4_X86_4K',
    riscv64: '_object::seL4_RISCV_4K_Page',
  },
  seL4_ARCH_Page_Map: {
    aarch64: 'seL4_ARM_Page_Map',
    x86_64: 'seL4_X86_Page_Map',
    riscv64: 'seL4_RISCV_Page_Map',
  },
  seL4_ARCH_Page_Unmap: {
    aarch64: 'seL4_ARM_Page_Unmap',
    x86_64: 'seL4_X86_Page_Unmap',
    riscv64: 'seL4_RISCV_Page_Unmap',
  },
  seL4_CanRead: 2,
  seL4_CanWrite: 1,
};

/** What differs of each public name of `mock`, held against the crate `sys` of that architecture. */
export async function differencesByRustc(mock: string, sys: string, arch: string): Promise<Told> {
  const names = namesOf(mock);
  const program = new Program(mock, sys);
  const roots = await program.holding(
    names.filter(({ inside }) => inside === undefined).map(({ name }) => `use sel4_sys::${name} as p;`),
  );
  const atRoot = (name: string): boolean => roots.has(`use sel4_sys::${name} as p;`);
  const told = new Map<string, Set<string>>();
  const note = (name: string, aspect: string): void => {
    told.set(name, (told.get(name) ?? new Set()).add(aspect));
  };
  const probes: Probe[] = [];
  for (const own of names) {
    const { name, title, inside, kind } = own;
    told.set(name, new Set());
    if (inside === undefined && !atRoot(name)) note(name, 'missing');
    const there = inside !== undefined ? title : atRoot(name) ? name : elsewhere(sys, name, arch);
    if (typeof there === 'number')
      probes.push({
        name,
        aspect: 'value',
        lines: [],
        asserts: [`const _: () = assert!(mock::${title} as i128 == ${there});`],
      });
    else if (there !== undefined) {
      if (kind === 'fn' && !atRoot(name)) note(name, 'kind');
      probes.push(...probesOf(own, `sel4_sys::${there}`, mock));
    }
  }
  for (const { name, aspect } of await program.refuted(probes)) note(name, aspect);
  // A type that is a module on the other side has no further aspects.
  for (const aspects of told.values()) if (aspects.has('kind')) aspects.delete('type');
  return told;
}

interface Name {
  readonly name: string;
  /** With the module that it stands in. */
  readonly title: string;
  readonly inside?: string;
  readonly kind: 'fn' | 'const' | 'type' | 'struct';
}

function namesOf(mock: string): readonly Name[] {
  const found: Name[] = [];
  let inside: string | undefined;
  for (const line of mock.split('\n')) {
    const opened = /^pub mod (\w+) \{/.exec(line)?.[1];
    if (opened !== undefined) inside = opened;
    if (line === '}') inside = undefined;
    const [, indent, kind, name] = /^( {4})?pub (?:unsafe )?(fn|const|type|struct) (\w+)/.exec(line) ?? [];
    if (name === undefined || (indent !== undefined) !== (inside !== undefined)) continue;
    found.push({
      name,
      title: inside === undefined ? name : `${inside}::${name}`,
      kind: kind as Name['kind'],
      ...(inside === undefined ? {} : { inside }),
    });
  }
  return found;
}

/** Where the bindings have a name that is not at their root: in the module of an enum, or as a method. */
function elsewhere(sys: string, name: string, arch: string): string | number | undefined {
  const known = KNOWN[name];
  if (typeof known === 'number') return known;
  const meant = known?.[arch] ?? name;
  if (meant.includes('::')) return meant;
  for (const [, module, body] of sys.matchAll(/pub mod (\w+) \{([^{}]*)\}/g))
    if (new RegExp(`pub const ${meant}\\b`).test(body ?? '')) return `${module}::${meant}`;
  return new RegExp(`pub fn ${meant}\\(&`).test(sys) ? `seL4_IPCBuffer::${meant}` : undefined;
}

function probesOf({ name, title, kind }: Name, there: string, mock: string): readonly Probe[] {
  const here = `mock::${title}`;
  switch (kind) {
    case 'const':
      return [
        {
          name,
          aspect: 'value',
          lines: [],
          asserts: [`const _: () = assert!(${here} as i128 == ${there} as i128);`],
        },
        {
          name,
          aspect: 'type',
          lines: [`fn f() { let (mut a, mut b) = (${here}, ${there}); same(&mut a, &mut b); }`],
        },
      ];
    case 'type':
      return [
        { name, aspect: 'kind', lines: [`fn f(_: &${there}) {}`] },
        { name, aspect: 'type', lines: [`fn f(a: &mut ${here}, b: &mut ${there}) { same(a, b) }`] },
      ];
    case 'struct': {
      const body = new RegExp(`pub struct ${name} \\{([^}]*)\\}`).exec(mock)?.[1] ?? '';
      const fields = [...body.matchAll(/pub (\w+):/g)].map(([, field]) => field!);
      const own = `own::${name}`;
      const all = fields.map((field) => `${field}: _`).join(', ');
      const lines = [
        `fn f(a: ${there}) { let ${there} { ${all} } = a; }`,
        ...fields.map(
          (field) => `fn f(a: &mut ${own}, b: &mut ${there}) { same(&mut a.${field}, &mut b.${field}) }`,
        ),
      ];
      const asserts = fields.map(
        (field) =>
          `const _: () = assert!(core::mem::offset_of!(${own}, ${field}) == core::mem::offset_of!(${there}, ${field}));`,
      );
      return [{ name, aspect: 'fields', lines, asserts }];
    }
    case 'fn': {
      const [, unsafe = '', list = ''] = new RegExp(`pub (unsafe )?fn ${name}\\(([^)]*)\\)`).exec(mock) ?? [];
      const count = [...list.matchAll(/\w+:/g)].length;
      const blanks = Array.from({ length: count }, () => '_');
      if (!there.includes('IPCBuffer::')) {
        const pointer = `fn(${blanks.join(', ')}) -> _`;
        return [
          {
            name,
            aspect: 'signature',
            lines: [`fn f() { same(&mut (${here} as ${unsafe}${pointer}), &mut (${there} as ${pointer})); }`],
          },
        ];
      }
      const types = blanks.map((_, at) => `A${at}`);
      const rest = (receiver: readonly string[]): string => [...receiver, ...types].join(', ');
      return [
        {
          name,
          aspect: 'signature',
          lines: [
            `fn f() { fn rest<X, ${rest([])}${count > 0 ? ', ' : ''}R>(_: ${unsafe}fn(${rest([])}) -> R, _: fn(${rest(['X'])}) -> R) {} ` +
              `rest(${here} as ${unsafe}fn(${blanks.join(', ')}) -> _, ${there} as fn(${['_', ...blanks].join(', ')}) -> _); }`,
          ],
        },
      ];
    }
  }
}

/** Both sides as one program, to which lines are added. */
class Program {
  private readonly head: string;

  constructor(
    mock: string,
    private readonly sys: string,
  ) {
    const inner = mock.replace(/^#!\[.*\]$/gm, '').replace(/^\/\/!.*$/gm, '');
    // In `mock` the struct is that of the bindings, so that functions differ by what they differ in themselves.
    const unified = inner.replace(
      /(#\[[^\n]*\]\n)*pub struct (\w+) \{[^}]*\}/g,
      (_all, _attribute, name) => `pub use sel4_sys::${name};`,
    );
    const oneLine = (text: string): string => text.replace(/\/\/\/?[^\n]*/g, '').replaceAll('\n', ' ');
    this.head = [
      '#![allow(warnings)]',
      'fn same<T: ?Sized>(_: &mut T, _: &mut T) {}',
      `mod mock { ${oneLine(unified)} }`,
      `mod own { ${oneLine(inner)} }`,
    ].join('\n');
  }

  /** Those of the lines that rustc takes. */
  async holding(lines: readonly string[]): Promise<ReadonlySet<string>> {
    const refused = await this.refusedOf(lines);
    return new Set(lines.filter((line) => !refused.has(line)));
  }

  /** Probes with a line that rustc refuses. Errors of one phase hide those of the next. */
  async refuted(probes: readonly Probe[]): Promise<readonly Probe[]> {
    let left = probes;
    for (;;) {
      const refused = await this.refusedOf(left.flatMap(({ lines }) => lines));
      if (refused.size === 0) break;
      left = left.filter(({ lines }) => !lines.some((line) => refused.has(line)));
    }
    const broken = await this.refusedOf(left.flatMap(({ asserts = [] }) => asserts));
    left = left.filter(({ asserts = [] }) => !asserts.some((line) => broken.has(line)));
    return probes.filter((probe) => !left.includes(probe));
  }

  private async refusedOf(lines: readonly string[]): Promise<ReadonlySet<string>> {
    const wrapped = lines.map((line, at) => `mod probe${at} { use super::*; ${line} }`).join('\n');
    const main = `${this.head}\n${wrapped}\n`;
    const fixture = parseFixture(
      `//- /sys/src/lib.rs crate:sel4_sys\n${this.sys}\n//- /main/src/lib.rs crate:main deps:sel4_sys\n${main}`,
    );
    const errors = await judge(fixture, { remember: false });
    const text = fixture.files.get('/main/src/lib.rs')!;
    const first = this.head.split('\n').length;
    const refused = new Set<string>();
    for (const { file, start, message } of errors) {
      const line = lines[text.slice(0, start).split('\n').length - 1 - first];
      if (file !== '/main/src/lib.rs' || line === undefined)
        throw new Error(`the sides do not compile: ${file}: ${message}`);
      refused.add(line);
    }
    return refused;
  }
}
