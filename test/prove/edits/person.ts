/** Someone at work on a workspace, and programs that run beside: random steps out of a seed. */
import type { ViewRequest } from '../../../server/src/project/model';
import type { Choices } from '../random';
import { bodyEdits } from './bodyEdits';
import { buildActivities } from './builds';
import { connections } from './connections';
import { fileActivities } from './fileMoves';
import { itemEdits } from './itemEdits';
import type { Change, Step } from './script';
import { block, commanded, cursor, inserted, item } from './textEdits';
import { CARGO_CONFIGS, manifestLine, statement, type Words, wordsIn } from './vocabulary';

/** What can be seen of the workspace. */
export interface Sight {
  text(path: string): string | undefined;
  paths(): string[];
  readonly open: ReadonlyMap<string, string>;
  readonly disk: { text(path: string): string | undefined };
}

/** Steps of one thing that is done; it looks at the workspace as it is before each. */
export type Activity = Generator<Step, void, void>;

/** What activities share. */
export interface Desk {
  readonly c: Choices;
  readonly see: Sight;
  /** Views that can be switched to. */
  readonly views: readonly ViewRequest[];
  /** Texts that are pasted from elsewhere. */
  readonly clippings: readonly string[];
  words(): Words;
  rustFile(): string;
  manifest(): string;
  /** Most people type in the editor, some programs write files. */
  put(path: string, text: string): Step;
}

const WEIGHTS = {
  typing: 4,
  command: 20,
  paste: 8,
  undo: 10,
  redo: 5,
  manifest: 5,
  config: 1,
  view: 2,
  constant: 3,
  macro: 3,
  include: 3,
  share: 3,
  feature: 3,
  chain: 2,
  visibility: 4,
  attribute: 5,
  shape: 4,
  bodies: 7,
  shift: 5,
  inBody: 3,
  inGiven: 4,
  inMembers: 4,
  value: 2,
  edition: 2,
  close: 3,
  whileOpen: 2,
  rename: 3,
  moveItem: 4,
  renameFile: 3,
  modRs: 2,
  addFile: 3,
  removeFile: 2,
  crate: 1,
  build: 1,
  nothing: 1,
};

export type Kind = keyof typeof WEIGHTS;

/** Of someone whose files parse most of the time: what they say is not hidden behind what cannot be read. */
const TIDY: Readonly<Record<Kind, number>> = {
  ...WEIGHTS,
  typing: 0.5,
  command: 1,
  paste: 1,
  manifest: 1,
  undo: 4,
};

/**
 * Most people do a few things, again and again: what goes wrong between two of them comes up sooner than where everybody
 * does everything (Groce and others, "Swarm Testing").
 */
function habits(c: Choices): Readonly<Record<Kind, number>> {
  const all = c.chance(0.5) ? TIDY : WEIGHTS;
  if (c.chance(0.25)) return all;
  const kept = Object.entries(all).filter(([kind]) => kind === 'command' || c.chance(0.3));
  return { ...NOTHING, ...Object.fromEntries(kept) };
}

const NOTHING = Object.fromEntries(Object.keys(WEIGHTS).map((kind) => [kind, 0])) as Readonly<
  Record<Kind, number>
>;

export class Person {
  private readonly past: { readonly path: string; readonly text: string }[] = [];
  private readonly future: { readonly path: string; readonly text: string }[] = [];
  private readonly running: { readonly kind: Kind; readonly activity: Activity }[] = [];
  private readonly desk: Desk;
  private readonly weights: Readonly<Record<Kind, number>>;

  constructor(
    private readonly c: Choices,
    see: Sight,
    options: { readonly views: readonly ViewRequest[]; readonly clippings: readonly string[] },
  ) {
    this.weights = habits(c);
    const pathsOf = (end: string): string[] => see.paths().filter((path) => path.endsWith(end));
    this.desk = {
      ...options,
      c,
      see,
      words: () => wordsIn(new Map(see.paths().map((path) => [path, see.text(path) ?? '']))),
      rustFile: () => c.pick([...pathsOf('.rs'), '/src/lib.rs']),
      manifest: () => c.pick([...pathsOf('Cargo.toml'), '/Cargo.toml']),
      put: (path, text) => put(c, see, path, text),
    };
  }

