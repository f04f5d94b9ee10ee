/** The server as editors start it: a process on standard input and output, or a fork with IPC. Needs `npm run build`. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { uri } from './harness';

const root = join(__dirname, '..', '..');
const command = join(root, 'dist', 'kaal-sel4.js');
const sample = join(root, 'test', 'workspaces', 'kaal-mini');

let children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill();
  children = [];
});

function overStdio(): { child: ChildProcess; connection: ProtocolConnection } {
  const child = spawn(process.execPath, [command, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  return { child, connection };
}

function overIpc(): { child: ChildProcess; connection: ProtocolConnection } {
  const child = fork(command, ['lsp', '--node-ipc'], { silent: true });
  children.push(child);
  return {
    child,
    connection: createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)),
  };
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('exit', resolve));

async function checkSample(connection: ProtocolConnection): Promise<number> {
  let errors = 0;
  connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) => {
    errors += diagnostics.filter((one: { severity: number; code: string }) => one.severity === 1).length;
  });
  const ready = new Promise<void>((resolve) => {
    connection.onNotification('kaalSel4/status', ({ roots }) => {
      if (roots.every((one: { state: string }) => one.state === 'ready')) resolve();
    });
  });
  connection.onUnhandledNotification(() => {});
  connection.listen();
  const answer = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: uri(sample),
    capabilities: {},
  });
  expect(answer.serverInfo?.name).toBe('kaal-sel4');
  await connection.sendNotification('initialized', {});
  await ready;
  return errors;
}

describe.skipIf(!existsSync(command))('the process', () => {
  it.each([
    ['lsp --stdio', overStdio],
    ['node IPC', overIpc],
  ])(
    '%s: finds the 44 errors of the sample and ends with 0 after shutdown and exit',
    async (_name, begin) => {
      const { child, connection } = begin();
      const end = ended(child);
      expect(await checkSample(connection)).toBeGreaterThanOrEqual(44);
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      expect(await end).toBe(0);
    },
  );

  it('ends with 1 when the client goes without a word', async () => {
    const { child, connection } = overStdio();
    const end = ended(child);
    await checkSample(connection);
    child.stdin?.end();
    expect(await end).toBe(1);
  });

  it.each([
    ['no protocol at all', 'hello\r\n\r\nhello'],
    ['a length that is no number', 'Content-Length: many\r\n\r\n{}'],
    ['JSON that is none', 'Content-Length: 9\r\n\r\n{"jsonrpc'],
    ['a message that is none', 'Content-Length: 2\r\n\r\n[]'],
  ])('is not stopped by %s', async (_name, garbage) => {
    const { child } = overStdio();
    const end = ended(child);
    child.stdin?.write(garbage);
    child.stdin?.end();
    // 1: the client went without shutdown. A crash would show on standard error.
    let trouble = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      trouble += text;
    });
    expect(await end).toBe(1);
    expect(trouble).not.toMatch(/\n\s+at .*(kaal-sel4|server)\.js/);
  });
});
