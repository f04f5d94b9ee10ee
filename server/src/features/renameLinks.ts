/** What a rename changes in the links of documentation, so that each leads where it led before. */
import {
  linksNaming,
  type Meaning,
  meaningOf,
  namespacesOf,
  type Target,
  textsOfCrate,
  type Use,
} from '../query';
import { NAMESPACES, type Namespace } from '../resolve/definitions';
import type { FeatureContext } from './context';
import type { EditContext, FileEdit } from './renameEdits';

/** Before the path of a link it says in which namespace its name is (rustdoc book, "Namespaces and Disambiguators"). */
const MARKS = ['type@', 'value@', 'macro@'] as const satisfies Readonly<Record<Namespace, string>>;

/** Links of the workspace's own files that name what is renamed, and mean nothing else. */
export function linksTo(
  context: FeatureContext,
  name: string,
  isMeant: (meaning: Meaning) => boolean,
): readonly Use[] {
  const crates = context.members().map(textsOfCrate);
  return linksNaming(context.world, crates, [name], isMeant).filter(({ place }) => context.isOwn(place.file));
}

/** The edits at these links, and at those to other things that the new name of `renamed` would make ambiguous to rustdoc. */
export function linkEdits(
  editing: EditContext,
  links: readonly Use[],
  renamed: readonly Target[],
  isMeant: (meaning: Meaning) => boolean,
): readonly FileEdit[] {
  const { context, oldName, newName } = editing;
  const edits = links.flatMap((use) => {
    const [target] = use.meaning.targets;
    const isTwo = target && otherNamespaces(target).some((each) => leadsTo(editing, use, newName, each));
    return edit(editing, use, oldName, isTwo ? MARKS[target.namespace] : '');
  });
  const namespaces = [...new Set(renamed.flatMap(namespacesIn))];
  const others = linksTo(context, newName, ({ targets }) => targets.length > 0).filter((use) =>
    namespaces.some((each) => {
      const [target] = use.meaning.targets;
      if (!target || namespacesIn(target).includes(each)) return false;
      const there = asWritten(editing, use, oldName, each);
      return there !== undefined && isMeant(there);
    }),
  );
  const marked = others.flatMap((use) => {
    const [target] = use.meaning.targets;
    return target ? edit(editing, use, newName, MARKS[target.namespace]) : [];
  });
  return [...edits, ...marked];
}

/** The name in a link becomes the new one; a mark goes before the path, where rustdoc wants to know what is meant. */
function edit(
  { context, newName }: EditContext,
  { place, occurrence }: Use,
  name: string,
  mark: string,
): readonly FileEdit[] {
  const { written, start } = occurrence;
  const text = context.world.sourceFiles.read(place.file)?.text ?? '';
  if (written.k !== 'docLink' || text.slice(place.start, place.end) !== name) return [];
  // A raw name is written without `r#` there: what is behind `#` is a place on a page.
  if (mark === '') return [{ ...place, newText: newName }];
  const from = place.start - (start - (written.link.segments[0]?.start ?? start));
  return [{ ...place, start: from, newText: `${mark}${text.slice(from, place.start)}${newName}` }];
}

/** Whether a link would lead to something in a namespace if its last name were another one. */
function leadsTo(editing: EditContext, use: Use, name: string, namespace: Namespace): boolean {
  const there = asWritten(editing, use, name, namespace);
  return there !== undefined && there.targets.length > 0;
}

/** What a link would mean in one namespace with another last name; `undefined` where it says which namespace it means. */
function asWritten(
  { context }: EditContext,
  { occurrence }: Use,
  name: string,
  namespace: Namespace,
): Meaning | undefined {
  const { written } = occurrence;
  if (written.k !== 'docLink' || written.link.namespace !== undefined) return undefined;
  const last = written.link.segments.length - 1;
  if (written.segment < last) return undefined;
  const segments = written.link.segments.map((each, at) => (at === last ? { ...each, name } : each));
  const link = { ...written.link, segments, namespace };
  return meaningOf(context.world, { ...occurrence, written: { ...written, link } });
}

function otherNamespaces(target: Target): readonly Namespace[] {
  const own = namespacesIn(target);
  return NAMESPACES.filter((each) => !own.includes(each));
}

function namespacesIn({ definition, namespace }: Target): readonly Namespace[] {
  return definition.kind === 'associated' ? [namespace] : namespacesOf(definition);
}
