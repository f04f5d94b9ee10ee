/** `kaal-sel4 lsp`: the language server over standard input and output. */
import { startServer } from '../lsp/main';

/** Runs until the client says `exit` or closes the connection. */
export async function lspCommand(): Promise<number> {
  await startServer('stdio');
  return 0;
}
