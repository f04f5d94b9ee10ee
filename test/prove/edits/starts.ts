/** Workspaces that random edits begin with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ViewRequest } from '../../../server/src/project/model';
import { filesOnDisk } from '../../support/diskFiles';
import { parseFixture, splitFixtures } from '../../support/fixture';
import type { Choices } from '../random';
import type { Script } from './script';

export interface Start extends Omit<Script, 'steps'> {
  readonly name: string;
  readonly views: readonly ViewRequest[];
}

const TESTS = join(import.meta.dirname, '../..');
const WORKSPACES = join(TESTS, 'workspaces');

const SMALL_VIEWS: readonly ViewRequest[] = [
  {},
  {},
  { features: ['real'] },
  { noDefaultFeatures: true },
  { noDefaultFeatures: true, features: ['mock'] },
  { allFeatures: true },
  { tests: true },
  { arch: 'x86_64' },
  { arch: 'riscv64', mcs: true },
];

const SEL4_VIEWS: readonly ViewRequest[] = [
  ...SMALL_VIEWS,
  { mcs: true },
  { bindings: 'pin-aarch64' },
  { bindings: '/fixture/target/debug' },
  { arch: 'x86_64', bindings: 'pin-x86_64' },
  { features: ['cap-broker/mock'] },
  { bindings: 'none-such' },
];

function programs(file: string): [title: string, files: ReadonlyMap<string, string>][] {
  return splitFixtures(readFileSync(file, 'utf8')).map(({ title, text }) => [
    title,
    parseFixture(text).files,
  ]);
}

const GARDENS = programs(join(import.meta.dirname, 'gardens.rs.txt'));
const FIXTURES = [...filesOnDisk(join(TESTS, 'fixtures'), '').keys()].flatMap((name) =>
  programs(join(TESTS, 'fixtures', name)),
);
const SAMPLE = filesOnDisk(join(WORKSPACES, 'kaal-mini'), '');
const STAND_IN = filesOnDisk(join(WORKSPACES, 'rust-sel4-stand-in'), '/external/rust-sel4');
const GENERATED = filesOnDisk(
  join(WORKSPACES, 'rust-sel4-stand-in/crates/sel4/sys/generated'),
  '/target/debug/build/sel4-sys-0123456789abcdef/out',
);

/** Texts that people paste from elsewhere. */
export const CLIPPINGS: readonly string[] = [...FIXTURES, ...GARDENS].flatMap(([, files]) =>
  [...files].filter(([path]) => path.endsWith('.rs')).map(([, text]) => text),
);

/** A workspace to begin with; large ones are taken less often, as they cost more. */
export function start(c: Choices): Start {
  const kind = c.weighted({ garden: 40, fixture: 45, sample: 6, built: 4, member: 2 });
  if (kind === 'garden' || kind === 'fixture') {
    const [name, files] = c.pick(kind === 'garden' ? GARDENS : FIXTURES);
    const views = name.includes('seL4') ? SEL4_VIEWS : SMALL_VIEWS;
    const view = c.pick(views);
    return { name, files, view, beside: beside(c, views), views, allNames: c.chance(0.8), folder: '' };
  }
  return {
    name: kind === 'built' ? 'kaal-mini with rust-sel4 and generated files' : 'kaal-mini',
    files: kind === 'built' ? new Map([...SAMPLE, ...STAND_IN, ...GENERATED]) : SAMPLE,
    view: c.chance(0.7) ? {} : c.pick(SEL4_VIEWS),
    beside: beside(c, SEL4_VIEWS),
    views: SEL4_VIEWS,
    allNames: c.chance(0.5),
    folder: kind === 'member' ? '/runtime/cap_broker' : '',
  };
}

/** Mostly one view is looked at. */
function beside(c: Choices, views: readonly ViewRequest[]): readonly ViewRequest[] {
  return c.chance(0.25) ? [c.pick(views)] : [];
}
