/** What a client sends while someone works, as plain data: steps on files, and requests that race with them. */

import type { Step } from '../edits/script';
import type { Choices } from '../random';
import type { Form } from './positions';

export type Message =
  | { readonly k: 'step'; readonly step: Step; readonly form: Form }
  /** A request that nobody waits for now; `cancelled`: taken back at once. */
  | { readonly k: 'request'; readonly method: Asked; readonly path?: string; readonly cancelled: boolean }
  | { readonly k: 'settings'; readonly settings: unknown }
  | { readonly k: 'pause'; readonly milliseconds: number }
  /** The client waits until everything has come that is on its way; what it shows is compared. */
  | { readonly k: 'settle' };

export type Asked = 'document' | 'workspace' | 'views' | 'checkWorkspace';

const SETTINGS: readonly unknown[] = [
  {},
  {},
  { view: { tests: true } },
  { view: { arch: 'x86_64' } },
  { view: { features: ['mock'], noDefaultFeatures: true } },
  { diagnostics: { severity: { 'unresolved-name': 'hint', project: 'off' } } },
  { diagnostics: { enable: false } },
  { bindings: { source: 'pin-riscv64' }, view: 7 },
];

/** What goes along with one step: most steps go alone and at once, some are raced. */
export function around(c: Choices, step: Step, pulls: boolean): Message[] {
  const path = step.k === 'change' ? step.changes.at(-1)?.path : undefined;
  const messages: Message[] = [];
  if (step.k !== 'ask' && step.k !== 'look')
    messages.push({ k: 'step', step, form: c.weighted({ range: 7, two: 2, whole: 1 }) });
  const kind = c.weighted({ none: 14, ask: 6, settings: 1, pause: 3 });
  if (kind === 'settings') messages.push({ k: 'settings', settings: c.pick(SETTINGS) });
  if (kind === 'pause') messages.push({ k: 'pause', milliseconds: c.pick([0, 1, 5, 20, 40, 100]) });
  if (kind === 'ask') {
    const method = c.weighted({
      document: pulls ? 6 : 0,
      workspace: pulls ? 1 : 0,
      views: 2,
      checkWorkspace: 1,
    });
    messages.push({
      k: 'request',
      method,
      cancelled: c.chance(0.3),
      ...(path === undefined ? {} : { path }),
    });
  }
  return messages;
}
