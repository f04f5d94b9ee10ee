/** `kaal-sel4 lsp`: the language server over standard input and output. */
import { startServer } from '../lsp/main';

/** Returns at once; the process goes on until the client says `exit` or closes the connection. */
export function lspCommand(): number {
  startServer('stdio');
  return 0;
}