  /** The next step, and what it is a part of. */
  next(): { readonly kind: Kind; readonly step: Step } {
    for (;;) {
      // Now and then someone does something while another thing is half done.
      if (this.running.length === 0 || (this.running.length < 2 && this.c.chance(0.03))) {
        const kind = this.c.weighted(this.weights);
        this.running.push({ kind, activity: this.begin(kind) });
      }
      const at = this.c.below(this.running.length);
      const { kind, activity } = this.running[at]!;
      const { value, done } = activity.next();
      if (done === true || value === undefined) {
        this.running.splice(at, 1);
        continue;
      }
      this.remember(kind, value);
      return { kind, step: value };
    }
  }

  private remember(kind: Kind, step: Step): void {
    if (step.k !== 'change' || kind === 'undo' || kind === 'redo') return;
    for (const { where, path, text } of step.changes) {
      const before = this.desk.see.text(path);
      if (where !== 'editor' || text === null || before === undefined || before === text) continue;
      this.past.push({ path, text: before });
      this.future.length = 0;
    }
    if (this.past.length > 200) this.past.splice(0, 100);
  }

  private begin(kind: Kind): Activity {
    const { desk } = this;
    switch (kind) {
      case 'undo':
        return this.travel(this.past, this.future);
      case 'redo':
        return this.travel(this.future, this.past);
      case 'typing':
        return typing(desk, desk.rustFile(), statement(desk.c, desk.words()));
      case 'command':
        return one(command(desk, desk.rustFile()));
      case 'paste':
        return one(paste(desk));
      case 'manifest':
        return manifest(desk);
      case 'config':
        return one(desk.put('/.cargo/config.toml', desk.c.pick(CARGO_CONFIGS)));
      case 'view':
        return one({ k: 'view', view: desk.c.pick(desk.views) });
      case 'constant':
        return constant(desk);
      case 'macro':
        return macro(desk);
      case 'nothing':
        return nothing(desk);
      case 'include':
      case 'share':
      case 'feature':
      case 'chain':
        return connections[kind](desk);
      case 'visibility':
      case 'attribute':
      case 'shape':
      case 'value':
      case 'edition':
        return itemEdits[kind](desk);
      case 'bodies':
      case 'shift':
      case 'inBody':
      case 'inGiven':
      case 'inMembers':
        return bodyEdits[kind](desk);
      case 'build':
        return buildActivities(desk);
      default:
        return fileActivities[kind](desk);
    }
  }

  /** Undo, or redo: some steps at once, as people hold the key down. */
  private *travel(from: typeof this.past, to: typeof this.past): Activity {
    for (let left = 1 + this.c.below(6); left > 0; left--) {
      const last = from.pop();
      if (last === undefined) return;
      to.push({ path: last.path, text: this.desk.see.text(last.path) ?? '' });
      yield typed(last.path, last.text);
    }
  }
}

/** The document is open and has this text. */
export function typed(path: string, text: string): Step {
  return { k: 'change', changes: [{ where: 'editor', path, text }] };
}

/** A program wrote files, or removed them. */
export function written(...files: readonly (readonly [path: string, text: string | null])[]): Step {
  return { k: 'change', changes: files.map(([path, text]): Change => ({ where: 'disk', path, text })) };
}

function put(c: Choices, see: Sight, path: string, text: string): Step {
  if (see.open.has(path) || c.chance(0.7)) return typed(path, text);
  return { k: 'change', changes: [{ where: c.chance(0.2) ? 'late' : 'disk', path, text }] };
}

function* one(step: Step): Activity {
  yield step;
}

/** Letter by letter, and sometimes back again. */
function* typing({ c, see }: Desk, path: string, what: string): Activity {
  let at = cursor(c, see.text(path) ?? '');
  const letters = [...what];
  const strokes = c.chance(0.25) ? c.below(letters.length) + 1 : letters.length;
  for (const letter of letters.slice(0, strokes)) {
    yield typed(path, inserted(see.text(path) ?? '', at, letter));
    at += letter.length;
  }
  if (!c.chance(0.3)) return;
  for (const letter of letters.slice(0, strokes).reverse()) {
    at -= letter.length;
    const text = see.text(path) ?? '';
    yield typed(path, text.slice(0, Math.max(0, at)) + text.slice(Math.max(0, at) + letter.length));
  }
}

function command({ c, see, words, put }: Desk, path: string): Step {
  const { functions, types, constants, modules } = words();
  const of = c.pick([functions, types, constants, modules]);
  return put(path, commanded(c, see.text(path) ?? '', of));
}

