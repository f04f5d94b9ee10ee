/** Every proof there is. */
import { edits } from './edits/edits';
import { names } from './names/names';
import type { Proof } from './proof';
import { protocol } from './protocol/protocol';

export const PROOFS: readonly Proof[] = [names, edits, protocol];
