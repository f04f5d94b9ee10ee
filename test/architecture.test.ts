/** The shape of the house: imports go one way, Node stays at the edges, files stay small. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const home = join(__dirname, '..');
const server = 'server/src';

/** What names mean; each of these rooms may import those before it. */
const engine = ['text', 'syntax', 'project', 'bindings', 'macros', 'resolve', 'types', 'query'];
const below = (room: string): readonly string[] => engine.slice(0, engine.indexOf(room));

const upToFixes = [...engine, 'compare', 'knowledge', 'diagnose', 'fix'];

/** What each room of the server may import, besides itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  text: [],
  knowledge: [],
  page: [],
  syntax: ['text'],
  project: ['text', 'syntax'],
  bindings: ['text', 'syntax', 'project'],
  macros: ['text', 'syntax', 'project'],
  resolve: below('resolve'),
  types: below('types'),
  query: below('query'),
  compare: engine,
  diagnose: [...engine, 'compare', 'knowledge'],
  fix: [...engine, 'compare', 'knowledge', 'diagnose'],
  report: ['text', 'page', 'project', 'bindings', 'diagnose', 'fix'],
  features: [...upToFixes, 'page'],
  analysis: [...upToFixes, 'page', 'report', 'features'],
};

/** Rooms at the edge: they may import everything but each other's insides. */
const edges = ['lsp', 'cli'];

/** Where Node's own modules may be imported. */
function mayUseNode(file: string): boolean {
  const [room = ''] = roomOf(file);
  const name = file.slice(file.lastIndexOf('/') + 1);
  return (
    edges.includes(room) ||
    file === `${server}/project/nodeFiles.ts` ||
    file === `${server}/analysis/nodeParts.ts` ||
    /^main.*\.ts$/.test(name)
  );
}

interface Import {
  readonly file: string;
  readonly target: string;
  /** Vanishes when compiled. */
  readonly typeOnly: boolean;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .sort();
}

/** Import and export statements, dynamic imports and `require` calls; relative targets as paths from the root. */
function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(home, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const { text } = specifier;
    const target = text.startsWith('.')
      ? normalize(join(dirname(file), text))
          .split(sep)
          .join('/')
      : text;
    found.push({ file, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const names = node.importClause?.namedBindings;
      const allTypes =
        names !== undefined &&
        ts.isNamedImports(names) &&
        node.importClause?.name === undefined &&
        names.elements.every((element) => element.isTypeOnly);
      add(node.moduleSpecifier, node.importClause?.isTypeOnly === true || allTypes);
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node)) {
      const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      if (dynamic || (ts.isIdentifier(node.expression) && node.expression.text === 'require')) {
        add(node.arguments[0], false);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Room of a path in the server; nothing for what is not in one. */
function roomOf(path: string): readonly string[] {
  if (!path.startsWith(`${server}/`)) return [];
  const parts = path.slice(server.length + 1).split('/');
  return parts.length > 1 || parts[0]! in rooms ? [parts[0]!] : [];
}

const serverFiles = sources(server);
const clientFiles = sources('client/src');
const serverImports = serverFiles.flatMap(importsOf);
const clientImports = clientFiles.flatMap(importsOf);
const show = ({ file, target }: Import) => `${relative('.', file)} imports ${target}`;

describe('the server', () => {
  it('has only the rooms that the plan names', () => {
    const found = new Set(serverFiles.map((file) => roomOf(file)[0] ?? file));
    expect([...found].filter((room) => !(room in rooms) && !edges.includes(room))).toEqual([]);
  });

  it('imports one way between its rooms', () => {
    const wrong = serverImports.filter(({ file, target }) => {
      const [from] = roomOf(file);
      const [to] = roomOf(target);
      const allowed = from === undefined ? undefined : rooms[from];
      if (allowed === undefined)
        return to !== undefined && edges.includes(to) && to !== from && !isLspCommand(file);
      if (to === undefined) return target.startsWith(server);
      return to !== from && !allowed.includes(to);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('uses Node’s modules only at its edges', () => {
    const node = (target: string) =>
      target.startsWith('node:') ||
      (ts.isExternalModuleNameRelative(target) === false && builtin.has(target));
    const wrong = serverImports.filter(
      ({ file, target, typeOnly }) => !typeOnly && node(target) && !mayUseNode(file),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('knows the protocol only in lsp, and web-tree-sitter only in syntax', () => {
    const wrong = serverImports.filter(({ file, target }) => {
      const [room] = roomOf(file);
      if (/^vscode-(languageserver|jsonrpc)/.test(target)) {
        return room !== 'lsp' && !(room === 'features' && target === 'vscode-languageserver-types');
      }
      if (target.startsWith('web-tree-sitter')) return room !== 'syntax';
      return target === 'vscode' || target.startsWith('client/');
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('has no circle among its files, but where the language itself is recursive', () => {
    // An expression holds a block, which holds an item, which holds an expression; a type has methods, which have types.
    const recursive = new Set(['syntax', 'resolve', 'types']);
    const straight = serverImports.filter(
      ({ file, typeOnly }) => !typeOnly && !roomOf(file).some((r) => recursive.has(r)),
    );
    expect(circles(straight)).toEqual([]);
  });
});

describe('the client', () => {
  it('takes nothing but types from the server', () => {
    const wrong = clientImports.filter(({ target, typeOnly }) => target.startsWith('server/') && !typeOnly);
    expect(wrong.map(show)).toEqual([]);
  });
});

it('no source file is longer than 400 lines', () => {
  const long = [...serverFiles, ...clientFiles]
    .map((file) => ({ file, lines: readFileSync(join(home, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > 330);
  for (const { file, lines } of long) console.warn(`${file}: ${lines} lines; it may be two ideas`);
  expect(long.filter(({ lines }) => lines > 400).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
});

/** `kaal-sel4 lsp` starts the server: the one arrow between the edges. */
function isLspCommand(file: string): boolean {
  return file === `${server}/cli/lspCommand.ts`;
}

const builtin: ReadonlySet<string> = new Set(
  'assert buffer child_process cluster crypto dgram dns events fs fs/promises http https module net os path perf_hooks process readline stream timers tls tty url util v8 vm worker_threads zlib'.split(
    ' ',
  ),
);

/** Files that import each other in a circle, one message a circle. */
function circles(imports: readonly Import[]): readonly string[] {
  const known = new Set(imports.map((one) => one.file));
  const next = new Map<string, string[]>();
  for (const { file, target } of imports) {
    const to = [`${target}.ts`, `${target}/index.ts`].find((path) => known.has(path));
    if (to !== undefined) next.set(file, [...(next.get(file) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      found.push([...trail.slice(at), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const to of next.get(file) ?? []) visit(to);
    trail.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return found;
}