/** A block of one file, of elsewhere, or a statement at once. */
function paste({ c, see, words, rustFile, put, clippings }: Desk): Step {
  const path = rustFile();
  const text = see.text(path) ?? '';
  const from = see.text(rustFile()) ?? '';
  const copied = item(c, from);
  const what = c.weighted({ statement: 5, block: 3, item: 3, clipping: 3 });
  const clip =
    what === 'statement'
      ? statement(c, words())
      : what === 'block'
        ? block(c, from)
        : what === 'item' && copied !== undefined
          ? from.slice(...copied)
          : block(c, c.pick(clippings));
  return put(path, inserted(text, cursor(c, text), clip));
}

/** A manifest is edited, broken half-way and mended. */
function* manifest(desk: Desk): Activity {
  const { c, see, words, put } = desk;
  const path = desk.manifest();
  const text = see.text(path) ?? '';
  const at = text.indexOf('\n', c.below(text.length + 1)) + 1;
  switch (c.weighted({ letters: 3, line: 6, command: 4, broken: 2, gone: 1 })) {
    case 'letters':
      yield* typing(desk, path, manifestLine(c, words()));
      return;
    case 'line':
      yield put(path, inserted(text, at, manifestLine(c, words())));
      return;
    case 'command':
      yield put(path, commanded(c, text, [...words().crates, ...words().features]));
      return;
    case 'broken':
      yield put(path, text.slice(0, c.below(text.length + 1)));
      if (c.chance(0.8)) yield put(path, text);
      return;
    default:
      yield written([path, null]);
      if (c.chance(0.9)) yield written([path, text]);
  }
}

/** A name that patterns bind becomes a constant elsewhere, or stops to be one. */
function* constant({ c, see, words, rustFile }: Desk): Activity {
  const name = c.pick(words().constants);
  const [user, definer] = [rustFile(), rustFile()];
  const userText = see.text(user) ?? '';
  yield typed(
    user,
    `${userText}fn shift(x: u32) -> u32 { match x { ${name} => ${name}, other => other } }\n`,
  );
  const definition = `pub const ${name}: u32 = 1;\n`;
  yield typed(definer, (see.text(definer) ?? '') + definition);
  yield typed(user, `use crate::${name};\n${see.text(user) ?? ''}`);
  if (c.chance(0.7)) yield typed(definer, (see.text(definer) ?? '').replace(definition, ''));
}

/** A macro is defined, called, and its definition edited. */
function* macro({ c, see, words, rustFile }: Desk): Activity {
  const { functions, constants } = words();
  const name = c.pick(['wrap', 'rule', c.pick(functions)]);
  const [definer, caller] = [rustFile(), rustFile()];
  const bodies = [
    `{ () => { ${c.pick(functions)}() }; }`,
    `{ () => { pub const ${c.pick(constants)}: u32 = 1; }; }`,
    `{ () => { mod ${c.pick(words().modules)}; }; }`,
    `{ ($x:ident) => { fn $x() { ${c.pick(constants)}; } }; () => {} }`,
    `{ ($x:expr) => { ${c.pick(functions)}($x) }; () => { compile_error!("no") } }`,
  ];
  const definition = (body: string): string => `#[macro_export]\nmacro_rules! ${name} ${body}\n`;
  let now = definition(c.pick(bodies));
  yield typed(definer, c.chance(0.5) ? now + (see.text(definer) ?? '') : (see.text(definer) ?? '') + now);
  const call = c.pick([
    `${name}!();\n`,
    `crate::${name}!(${c.pick(constants)});\n`,
    `fn call() { ${name}!(a) }\n`,
  ]);
  yield typed(caller, (see.text(caller) ?? '') + call);
  for (let left = c.below(3); left > 0; left--) {
    const next = definition(c.pick(bodies));
    yield typed(
      definer,
      (see.text(definer) ?? '').replace(now, () => next),
    );
    now = next;
  }
}

/** What changes nothing must change nothing. */
function* nothing({ c, see }: Desk): Activity {
  const path = c.pick(see.paths());
  const onDisk = see.disk.text(path);
  if (c.chance(0.5)) yield typed(path, see.text(path) ?? '');
  else if (onDisk !== undefined) yield written([path, onDisk]);
}
