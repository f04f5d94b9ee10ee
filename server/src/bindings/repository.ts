/** Addresses of git repositories: `https://host/owner/name.git`, `git@host:owner/name`. Hosts do not tell case apart here. */

/** The repository that the bindings' generator is in. */
export const REPOSITORY = 'rust-sel4';
/** Who publishes it. */
const OWNERS: readonly string[] = ['sel4', 'coliasgroup'];

function partsOf(address: string): readonly string[] {
  const [plain = ''] = address.toLowerCase().split(/[?#]/);
  const path = plain.endsWith('/') ? plain.slice(0, -1) : plain;
  return (path.endsWith('.git') ? path.slice(0, -4) : path).split(/[/:]/);
}

/** Whether a repository is called like rust-sel4: it, a fork, or a copy. */
export function isNamedRustSel4(address: string): boolean {
  return partsOf(address).at(-1) === REPOSITORY;
}

/** Whether an address is that of rust-sel4, or relative to one that is not known. */
export function isPublishedRustSel4(address: string): boolean {
  const owner = partsOf(address).at(-2) ?? '';
  return isNamedRustSel4(address) && (OWNERS.includes(owner) || owner === '..' || owner === '.');
}

/** Whether two addresses lead to one repository, by whatever protocol. */
export function isSameRepository(a: string, b: string): boolean {
  const [mine, its] = [a, b].map((address) => partsOf(address).slice(-2).join('/'));
  return mine === its;
}
