/** The name exists only as another kind of thing. */
import type { Explain } from '../problem';

const expected: Readonly<Record<string, string>> = {
  E0404: 'trait',
  E0423: 'value',
  E0532: 'pattern',
  E0573: 'type',
  E0574: 'struct, variant or union type',
};

export const wrongKind: Explain = ({ failure, name }) => {
  if (failure.why === 'ambiguous')
    return {
      code: 'unresolved-name',
      severity: 'error',
      message: `\`${name}\` is ambiguous: several glob imports bring a name of this spelling`,
      candidates: [],
      related: [],
    };
  if (failure.why !== 'wrong-kind') return undefined;
  const found = failure.found?.kind ?? 'something else';
  return {
    code: 'wrong-kind',
    severity: 'error',
    message: `expected ${expected[failure.rustcCode] ?? 'module'}, found ${found} \`${name}\``,
    candidates: [],
    related: [],
  };
};
