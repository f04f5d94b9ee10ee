import { expect, it } from 'vitest';
import { shorten } from '../../server/src/text/shorten';

it('leaves alone what people can read', () => {
  for (const text of ['', 'a', 'x'.repeat(1_000)]) expect(shorten(text)).toBe(text);
});

it('keeps beginning and end of what nobody reads, and cuts no character in two', () => {
  expect(shorten(`begin ${'x'.repeat(1_000_000)} end`)).toMatch(/^begin x{694} … x+ end$/);
  for (const text of ['😀'.repeat(5_000), `a${'😀'.repeat(5_000)}b`])
    expect(shorten(text)).toMatch(/^a?(😀)+ … (😀)+b?$/u);
});
