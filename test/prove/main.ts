/** `npm run prove -- [PROOF…] [--seed S] [--programs N …]`. */
import { prove } from './commandLine';

prove(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
