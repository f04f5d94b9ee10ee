/** Every proof there is. */
import { edits } from './edits/edits';
import { fixes } from './fixes/fixes';
import { forgetting } from './forgetting/forgetting';
import { hostile } from './hostile/hostile';
import { mutants } from './names/mutants';
import { names } from './names/names';
import { orders } from './orders/orders';
import { power } from './power/power';
import { programs } from './programs/programs';
import type { Proof } from './proof';
import { protocol } from './protocol/protocol';
import { published } from './published/published';
import { survival } from './survival/survival';

export const PROOFS: readonly Proof[] = [
  names,
  power,
  mutants,
  published,
  programs,
  fixes,
  edits,
  forgetting,
  orders,
  protocol,
  hostile,
  survival,
];
