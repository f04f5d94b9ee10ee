/** Every proof there is. */
import { edits } from './edits/edits';
import type { Proof } from './proof';

export const PROOFS: readonly Proof[] = [edits];
