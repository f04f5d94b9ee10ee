/** Decides configuration predicates: `#[cfg(…)]`, `#[cfg_attr(…)]` and macros that ask a kernel's options. */
import { type CfgPredicate, type CfgToken, CfgTokens, parseCfg, readPredicate } from './cfgPredicate';
import type { CfgAnswer, CfgEnvironment, KernelConfig } from './model';

/**
 * Answers a `cfg` predicate (Rust reference, "Conditional compilation"). `args` is the text inside the attribute, with or
 * without its parentheses: `(all(feature = "x", not(test)))`. Three-valued: an undecided key matters only where the
 * answer depends on it; what is no predicate is `unknown`.
 */
export function evaluateCfg(args: string, environment: CfgEnvironment): CfgAnswer {
  return answerCfg(parseCfg(args), environment);
}

/** The same of a predicate that has been read. */
export function answerCfg(predicate: CfgPredicate, environment: CfgEnvironment): CfgAnswer {
  switch (predicate.k) {
    case 'literal':
      return predicate.value;
    case 'flag':
      if (environment.flags.has(predicate.name)) return true;
      return isDecided(predicate.name, environment) ? false : 'unknown';
    case 'pair':
      if (environment.keyValues.get(predicate.name)?.has(predicate.value)) return true;
      if (predicate.name === 'feature' && isSettable(predicate.value, environment)) return 'unknown';
      return isDecided(predicate.name, environment) ? false : 'unknown';
    case 'not':
      return negated(answerCfg(predicate.of[0]!, environment));
    case 'all':
    case 'any': {
      const decisive = predicate.k === 'any';
      let answer: CfgAnswer = !decisive;
      for (const part of predicate.of) {
        const here = answerCfg(part, environment);
        if (here === decisive) return decisive;
        if (here === 'unknown') answer = 'unknown';
      }
      return answer;
    }
    case 'unclear':
      return 'unknown';
  }
}

function isDecided(key: string, environment: CfgEnvironment): boolean {
  return environment.decided.has(key) || (environment.open !== undefined && !environment.open.has(key));
}

/** A feature that the build script may set, and of which nobody said that it does not. */
function isSettable(feature: string, { settableFeatures, decided }: CfgEnvironment): boolean {
  if (settableFeatures === undefined || decided.has(decidedFeature(feature))) return false;
  return settableFeatures === 'any' || settableFeatures.includes(feature);
}

/** What stands in `decided` for a feature that is decided although a build script may set it. */
export function decidedFeature(feature: string): string {
  return `feature="${feature}"`;
}

function negated(answer: CfgAnswer): CfgAnswer {
  return answer === 'unknown' ? answer : !answer;
}

/**
 * Answers a predicate over kernel options: a bare key is the option's boolean value, `KEY = "value"` compares a string
 * option, `not`, `all` and `any` combine and stop at the first part that decides. A key that is reached but absent or of
 * the other type is a compile error there, so the answer is `unknown`; one that is never reached does no harm.
 */
export function evaluateKernelCfg(args: string, kernel: KernelConfig): CfgAnswer {
  return answerKernelCfg(parseCfg(args), kernel);
}

/** The same of a predicate that has been read. */
export function answerKernelCfg(predicate: CfgPredicate, kernel: KernelConfig): CfgAnswer {
  switch (predicate.k) {
    case 'flag': {
      const value = kernel.get(predicate.name);
      return typeof value === 'boolean' ? value : 'unknown';
    }
    case 'pair': {
      const value = kernel.get(predicate.name);
      return typeof value === 'string' ? value === predicate.value : 'unknown';
    }
    case 'not':
      return negated(answerKernelCfg(predicate.of[0]!, kernel));
    case 'all':
    case 'any': {
      const decisive = predicate.k === 'any';
      for (const part of predicate.of) {
        const here = answerKernelCfg(part, kernel);
        if (here !== !decisive) return here;
      }
      return !decisive;
    }
    case 'literal':
    case 'unclear':
      return 'unknown';
  }
}

/** One attribute in a `cfg_attr`: its path without blanks, and what follows it as written. */
export interface ExpandedAttribute {
  readonly path: string;
  /** `(…)`, `= "…"`, or empty. */
  readonly args: string;
  /** Offsets in the text of the `cfg_attr`'s arguments: of the whole attribute. */
  readonly start: number;
  readonly end: number;
  /** Offset where `args` begins. */
  readonly argsStart: number;
}

