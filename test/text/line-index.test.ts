import { describe, expect, it } from 'vitest';
import { LineIndex, type PositionEncoding } from '../../server/src/text/lineIndex';

const ENCODINGS: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];

describe('lines and columns for editors', () => {
  it('counts columns in the units of the encoding', () => {
    const index = new LineIndex('é𝄞x');
    expect(index.positionAt(3, 'utf-8')).toEqual({ line: 0, character: 6 });
    expect(index.positionAt(3, 'utf-16')).toEqual({ line: 0, character: 3 });
    expect(index.positionAt(3, 'utf-32')).toEqual({ line: 0, character: 2 });
  });

  it('ends lines with \\n, \\r\\n and a lone \\r', () => {
    const index = new LineIndex('a\nb\r\nc\rd');
    expect(index.lineCount).toBe(4);
    expect([0, 1, 2, 3, 4].map((line) => index.lineText(line))).toEqual(['a', 'b', 'c', 'd', '']);
    expect(index.positionAt(4, 'utf-16')).toEqual({ line: 1, character: 1 });
  });

  it('clamps positions that do not exist', () => {
    const index = new LineIndex('ab\ncd');
    for (const encoding of ENCODINGS) {
      expect(index.offsetAt({ line: 0, character: 99 }, encoding)).toBe(2);
      expect(index.offsetAt({ line: 9, character: 0 }, encoding)).toBe(5);
      expect(index.offsetAt({ line: -1, character: 3 }, encoding)).toBe(0);
      expect(index.positionAt(99, encoding)).toEqual({ line: 1, character: 2 });
      expect(index.positionAt(-3, encoding)).toEqual({ line: 0, character: 0 });
      expect(index.positionAt(Number.NaN, encoding)).toEqual({ line: 0, character: 0 });
    }
  });

  it('comes back to the offset it started from, in every encoding', () => {
    const text = ['plain', 'é𝄞é', '\ud800 lone', 'long '.repeat(400), '𝄞'.repeat(700), ''].join('\r\n');
    const index = new LineIndex(text);
    for (const encoding of ENCODINGS) {
      for (let offset = 0; offset <= text.length; offset++) {
        const isInsidePair = text.codePointAt(offset - 1)! > 0xffff;
        if (isInsidePair || text.slice(offset - 1, offset + 1) === '\r\n') continue;
        expect(index.offsetAt(index.positionAt(offset, encoding), encoding)).toBe(offset);
      }
    }
  });

  it('agrees with a plain count', () => {
    const text = 'aé𝄞'.repeat(600);
    const index = new LineIndex(text);
    for (const offset of [0, 511, 512, 513, 1023, 1024, 2047, text.length]) {
      const start = text.codePointAt(offset - 1)! > 0xffff ? offset - 1 : offset;
      const before = text.slice(0, start);
      expect(index.positionAt(offset, 'utf-8').character).toBe(new TextEncoder().encode(before).length);
      expect(index.positionAt(offset, 'utf-32').character).toBe([...before].length);
    }
  });

  it('puts a byte inside a character at the start of the character', () => {
    const index = new LineIndex('é𝄞x');
    expect([0, 1, 2, 3, 5, 6, 7].map((character) => index.offsetAt({ line: 0, character }, 'utf-8'))).toEqual(
      [0, 0, 1, 1, 1, 3, 4],
    );
  });

  it('is quick on one line of 5 MB', () => {
    const text = 'pub const é: u32 = 1; '.repeat(230_000);
    const index = new LineIndex(text);
    const start = performance.now();
    for (let offset = 0; offset < text.length; offset += 500) index.positionAt(offset, 'utf-8');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('lines and columns as rustc prints them', () => {
  it('counts from 1, in code points, and breaks lines at \\n only', () => {
    const index = new LineIndex('a\r\né𝄞x\rlone');
    expect(index.rustcPosition(3)).toEqual({ line: 2, column: 1 });
    expect(index.rustcPosition(6)).toEqual({ line: 2, column: 3 });
    expect(index.rustcPosition(8)).toEqual({ line: 2, column: 5 });
    expect(index.rustcLineText(1)).toBe('a');
    expect(index.rustcLineText(2)).toBe('é𝄞x\rlone');
    expect(index.rustcLineText(3)).toBe('');
  });

  it('goes back from line and column', () => {
    const index = new LineIndex('ab\n𝄞cd\n');
    expect(index.rustcOffset(2, 2)).toBe(5);
    expect(index.rustcOffset(2, 99)).toBe(7);
    expect(index.rustcOffset(99, 1)).toBe(8);
    expect(index.rustcOffset(0, 1)).toBe(0);
  });
});
