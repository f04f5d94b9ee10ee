/** `extern crate name;` as something that imports bring. */
import type { Import } from './definitions';

/**
 * Whether an import makes a private `extern crate` public: rustc only warns of that
 * (lint `pub_use_of_private_extern_crate`). `source`: the import by which its name is there.
 */
export function isOfExternCrate({ leaf, visibility }: Import, source: Import | undefined): boolean {
  return visibility === 'public' && leaf.glob !== true && source?.item.kind === 'externCrate';
}
