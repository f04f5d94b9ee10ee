/** Names that a workspace uses × kernel configurations: where each name is, in each of them. */
import type { Version } from '../../compare/versions';
import { Changes } from './changes';
import type { Role, Use } from './uses';

/** A place of a name in the bindings of one configuration. */
export interface NamePlace {
  /** Path from the generated crate's root on; empty for the root itself. */
  readonly path: string;
  /** `const`, `fn`, `method`, `struct`, `module` … */
  readonly kind: string;
  /** Value, signature or target, as Rust; empty where there is none. */
  readonly detail: string;
}

export interface ColumnSource {
  /** Short, and of no other column. */
  readonly name: string;
  /** What it is, one line. */
  readonly about: string;
  places(name: string): readonly NamePlace[];
  /** The bindings themselves, to compare what names mean in them; without them places are compared as they are written. */
  readonly version?: () => Version | undefined;
}

export type Cell =
  /** As in the first column that has the name. */
  | { readonly k: 'exists' }
  /** At the same path, with another value, signature, target or parts: its own, or what makes it another in words. */
  | { readonly k: 'differs'; readonly detail: string }
  | { readonly k: 'elsewhere'; readonly path: string; readonly detail: string }
  /** Only as something that cannot stand where the workspace writes it. */
  | { readonly k: 'kind'; readonly kind: string; readonly path: string }
  | { readonly k: 'missing' };

export interface Row {
  readonly name: string;
  /** Where the first column that has the name has it; absent where none has. */
  readonly home?: NamePlace;
  readonly cells: readonly Cell[];
  readonly uses: readonly Use[];
  /** The configurations do not agree. */
  readonly differs: boolean;
}

export interface Matrix {
  readonly columns: readonly { readonly name: string; readonly about: string }[];
  /** Those that differ first, then by name. */
  readonly rows: readonly Row[];
}

const FUNCTIONS = ['fn', 'method', 'assoc_fn', 'ctor', 'variant'];
const TYPES = ['struct', 'enum', 'union', 'type_alias', 'trait', 'assoc_type'];
const VALUES = ['const', 'static', 'ctor', 'variant', 'assoc_const', 'fn'];

/** Kinds that may stand where a name is used; `any` says nothing where another place says something. */
function acceptedKinds(roles: ReadonlySet<Role>): ReadonlySet<string> | undefined {
  const kinds = [
    ...(roles.has('function') ? FUNCTIONS : []),
    ...(roles.has('type') ? TYPES : []),
    ...(roles.has('value') ? VALUES : []),
  ];
  return kinds.length === 0 ? undefined : new Set(kinds);
}

/** Makes the table; a row for each name. */
export function matrixOf(uses: readonly Use[], columns: readonly ColumnSource[]): Matrix {
  const byName = new Map<string, Use[]>();
  for (const use of uses) {
    const known = byName.get(use.name);
    if (known) known.push(use);
    else byName.set(use.name, [use]);
  }
  const changes = new Changes();
  const rows = [...byName].map(([name, own]) => rowOf(name, own, columns, changes));
  rows.sort((a, b) => Number(b.differs) - Number(a.differs) || (a.name < b.name ? -1 : 1));
  return { columns: columns.map(({ name, about }) => ({ name, about })), rows };
}

function rowOf(name: string, uses: readonly Use[], columns: readonly ColumnSource[], changes: Changes): Row {
  const accepted = acceptedKinds(new Set(uses.map((use) => use.role)));
  const isAccepted = ({ kind }: NamePlace): boolean => accepted?.has(kind) ?? true;
  const all = columns.map((column) => column.places(name).filter(({ kind }) => kind !== 'field'));
  // A module of an enum's constants is meant by whoever writes a path through it.
  const homes = all.flatMap((places, at) => places.map((place) => ({ place, column: columns[at]! })));
  const first = homes.find(({ place }) => isAccepted(place)) ?? homes[0];
  const home = first?.place;
  const cells = all.map((places, at) =>
    cellOf(places, home, isAccepted, (place) =>
      changes.between(first!.column, first!.place, columns[at]!, place),
    ),
  );
  const texts = new Set(cells.map((cell) => JSON.stringify(cell)));
  return { name, ...(home ? { home } : {}), cells, uses, differs: texts.size > 1 };
}

function cellOf(
  places: readonly NamePlace[],
  home: NamePlace | undefined,
  isAccepted: (place: NamePlace) => boolean,
  changeAt: (place: NamePlace) => string | undefined,
): Cell {
  if (home === undefined || places.length === 0) return { k: 'missing' };
  const good = places.filter(isAccepted);
  const same = good.find((place) => place.path === home.path && place.kind === home.kind);
  if (same) {
    const detail = changeAt(same);
    return detail === undefined ? { k: 'exists' } : { k: 'differs', detail };
  }
  const other = good.find((place) => place.kind === home.kind) ?? good[0];
  if (other) return { k: 'elsewhere', path: other.path, detail: other.detail };
  const [wrong] = places;
  return { k: 'kind', kind: wrong!.kind, path: wrong!.path };
}
