import { describe, expect, it } from 'vitest';
import { Renderer } from '../../server/src/cli/render';
import { ansi, choosePaint, plain } from '../../server/src/cli/style';
import type { Finding } from '../../server/src/diagnose/finding';
import { findingAt } from './support';

function render(text: string, finding: Finding, width = 100): string {
  const renderer = new Renderer({
    paint: plain,
    width,
    textOf: (file) => (file === '/w/src/irq.rs' ? text : undefined),
    nameOf: (file) => file.replace('/w/', ''),
  });
  return `\n${renderer.finding(finding)}`;
}

describe('a finding as text', () => {
  it('looks as rustc writes an error', () => {
    const text = 'fn f(ret: u32) {\n    if ret != adapter::seL4_NoError {}\n}\n';
    const finding = findingAt(text, 'seL4_NoError', {
      rustcCode: 'E0425',
      help: 'write `sel4::sys::seL4_Error::seL4_NoError`',
    });
    expect(render(text, finding)).toBe(`
error[constified-variant]: cannot find value \`seL4_NoError\` in this scope
 --> src/irq.rs:2:24
  |
2 |     if ret != adapter::seL4_NoError {}
  |                        ^^^^^^^^^^^^ E0425 in rustc
  |
  = help: write \`sel4::sys::seL4_Error::seL4_NoError\``);
  });

  it('counts characters in columns and terminal columns in carets', () => {
    const text = 'let s = "内核 🦀"; seL4_Wait();';
    expect(render(text, findingAt(text, 'seL4_Wait'))).toBe(`
error[constified-variant]: cannot find value \`seL4_Wait\` in this scope
 --> src/irq.rs:1:17
  |
1 | let s = "内核 🦀"; seL4_Wait();
  |                    ^^^^^^^^^
  |`);
  });

  it('cuts a line of a megabyte around the place', () => {
    const text = `${'let 内 = 1; '.repeat(50_000)}seL4_Wait();${' let 内 = 1;'.repeat(50_000)}`;
    const lines = render(text, findingAt(text, 'seL4_Wait'), 50).split('\n');
    expect(lines[4]).toMatch(/^1 \| \.\.\..*let 内 = 1; seL4_Wait\(\);.*\.\.\.$/);
    expect(lines[4]!.length).toBeLessThan(60);
    expect(lines[5]!.indexOf('^') - lines[4]!.indexOf('seL4_Wait')).toBeGreaterThanOrEqual(0);
  });

  it('shows tabs as four blanks', () => {
    const text = '\t\tseL4_Wait();';
    expect(render(text, findingAt(text, 'seL4_Wait'))).toContain(
      '\n1 |         seL4_Wait();\n  |         ^^^^^^^^^\n',
    );
  });

  it('cuts a long line around the span', () => {
    const text = `${'a + '.repeat(5000)}seL4_NoError${' + b'.repeat(5000)};`;
    expect(render(text, findingAt(text, 'seL4_NoError'), 60)).toBe(`
error[constified-variant]: cannot find value \`seL4_NoError\` in this scope
 --> src/irq.rs:1:20001
  |
1 | ... a + a + a + a + a + seL4_NoError + b + b + b + b + b ...
  |                         ^^^^^^^^^^^^
  |`);
  });

  it('underlines a span over several lines to the end of the first', () => {
    const text = 'use sel4::{\n    a,\n};\n';
    const finding = { ...findingAt(text, 'sel4::'), end: text.length - 2 };
    expect(render(text, finding)).toContain('\n1 | use sel4::{\n  |     ^^^^^^^...\n');
  });

  it('keeps Windows line breaks and control characters off the terminal', () => {
    const text = '// \u001b[2J\u202e\r\nseL4_Wait(); // \u001b[31m\r\n';
    expect(render(text, findingAt(text, 'seL4_Wait'))).toContain('\n2 | seL4_Wait(); // ␛[31m\n');
    expect(render(text, findingAt(text, '\u001b', { message: 'a\u001b[2Jb' }))).not.toContain('\u001b');
  });

  it('points at the definition if it is in a file, not if it is inside a built-in snapshot', () => {
    const text = 'seL4_Wait();\n';
    const finding = findingAt(text, 'seL4_Wait', {
      severity: 'warning',
      related: [
        { file: '/w/src/irq.rs', start: 0, end: 9, message: 'it is here' },
        { file: 'kaal-sel4:/pin-aarch64/sel4-sys/bindings.rs', start: 0, end: 0, message: 'and here' },
      ],
    });
    expect(render(text, finding)).toBe(`
warning[constified-variant]: cannot find value \`seL4_Wait\` in this scope
 --> src/irq.rs:1:1
  |
1 | seL4_Wait();
  | ^^^^^^^^^
  |
note: it is here
 --> src/irq.rs:1:1`);
  });

  it('says where even if the file cannot be read any more', () => {
    const finding = findingAt('x', 'x', { file: '/w/gone.rs', code: 'project', message: 'the file is gone' });
    expect(render('', finding)).toBe(`
error[project]: the file is gone
 --> gone.rs`);
  });

  it('survives offsets beyond the end of a file that has become shorter', () => {
    const finding = { ...findingAt('seL4_Wait', 'seL4_Wait'), start: 500, end: 509 };
    expect(render('a\n', finding)).toContain('--> src/irq.rs:2:1');
  });
});

describe('colours', () => {
  it('follow the terminal, NO_COLOR and FORCE_COLOR', () => {
    expect(choosePaint({}, true)).toBe(ansi);
    expect(choosePaint({}, false)).toBe(plain);
    expect(choosePaint({ NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(plain);
    expect(choosePaint({ NO_COLOR: '' }, true)).toBe(ansi);
    expect(choosePaint({ FORCE_COLOR: '1' }, false)).toBe(ansi);
    expect(choosePaint({ TERM: 'dumb' }, true)).toBe(plain);
  });

  it('are rustc’s', () => {
    const text = 'seL4_Wait();';
    const renderer = new Renderer({ paint: ansi, width: 80, textOf: () => text, nameOf: (file) => file });
    const shown = renderer.finding(findingAt(text, 'seL4_Wait'));
    expect(shown).toContain('\u001b[1;31merror[constified-variant]\u001b[0m');
    expect(shown).toContain('\u001b[1;31m^^^^^^^^^\u001b[0m');
    expect(shown).toContain('\u001b[1;34m1 |\u001b[0m seL4_Wait();');
  });
});
