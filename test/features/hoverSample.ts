/** Hovers on names picked at random from all built-in kernels, held against what is known of each name. */
import type { KnownName } from '../../server/src/bindings/model';
import { describeConfigurations } from '../../server/src/features/configurations';
import type { Hover } from '../../server/src/features/hover';
import { onSel4, parts, ROOT } from '../support/sel4Workspace';

/** What is known of one name in one kernel configuration. */
export interface Known {
  readonly configuration: string;
  readonly place: Pick<KnownName, 'name' | 'kind' | 'path' | 'configurations'>;
  /** Value with its type, signature or target in that configuration. */
  readonly detail: string | undefined;
}

/** Small random numbers: the same seed picks the same names. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Names of the generated bindings that can be written as a path, with their built-in records. */
async function pick(count: number, seed: number): Promise<readonly Known[]> {
  const { catalog } = await parts();
  const next = random(seed);
  const names = catalog.namesWith(
    ({ path, namespace }) =>
      !path.startsWith('sel4::') && namespace !== 'field' && namespace !== 'type+value',
  );
  return Array.from({ length: count }, () => {
    const name = names[Math.floor(next() * names.length)]!;
    const places = catalog
      .knownName(name)
      .filter(
        ({ path, namespace, kind }) =>
          !path.startsWith('sel4::') && namespace !== 'field' && kind !== 'ctor' && kind !== 'variant',
      );
    const place = places[Math.floor(next() * places.length)]!;
    const configuration = place.configurations[Math.floor(next() * place.configurations.length)]!;
    const detail = place.details.find(({ configurations }) => configurations.includes(configuration))?.text;
    return { configuration, place, detail };
  });
}

/** What is wrong with the hovers of `count` names; empty if nothing is. `known` may come from elsewhere. */
export async function hoverSample(
  count: number,
  seed: number,
  known?: readonly Known[],
): Promise<readonly string[]> {
  const { catalog } = await parts();
  const all = catalog.configurations();
  const sample = known ?? (await pick(count, seed));
  const wrong: string[] = [];
  for (const configuration of new Set(sample.map((each) => each.configuration))) {
    const here = sample.filter((each) => each.configuration === configuration);
    const lines = here.map(({ place }, index) => use(place, index));
    const made = await onSel4(`//- /src/lib.rs\n${lines.join('\n')}\n`);
    const analysis = made.analysis({ view: { bindings: configuration } });
    let offset = 0;
    for (const [index, { place, detail }] of here.entries()) {
      const line = lines[index]!;
      const at = offset + line.lastIndexOf(place.name, line.lastIndexOf(END) - 1);
      offset += line.length + 1;
      const found = analysis.features.hover(`${ROOT}/src/lib.rs`, at);
      const where = describeConfigurations(place.configurations, all);
      for (const complaint of complaints(found, place, detail, where))
        wrong.push(`${configuration} ${place.path}: ${complaint}`);
    }
  }
  return wrong;
}

/** Stands behind the path. */
const END = '/*end*/';

function use({ path, kind }: Known['place'], index: number): string {
  const written = `sel4::sys::${path}${END}`;
  if (kind === 'module') return `use ${written} as m${index};`;
  if (['struct', 'enum', 'type_alias', 'trait', 'union'].includes(kind))
    return `pub type T${index} = ${written};`;
  return `pub fn f${index}() { let _ = ${written}; }`;
}

function* complaints(
  found: Hover | undefined,
  place: Known['place'],
  detail: string | undefined,
  where: string,
): Iterable<string> {
  const subject = found?.subjects[0];
  if (!subject) {
    yield 'nothing is said';
    return;
  }
  // A few methods are for the crate itself.
  if (found?.problem && found.problem.code !== 'private-name')
    yield `said to be wrong: ${found.problem.message}`;
  // `pub use self::api_object::Type as seL4_ObjectType`: what is re-exported has a path of its own.
  const target = /^self::(.*)$/.exec(detail ?? '')?.[1];
  if (subject.path !== `sel4_sys::${target ?? place.path}`) yield `path ${subject.path}`;
  if (target !== undefined) return;
  if (subject.existence?.where !== where)
    yield `where ${subject.existence?.where ?? 'nothing'}, not ${where}`;
  const code = subject.code.replace(/\s+/g, ' ');
  const plain = (text: string): string => text.replaceAll('r#', '').replace(/\s+/g, ' ').trim();
  // A value is told with its type; `Type` is spelt out with its module.
  const expected = detail === undefined ? undefined : plain(detail).replace(/^Type = /, '= ');
  if (expected !== undefined && !plain(code).includes(expected)) yield `${code}, which lacks ${expected}`;
}
