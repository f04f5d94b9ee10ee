/**
 * Macro calls with edits in their arguments: an edit that would be right where a name stands by itself need not be where a
 * macro takes the name.
 */
import { DEFAULT_LIMITS, expandMacro, type MacroRules, renderTokens } from '../macros';
import type { CrateMap } from '../resolve/definitions';
import { argumentsOf, type CallSite, rulesOf } from '../resolve/expand';
import { placeOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Token } from '../syntax/token';
import type { TextEdit } from '../text/edit';
import { macroCallsIn, siteOf, textsOfCall, type WrittenMacroCall } from './callSites';
import {
  concerns,
  hooksIn,
  type PlaceOfToken,
  readTheSame,
  type TokenEdit,
  tokenEdits,
  withEdits,
} from './editedTokens';
import { tokensOf } from './trial';

/** Insertions in the arguments of one call that are followed: each may go with what is before it or behind. */
const MOST_INSERTIONS = 4;

/**
 * Why edits of a file may not be made in the arguments of the macro calls there: one that matches a rule now would match none,
 * or would stand for more than what it stands for with the edits made in it. `undefined` where none says so, and for calls
 * that nobody can expand.
 */
export function whyNotInMacros(world: World, file: string, edits: readonly TextEdit[]): string | undefined {
  for (const unit of unitsOfFile(world, file)) {
    const reason = new EditedCalls(world, file, tokenEdits(tokensOf(unit), edits)).whyNot(unit);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A call of a macro by example that a person wrote. */
export interface ExpandedCall {
  /** Offsets of its arguments in the file, delimiters included. */
  readonly start: number;
  readonly end: number;
  /** A rule matches it, and each call by example that it leads to. */
  readonly matches: boolean;
}

/** The calls of macros by example in a file that are compiled. */
export function expandedCalls(world: World, file: string): readonly ExpandedCall[] {
  const found: ExpandedCall[] = [];
  for (const unit of unitsOfFile(world, file))
    for (const call of macroCallsIn(unit)) {
      const matches = matchesAll(world, unit, call, new Set());
      if (matches !== undefined) found.push({ start: call.start, end: call.end, matches });
    }
  return found;
}

/** `undefined` for a call of another macro, or of none that is known. */
function matchesAll(world: World, unit: Unit, call: WrittenMacroCall, seen: Set<Unit>): boolean | undefined {
  const found = siteOf(world, unit, call);
  if (!found) return undefined;
  const rules = found.definition.macro === 'rules' ? rulesOf(world, found.definition) : undefined;
  if (typeof rules === 'object') {
    const { contexts, sources, tokens } = argumentsOf(world, found.site);
    const numbers = { context: contexts.length, sources: sources.length };
    if ('error' in expandMacro(rules, tokens(true), numbers, DEFAULT_LIMITS)) return false;
  }
  let matches = typeof rules === 'object' ? true : undefined;
  for (const text of textsOfCall(world, unit, call)) {
    if (seen.has(text)) continue;
    seen.add(text);
    for (const inner of macroCallsIn(text)) {
      const inside = matchesAll(world, text, inner, seen);
      if (inside === false) return false;
      matches ??= inside;
    }
  }
  return matches;
}

function unitsOfFile(world: World, file: string): readonly Unit[] {
  return cratesWith(world, file).flatMap(({ units }) =>
    units.filter((unit) => unit.file === file && unit.source.k === 'file' && !unit.virtual),
  );
}

function cratesWith(world: World, file: string): readonly CrateMap[] {
  return [...(world.asked.get(file) ?? [])].flatMap((index) => world.crates.get(index) ?? []);
}

class EditedCalls {
  private readonly seen = new Set<Unit>();

  constructor(
    private readonly world: World,
    private readonly file: string,
    private readonly edits: readonly TokenEdit[],
  ) {}

  whyNot(unit: Unit): string | undefined {
    if (this.seen.has(unit) || this.edits.length === 0) return undefined;
    this.seen.add(unit);
    for (const call of macroCallsIn(unit)) {
      if (unit.source.k === 'file' ? !this.mayBeIn(call) : this.isReplaced(unit, call)) continue;
      const reason = this.whyNotInCall(unit, call);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  private mayBeIn({ start, end }: WrittenMacroCall): boolean {
    return this.edits.some((edit) => start < edit.start && edit.end < end);
  }

  /** Whether an edit takes the place of a whole call: of this one no rule has to match any longer. */
  private isReplaced(unit: Unit, { start, end }: WrittenMacroCall): boolean {
    const { file, world, edits } = this;
    const [open, close] = [start, end - 1].map((at) => placeOf(unit, at, at + 1, world.sources));
    if (open?.file !== file || close?.file !== file) return false;
    return edits.some((edit) => edit.start <= open.start && close.end <= edit.end);
  }

  private whyNotInCall(unit: Unit, call: WrittenMacroCall): string | undefined {
    const found = siteOf(this.world, unit, call);
    if (!found) return undefined;
    const { definition, site } = found;
    const given = this.given(site);
    if (given.edits.length === 0) return undefined;
    const rules = definition.macro === 'rules' ? rulesOf(this.world, definition) : '';
    const reason =
      typeof rules === 'string'
        ? undefined
        : this.whyNotByRules(rules, given, site, `\`${definition.name}!\``);
    if (reason !== undefined) return reason;
    for (const text of textsOfCall(this.world, unit, call)) {
      const inside = this.whyNot(text);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }

  /** What a call is given, and which of the edits are made there. */
  private given(site: CallSite): Given {
    const { world, file } = this;
    const { sources, contexts, tokens } = argumentsOf(world, site);
    const placeOf: PlaceOfToken = ({ source, start, end }) => {
      const text = world.sources[sources[source] ?? -1];
      if (!text || text.file !== file) return undefined;
      const base = text.base();
      return { start: base + start, end: base + end };
    };
    const list = tokens(true);
    const places = list.flatMap((token) => placeOf(token) ?? []);
    const edits = this.edits.filter((edit) => places.some((place) => concerns(place, edit)));
    return { list, placeOf, edits, numbers: { context: contexts.length, sources: sources.length } };
  }

  private whyNotByRules(
    rules: MacroRules,
    given: Given,
    { kind }: CallSite,
    macro: string,
  ): string | undefined {
    const { list, placeOf, edits, numbers } = given;
    const expand = (tokens: readonly Token[]): ReturnType<typeof expandMacro> =>
      expandMacro(rules, tokens, numbers, DEFAULT_LIMITS);
    const before = expand(list);
    // What matches nothing now is not read now.
    if ('error' in before) return undefined;
    const insertions = edits.flatMap(({ count }, nth) => (count === 0 ? [nth] : []));
    if (insertions.length > MOST_INSERTIONS) return `more is written than can be followed through ${macro}`;
    const isBroken = (tokens: readonly Token[]): number =>
      this.world.parser.lowerFragment(renderTokens(tokens).text, kind).broken.length;
    let matches = false;
    for (let ways = 0; ways < 1 << insertions.length; ways++) {
      const ahead = insertions.reduce((bits, nth, at) => bits | (((ways >> at) & 1) << nth), 0);
      const hooks = hooksIn(list, edits, placeOf, ahead);
      const tokens = hooks && withEdits(list, edits, hooks, placeOf);
      if (!hooks || !tokens) continue;
      const after = expand(tokens);
      if ('error' in after) continue;
      matches = true;
      const expected = withEdits(before.tokens, edits, hooks, placeOf);
      if (expected && readTheSame(expected, after.tokens))
        return isBroken(after.tokens) > isBroken(before.tokens)
          ? `what ${macro} stands for would not parse any longer`
          : undefined;
    }
    return matches
      ? `${macro} would stand for something else than with the name`
      : `no rule of ${macro} would match any longer`;
  }
}

interface Given {
  readonly list: readonly Token[];
  readonly placeOf: PlaceOfToken;
  readonly edits: readonly TokenEdit[];
  readonly numbers: { readonly context: number; readonly sources: number };
}
