/** What the bundler takes from package.json: the program's version, and what each finding means. */

declare const KAAL_SEL4_VERSION: string | undefined;
declare const KAAL_SEL4_FINDINGS: Readonly<Record<string, string>> | undefined;

export const VERSION = typeof KAAL_SEL4_VERSION === 'string' ? KAAL_SEL4_VERSION : 'development';

/** What a code of findings means, in a sentence; `undefined` for what is no code, and where nothing was bundled. */
export function meaningOf(code: string): string | undefined {
  return typeof KAAL_SEL4_FINDINGS === 'object' && Object.hasOwn(KAAL_SEL4_FINDINGS, code)
    ? KAAL_SEL4_FINDINGS[code]
    : undefined;
}
