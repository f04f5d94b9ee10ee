/** `kaal-sel4 lsp`: the language server, over standard input and output or over the channel of a Node parent. */
import { startServer } from '../lsp/main';
import { Failure } from './failure';

export interface LspOptions {
  readonly nodeIpc?: boolean;
}

/**
 * Returns at once; the process goes on until the client says `exit` or closes the connection.
 * @throws Failure if a channel is asked for and there is none
 */
export function lspCommand(options: LspOptions): number {
  if (options.nodeIpc && process.send === undefined) {
    throw new Failure('this process has no IPC channel to a parent', 'use `kaal-sel4 lsp --stdio`');
  }
  startServer(options.nodeIpc ? 'ipc' : 'stdio');
  return 0;
}
