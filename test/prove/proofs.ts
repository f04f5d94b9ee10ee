/** Every proof there is. */
import type { Proof } from './proof';

export const PROOFS: readonly Proof[] = [];