export interface CfgAttr {
  /** Text of the predicate. */
  readonly predicate: string;
  readonly predicateStart: number;
  /** A nested `cfg_attr` is one of these. */
  readonly attributes: readonly ExpandedAttribute[];
}

/**
 * Takes `(predicate, attribute, attribute(…),)` apart, the arguments of a `cfg_attr` or of a macro attribute of that
 * shape. `undefined` if the text has not that shape.
 */
export function expandCfgAttr(args: string): CfgAttr | undefined {
  const tokens = new CfgTokens(args);
  const wrapped = tokens.take('(');
  const predicateStart = tokens.peek.start;
  readPredicate(tokens, 0);
  skipToComma(tokens);
  const predicate = args.slice(predicateStart, tokens.last);
  if (predicate === '' || !tokens.take(',')) return undefined;
  const attributes: ExpandedAttribute[] = [];
  for (;;) {
    const first = tokens.peek;
    if (first.k === 'end') return wrapped ? undefined : { predicate, predicateStart, attributes };
    if (wrapped && isPunct(first, ')')) return { predicate, predicateStart, attributes };
    const attribute = readAttribute(tokens);
    if (attribute === undefined) return undefined;
    attributes.push(attribute);
    tokens.take(',');
  }
}

/** Reads `unsafe(path args)` or `path args` up to a comma or closing parenthesis. */
function readAttribute(tokens: CfgTokens): ExpandedAttribute | undefined {
  const { start } = tokens.peek;
  let path = '';
  let end = start;
  while (tokens.peek.k === 'name' || isPunct(tokens.peek, ':')) {
    const token = tokens.next();
    path += token.text;
    end = token.end;
  }
  if (path === '') return undefined;
  const argsStart = tokens.peek.start;
  skipToComma(tokens);
  const argsEnd = tokens.last;
  if (argsEnd <= argsStart) return { path, args: '', start, end, argsStart: end };
  const args = tokens.text.slice(argsStart, argsEnd);
  return path === 'unsafe' && args.startsWith('(')
    ? shifted(expandUnsafe(args), argsStart)
    : { path, args, start, end: argsEnd, argsStart };
}

/** `unsafe(no_mangle)` means `no_mangle` (Rust 1.82, "unsafe attributes"). */
function expandUnsafe(args: string): ExpandedAttribute | undefined {
  const tokens = new CfgTokens(args);
  tokens.take('(');
  return readAttribute(tokens);
}

function shifted(attribute: ExpandedAttribute | undefined, by: number): ExpandedAttribute | undefined {
  if (attribute === undefined) return undefined;
  const { start, end, argsStart } = attribute;
  return { ...attribute, start: start + by, end: end + by, argsStart: argsStart + by };
}

/** Steps in front of the next comma or closing parenthesis of this group. */
function skipToComma(tokens: CfgTokens): void {
  while (tokens.peek.k !== 'end' && !isPunct(tokens.peek, ',') && !isPunct(tokens.peek, ')')) {
    const token = tokens.next();
    if (token.k === 'punct' && '([{'.includes(token.text)) tokens.skipToClosing();
  }
}

function isPunct(token: CfgToken, text: string): boolean {
  return token.k === 'punct' && token.text === text;
}

/** A `feature = "…"` in a predicate; offsets of all of it in the text that was read. */
export interface CfgFeature {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Every `feature = "x"` in a predicate, in order. `args` may be those of a `cfg_attr` too: then only its predicate is
 * read, as an attribute behind it exists only where the predicate holds ({@link expandCfgAttr} gives those).
 */
export function cfgFeatures(args: string): readonly CfgFeature[] {
  if (!args.includes('feature')) return [];
  const tokens = new CfgTokens(args);
  tokens.take('(');
  const found: CfgFeature[] = [];
  const visit = (predicate: CfgPredicate): void => {
    if (predicate.k === 'pair' && predicate.name === 'feature') {
      found.push({ name: predicate.value, start: predicate.start, end: predicate.end });
    } else if ('of' in predicate) predicate.of.forEach(visit);
  };
  visit(readPredicate(tokens, 0));
  return found;
}
