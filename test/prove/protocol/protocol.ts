/** The same through the real protocol: whatever races, a client shows in the end what a new server would tell it. */
import { loadParts, type NodeParts } from '../../../server/src/analysis/nodeParts';
import type { StatusParams } from '../../../server/src/lsp/protocol';
import { knownTexts } from '../edits/knownTexts';
import { Person } from '../edits/person';
import { printScript } from '../edits/script';
import { CLIPPINGS, type Start, start } from '../edits/starts';
import { fewestAsync } from '../fewest';
import { CannotProve, type Failure, type Proof, type ProofOptions, type ProofResult } from '../proof';
import { Choices } from '../random';
import { EditorClient, type Place } from './client';
import { around, type Message } from './messages';
import type { Encoding } from './positions';
import { asProcess, inMemory, isBuilt, memoryPlace, realPlace, type Started } from './servers';

/** Steps of one session with a server. */
const LENGTH = 120;
/** Milliseconds after which what is shown must be right; a machine may have much else to do. */
const PATIENCE = 30_000;
/** The same where it has gone wrong once: twice the longest that a manifest waits for a pause. */
const SHORT_PATIENCE = 4_000;
const MOST_FAILURES = 5;

export const protocol: Proof = {
  name: 'protocol',
  what: 'the same through the protocol: edits race requests, in all encodings, in memory and as a process',
  unit: 'messages',
  budget: 20_000,
  run,
};

type Transport = 'memory' | 'stdio' | 'ipc';

interface Session {
  readonly begin: Start;
  readonly transport: Transport;
  readonly encoding: Encoding;
  readonly pulls: boolean;
  readonly messages: readonly Message[];
}

async function run({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  if (!isBuilt()) throw new CannotProve('there is no built server; run `npm run build`');
  const loaded = await loadParts();
  const parts = { ...loaded, parser: knownTexts(loaded.parser) };
  const counts: Record<string, number> = { messages: 0, sessions: 0, 'times compared': 0, differences: 0 };
  const failures: Failure[] = [];
  for (let at = seed; counts.messages! < budget && failures.length < MOST_FAILURES; at++) {
    progress(`${counts.messages} messages, ${failures.length} failed`);
    const session = await live(at, parts, counts);
    counts.sessions!++;
    const kind = `  sessions: ${session.transport}, ${session.encoding}, ${session.pulls ? 'pull' : 'push'}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (session.what === undefined) continue;
    counts.differences!++;
    progress(`seed ${at} went wrong, making it smaller; seen first: ${session.what.slice(0, 2000)}`);
    failures.push(await failureOf(at, session, parts));
  }
  return { counts, failures };
}

async function failureOf(
  seed: number,
  session: Session & { readonly what: string | undefined },
  parts: NodeParts,
): Promise<Failure> {
  const deadline = performance.now() + 120_000;
  const fails = async (messages: readonly Message[]): Promise<boolean> =>
    performance.now() < deadline && (await replay({ ...session, messages }, parts)) !== undefined;
  const again = await fails(session.messages);
  const messages = again ? await fewestAsync(session.messages, fails) : session.messages;
  const what =
    (again ? await replay({ ...session, messages }, parts) : undefined) ?? `seen once: ${session.what}`;
  const written = messages.map((message) => {
    if (message.k !== 'step') return `//> ${JSON.stringify(message)}`;
    const script = {
      files: new Map(),
      view: {},
      beside: [],
      allNames: true,
      folder: '',
      steps: [message.step],
    };
    return printScript(script).trimEnd();
  });
  return {
    title: `a new server tells something else (${session.transport}, ${session.encoding})`,
    seed,
    input: written.join('\n').split('\n').slice(0, 150).join('\n'),
    details: [
      `workspace: ${session.begin.name}, view ${JSON.stringify(session.begin.view)}`,
      ...what.split('\n').slice(0, 20),
    ],
  };
}

/** A server with its client, and what each `settle` is held against. */
class Pair {
  private constructor(
    private readonly session: Omit<Session, 'messages'>,
    private readonly parts: NodeParts,
    readonly place: ReturnType<typeof memoryPlace> & { remove?(): void },
    private readonly started: Started,
    readonly client: EditorClient,
  ) {}

  static async begin(session: Omit<Session, 'messages'>, parts: NodeParts): Promise<Pair> {
    const { begin, transport, encoding, pulls } = session;
    const place = transport === 'memory' ? memoryPlace(begin.files) : realPlace(begin.files);
    const started = transport === 'memory' ? inMemory(place.files, parts) : asProcess(transport);
    const options = { encoding, pulls, settings: {}, view: begin.view };
    const client = new EditorClient(started.connection, place, options);
    await client.begin();
    return new Pair(session, parts, place, started, client);
  }

