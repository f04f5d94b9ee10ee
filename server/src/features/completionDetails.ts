/** What is shown beside a completed name, and what is written beside it: asked for one item at a time. */
import type { FileEdits, PlacedEdit } from '../fix/fix';
import { type Place, placeOfDefinition } from '../query';
import { typeText } from '../syntax/print';
import type { CompletionItem } from './completion';
import { featureEditsOf } from './completionCalls';
import { importEdits } from './completionImports';
import { supplyEdits } from './completionSupplies';
import type { FeatureContext } from './context';
import { codeOf } from './describe';
import type { Hover } from './hover';
import { knownSubject, subjectBehind, subjectOf, subjectOfField } from './subject';

export interface CompletionDetails {
  /** Rust text of the definition in one line; what the adapter would be given. */
  readonly detail: string;
  /** What a hover on the name would say, without its code and the way to it. */
  readonly hover: Hover;
  /** The `use` that brings it in. */
  readonly edits: readonly PlacedEdit[];
  /** What gives the adapter the name, or turns on features that the call needs, a list a file. */
  readonly supply: readonly FileEdits[];
}

export function completionDetails(context: FeatureContext, item: CompletionItem): CompletionDetails {
  const { target, importing, supply, writtenOut, label, field, kernelOption } = item;
  if (field)
    return {
      detail: `${label}: ${typeText(field.field.type)}`,
      hover: { place: NOWHERE, subjects: [{ ...subjectOfField(context, field), code: '' }] },
      edits: [],
      supply: [],
    };
  if (kernelOption !== undefined)
    return {
      detail: `${label} = ${kernelOption}`,
      hover: { place: NOWHERE, subjects: [] },
      edits: [],
      supply: [],
    };
  const edits = importing ? importEdits(context, importing) : [];
  if (!target) {
    const known = knownSubject(context, label) ?? subjectBehind(context, label);
    return {
      detail: supply?.title ?? writtenOut?.calls ?? '',
      hover: { place: NOWHERE, subjects: known ? [{ ...known, code: '' }] : [] },
      edits,
      supply: supply ? supplyEdits(context, supply) : featureEditsOf(context, writtenOut?.features ?? []),
    };
  }
  const { definition, member } = target;
  const [line = ''] = codeOf(context, definition, member).split('\n');
  const place = placeOfDefinition(context.world, definition, member) ?? NOWHERE;
  const subject = { ...subjectOf(context, target, []), code: '', chain: [] };
  return { detail: line.replace(/ \{$/, ''), hover: { place, subjects: [subject] }, edits, supply: [] };
}

const NOWHERE: Place = { file: '', start: 0, end: 0 };
