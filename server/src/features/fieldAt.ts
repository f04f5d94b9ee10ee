/** Fields of structs of the bindings, where they are accessed or named in braces. */
import { namedFields } from '../diagnose/calls/fields';
import { isOfBindings } from '../diagnose/ours';
import {
  enclosingModule,
  endOf,
  type Place,
  placeOf,
  placeOfDefinition,
  resolveReference,
  startOf,
  tokensOfFile,
  type Unit,
  unitOfDocument,
  unitsIn,
} from '../query';
import type { CrateMap, Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import { withoutRaw } from '../syntax/keywords';
import { tokenize } from '../syntax/lexer';
import type { FieldRef } from '../syntax/summary';
import { firstEndingAt } from '../syntax/token';
import { accessedField } from '../types/fieldAccess';
import type { FeatureContext } from './context';

export interface NamedField {
  readonly place: Place;
  readonly struct: Definition;
  readonly field: FieldRef;
}

/** The field that is named at a UTF-16 offset of a file; `undefined` where none of the bindings is. */
export function fieldAt(context: FeatureContext, file: string, offset: number): NamedField | undefined {
  for (const crate of context.cratesOf(file))
    for (const name of wordsAt(crate, file, offset))
      for (const unit of unitsIn(context.world, crate, file)) {
        if (!unit.text.includes(name)) continue;
        for (const found of [...accessed(context, unit, name), ...inBraces(context, unit, name)])
          if (isAround(found.place, file, offset) && isOfBindings(found.struct)) return found;
      }
  return undefined;
}

/** What may stand before the name of a field. */
const BEFORE = new Set(['.', '{', ',', 'ref', 'mut']);

/** Names and numbers that an offset is in or at the end of, and that may be those of fields. */
function wordsAt(crate: CrateMap, file: string, offset: number): readonly string[] {
  const tokens = tokensOfFile(crate, file) ?? [];
  const words: string[] = [];
  for (let at = firstEndingAt(tokens, offset); at < tokens.length; at++) {
    const { kind, text, start } = tokens[at]!;
    if (start > offset) break;
    const isWord = kind === 'identifier' || kind === 'literal';
    if (isWord && BEFORE.has(tokens[at - 1]?.text ?? '')) words.push(withoutRaw(text));
  }
  return words;
}

function isAround(place: Place, file: string, offset: number): boolean {
  return place.file === file && place.start <= offset && offset <= place.end;
}

function* accessed({ world }: FeatureContext, unit: Unit, name: string): Iterable<NamedField> {
  const { fields, referenceSpans: table } = unit.fragment;
  for (const access of fields) {
    if (access.name !== name) continue;
    const place = placeOf(unit, startOf(table, access.at), endOf(table, access.at), world.sources);
    const found = place && accessedField(world, unit, access);
    if (place && found?.field && !found.hidden) yield { place, struct: found.struct, field: found.field };
  }
}

function* inBraces({ world }: FeatureContext, unit: Unit, name: string): Iterable<NamedField> {
  for (const { struct, named } of bracesIn(world, unit))
    for (const { field, at } of named) {
      const place = at.name === name ? placeOf(unit, at.start, at.end, world.sources) : undefined;
      if (place) yield { place, struct, field };
    }
}

/** What the braces of literals and patterns in a text name, and leave out, of the structs and variants that these are of. */
export function* bracesIn(world: World, unit: Unit): Iterable<NonNullable<ReturnType<typeof namedFields>>> {
  const { crate, fragment } = unit;
  for (const [index, reference] of fragment.references.entries()) {
    if (reference.kind !== 'structLiteral' && reference.kind !== 'structPattern') continue;
    const outcome = resolveReference(world, unit, index);
    if (outcome.k !== 'resolved') continue;
    const module = enclosingModule(world, unit, reference.scope);
    const braces = namedFields(world, { crate, unit, reference, module }, outcome);
    if (braces) yield braces;
  }
}

/** Where a field's name stands in its struct, in a file or a document that stands for one; `undefined` for those of tuples. */
export function placeOfField(
  { world }: FeatureContext,
  { struct, field }: Pick<NamedField, 'struct' | 'field'>,
): Place | undefined {
  const at = placeOfDefinition(world, struct);
  const text = at && (unitOfDocument(world, at.file)?.text ?? world.sourceFiles.read(at.file)?.text);
  if (!at || text === undefined) return undefined;
  let depth = 0;
  const tokens = tokenize(text, {
    start: at.end,
    isLast: ({ kind }) => {
      if (kind === 'open') depth++;
      return kind === 'close' && --depth === 0;
    },
  });
  let level = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'open') level++;
    else if (token.kind === 'close') level--;
    const next = tokens[index + 1];
    const isName = level === 1 && next?.text === ':' && next.joint !== true;
    if (isName && withoutRaw(token.text) === field.name)
      return { file: at.file, start: token.start, end: token.end };
  }
  return undefined;
}