  end(): void {
    this.started.end();
    this.place.remove?.();
  }

  /** What is wrong with what the client shows, once it has had its time; `undefined` if nothing is. */
  async settle(patience: number): Promise<string | undefined> {
    const { client } = this;
    await client.quiet();
    const expected = await this.expected();
    const deadline = performance.now() + patience;
    for (;;) {
      const now = await told(client);
      if (now === expected) break;
      if (performance.now() > deadline) return difference(now, expected);
      await client.news(100);
    }
    return client.complaints.length > 0 ? client.complaints.join('\n') : undefined;
  }

  /** What a server tells that starts now. */
  private async expected(): Promise<string> {
    const { client } = this;
    const started = inMemory(this.place.files, this.parts);
    try {
      const options = { ...this.session, pulls: false, settings: client.settings, view: client.view };
      const fresh = new EditorClient(started.connection, this.place as Place, options);
      await fresh.begin();
      fresh.adopt(client);
      await started.connection.sendRequest('kaalSel4/checkWorkspace', {});
      return await told(fresh);
    } finally {
      started.end();
    }
  }
}

async function told(client: EditorClient): Promise<string> {
  const lines: string[] = [];
  for (const [uri, items] of await client.shown())
    for (const item of [...items].map((one) => JSON.stringify(one)).sort()) lines.push(`${uri} ${item}`);
  for (const root of client.status?.roots ?? []) lines.push(JSON.stringify(withoutRemembered(root)));
  return [...lines, ...client.stale()].join('\n');
}

/** A manifest that cannot be read names the views that it named before, which a server that starts now cannot know. */
function withoutRemembered(root: StatusParams['roots'][number]): unknown {
  if (!root.problems.some(({ message }) => message.startsWith('this is not valid TOML'))) return root;
  const { view: _view, views: _views, bindings: _bindings, ...rest } = root;
  return rest;
}

function difference(now: string, expected: string): string {
  const ours = now.split('\n');
  const theirs = expected.split('\n');
  return [
    ...moreOf(ours, theirs).map((line) => `shown:    ${line}`),
    ...moreOf(theirs, ours).map((line) => `expected: ${line}`),
    ...(ours.length === theirs.length ? [] : [`${ours.length} lines for ${theirs.length}`]),
  ].join('\n');
}

/** Lines that are in `some` more often than in `others`. */
function moreOf(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return some.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Lives through one session of a seed; gives all that was sent, and what went wrong. */
async function live(
  seed: number,
  parts: NodeParts,
  counts: Record<string, number>,
): Promise<Session & { readonly what: string | undefined }> {
  const c = new Choices(seed);
  const begin = start(c);
  const transport = c.weighted<Transport>({ memory: 8, stdio: 1, ipc: 1 });
  const session = {
    begin: { ...begin, folder: '', allNames: false },
    transport,
    encoding: c.pick<Encoding>(['utf-8', 'utf-16', 'utf-32']),
    pulls: c.chance(0.5),
  };
  const messages: Message[] = [];
  let what: string | undefined;
  const pair = await Pair.begin(session, parts);
  try {
    const { client } = pair;
    const person = new Person(c, client, { views: begin.views, clippings: CLIPPINGS });
    for (let done = 0; done < LENGTH && what === undefined; done++) {
      const more = around(c, person.next().step, session.pulls);
      if (c.chance(0.06) || done === LENGTH - 1) more.push({ k: 'settle' });
      for (const message of more) {
        messages.push(message);
        counts.messages!++;
        if (message.k === 'settle') counts['times compared']!++;
        what ??= await perform(pair, message, PATIENCE);
      }
    }
  } catch (error) {
    what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    pair.end();
  }
  return { ...session, messages, what };
}

async function replay(session: Session, parts: NodeParts): Promise<string | undefined> {
  const pair = await Pair.begin(session, parts);
  try {
    for (const message of session.messages) {
      const what = await perform(pair, message, SHORT_PATIENCE);
      if (what !== undefined) return what;
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    pair.end();
  }
}

async function perform(pair: Pair, message: Message, patience: number): Promise<string | undefined> {
  if (message.k === 'settle') return pair.settle(patience);
  if (message.k === 'pause') await new Promise((resolve) => setTimeout(resolve, message.milliseconds));
  else pair.client.send(message);
  return undefined;
}
