/** Looking at the window as a person does, where there is somebody to look: `window.mjs` answers. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './helpers';

declare const E2E_FOLDER: string;
declare const E2E_SCREEN: boolean;

/** Whether the window can be looked at. */
export const SCREEN = E2E_SCREEN;

type Question =
  | { readonly ask: 'picture'; readonly name: string }
  | { readonly ask: 'size'; readonly size?: Size }
  | { readonly ask: 'text' | 'click'; readonly selector: string };

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

let asked = 0;

async function ask(question: Question): Promise<{ readonly text?: string; readonly done?: boolean }> {
  asked++;
  const path = join(E2E_FOLDER, 'questions', `${asked}`);
  writeFileSync(`${path}.new`, JSON.stringify(question));
  renameSync(`${path}.new`, `${path}.json`);
  const answer = `${path}.answer`;
  await until(`an answer to ${JSON.stringify(question)}`, () => existsSync(answer));
  return JSON.parse(readFileSync(answer, 'utf8'));
}

/** A picture of the window; nothing without a screen. */
export async function picture(name: string): Promise<void> {
  if (SCREEN) await ask({ ask: 'picture', name });
}

/** Makes the window of a size, or of its own again. */
export async function resize(size?: Size): Promise<void> {
  await ask({ ask: 'size', ...(size === undefined ? {} : { size }) });
}

/** Waits until elements of the window and of web views in it show something that `wanted` likes; gives their text. */
export async function seen(
  selector: string,
  wanted: (text: string) => boolean = () => true,
  patience?: number,
): Promise<string> {
  let last = '';
  const isThere = async () => {
    last = (await ask({ ask: 'text', selector })).text ?? '';
    return last !== '' && wanted(last);
  };
  await until(`${selector} in the window`, isThere, patience).catch((error: Error) => {
    throw new Error(`${error.message}; last it showed: ${last}`);
  });
  return last;
}

/** Clicks on an element of the window or of a web view in it, as soon as there is one. */
export async function click(selector: string): Promise<void> {
  await until(
    `something to click on at ${selector}`,
    async () => (await ask({ ask: 'click', selector })).done,
  );
}
