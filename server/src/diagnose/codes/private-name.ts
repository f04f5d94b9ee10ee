/** The name is there, but not visible from here. */
import type { Explain } from '../problem';

export const privateName: Explain = ({ failure, name }) => {
  if (failure.why !== 'private') return undefined;
  if (failure.rustcCode === 'E0401' || failure.rustcCode === 'E0434' || failure.rustcCode === 'E0435')
    return {
      code: 'unresolved-name',
      severity: 'error',
      message: `\`${name}\` belongs to an outer function and cannot be used in an inner item`,
      candidates: [],
      related: [],
    };
  const what =
    failure.found?.kind === 'associated' || failure.rustcCode === 'E0624'
      ? 'associated item'
      : (failure.found?.kind ?? 'name');
  return {
    code: 'private-name',
    severity: 'error',
    message: `${what} \`${name}\` is private`,
    candidates: [],
    related: [],
  };
};
