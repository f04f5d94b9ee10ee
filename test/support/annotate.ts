/** Writes carets as rustc wants them, so that a new fixture is a program and a title; a person then reads the result. */
import { type Expected, parseFixture, splitFixtures } from './fixture';
import { judge } from './judge';

/**
 * A file of fixtures with the carets of errors made anew from rustc's answer. `error?`, `hidden` and `warning` lines
 * stay as they are. A span over several lines, or in the
 * first two columns, cannot be shown: a comment says so there.
 */
export async function annotateFixtures(text: string): Promise<string> {
  const programs = splitFixtures(text);
  const head = text.split('\n').slice(0, (programs[0]?.line ?? Infinity) - 1);
  const parts = await Promise.all(
    programs.map(async ({ title, text: program }) => {
      const done = await annotate(program).catch((error: unknown) => {
        throw new Error(`"${title}": ${String(error)}`);
      });
      return `//# ${title}\n${done}`;
    }),
  );
  return `${[...head.map((line) => `${line}\n`), ...parts].join('').trimEnd()}\n`;
}

async function annotate(program: string): Promise<string> {
  const bare = program
    .split('\n')
    .filter((line) => !/^\s*\/\/ *\^+\s*error(\[|:|$)/.test(line))
    .join('\n');
  const fixture = parseFixture(bare);
  const wanted = new Map<string, string[]>();
  for (const error of await judge(fixture)) {
    const kept = fixture.expected.some(
      (row: Expected) =>
        row.file === error.file &&
        row.start === error.start &&
        row.end === error.end &&
        row.code === error.code,
    );
    if (kept) continue;
    const lines = fixture.files.get(error.file)!.slice(0, error.start).split('\n');
    const text = fixture.files.get(error.file)!.slice(error.start, error.end);
    const col = [...lines.at(-1)!].length;
    const place = `${error.file}:${lines.length}`;
    if (text.includes('\n') || col < 2) {
      wanted.set(place, [
        ...(wanted.get(place) ?? []),
        `// no caret can show this: ${error.code} ${error.message}`,
      ]);
      continue;
    }
    const indent = ' '.repeat(Math.min(col - 2, /^ */.exec(lines.at(-1)!)![0].length));
    // Codes say enough, and messages change with rustc's version; without a code the message must do.
    const code = error.code === '' ? `error: ${error.message.split(' `')[0]}` : `error[${error.code}]`;
    const caret = `${`${indent}//`.padEnd(col)}${'^'.repeat([...text].length)} ${code}`;
    wanted.set(place, [...(wanted.get(place) ?? []), caret]);
  }

  let file = '/src/lib.rs';
  let line = 0;
  return bare
    .split('\n')
    .flatMap((source) => {
      if (source.startsWith('//- ')) {
        const path = source.split(/\s+/)[1] ?? '';
        file = path.startsWith('/') ? path : '/src/lib.rs';
        line = 0;
        return [source];
      }
      line += 1;
      return [source, ...(wanted.get(`${file}:${line}`) ?? [])];
    })
    .join('\n');
}
