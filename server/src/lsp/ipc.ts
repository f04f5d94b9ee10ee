/** Entry of `dist/server.js`: the language server as the extension starts it. */
import { startServer } from './main';

startServer('ipc');
