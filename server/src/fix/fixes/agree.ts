/** Writes the value or type that a stand-in or redefinition should have, or the field that a struct has, where one text is right. */
import type { Finding, FindingCode } from '../../diagnose/finding';
import type { Case } from '../context';
import type { Offer } from '../offer';

/** What is written, for people. */
const TITLES: Partial<Record<FindingCode, (text: string) => string>> = {
  'parity-value': asOnOtherSide,
  'parity-type': asOnOtherSide,
  'redefined-value': asOnOtherSide,
  'redefined-type': asOnOtherSide,
  'unknown-field': (text) => `Write the field \`${text}\``,
};

/** Never without asking: another kernel may have another value, and who misspells a field may have meant another one. */
export function agree({ finding }: Pick<Case, 'finding'>): Offer | undefined {
  const title = TITLES[finding.code];
  const { replacement } = finding;
  if (!title || !replacement) return undefined;
  return {
    id: 'agree',
    title: title(replacement.text),
    sure: 'guess',
    ...(isOfKernel(finding) ? { hereOnly: true as const } : {}),
    wishes: {
      edits: [
        {
          file: finding.file,
          start: replacement.start,
          end: replacement.end,
          newText: replacement.text,
        },
      ],
    },
  };
}

function asOnOtherSide(text: string): string {
  return `Write \`${text}\`, as the kernel of this view has it`;
}

/** Numbers of objects and the like are not the same in all kernels. */
function isOfKernel({ code }: Finding): boolean {
  return code === 'parity-value' || code === 'redefined-value';
}
