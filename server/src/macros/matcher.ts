/**
 * Matches arguments against one rule, as rustc's macro parser does: all ways of reading the matcher are followed
 * token by token; a fragment or the end is only taken where it is the only way, and then for good.
 */
import type { Token } from '../syntax/token';
import type { Cursor } from './cursor';
import { mayBegin, recognise } from './fragments';
import { groupOf } from './groups';
import { type Bound, MacroFailure, type MacroRule } from './model';

/** Something that a thread has bound, newest first; threads that part share what came before. */
interface Binding {
  readonly variable: number;
  readonly depth: number;
  /** Absent: a repetition begins here that has no turn yet. */
  readonly tokens?: readonly Token[];
  readonly previous: Binding | undefined;
}

interface Thread {
  readonly step: number;
  readonly bindings: Binding | undefined;
}

/** Ways of reading that may be open at once. */
const MAXIMAL_THREADS = 10_000;

export interface Budget {
  steps: number;
}

/**
 * Gives what each variable matched, by name; undefined if the rule does not match and the next may be tried.
 * Throws a {@link MacroFailure} where rustc gives up all rules: a fragment that does not parse, or ambiguity.
 */
export function matchRule(
  rule: MacroRule,
  c: Cursor,
  context: number,
  budget: Budget,
): ReadonlyMap<string, Bound> | undefined {
  let current: Thread[] = [{ step: 0, bindings: undefined }];
  let next: Thread[] = [];
  let special: Thread | undefined;
  let ambiguous = false;
  c.position = 0;

  const readSpecial = (thread: Thread): void => {
    if (special === undefined) special = thread;
    else ambiguous = true;
  };
  const advance = (thread: Thread): void => {
    const { bindings } = thread;
    const step = rule.matcher[thread.step]!;
    switch (step.k) {
      case 'token':
        if (step.symbol === c.symbol()) next.push({ step: thread.step + 1, bindings });
        break;
      case 'sequence': {
        let inside = bindings;
        for (let variable = step.variables[0]; variable < step.variables[1]; variable++) {
          inside = { variable, depth: step.depth, previous: inside };
        }
        if (step.repeat !== '+') current.push({ step: step.after, bindings: inside });
        current.push({ step: thread.step + 1, bindings: inside });
        break;
      }
      case 'again':
        current.push({ step: thread.step + 1, bindings });
        if (step.repeat !== '?') current.push({ step: step.first, bindings });
        break;
      case 'separator': {
        // The `again` step that follows leads back; the one behind it leads on.
        current.push({ step: thread.step + 2, bindings });
        const again = rule.matcher[thread.step + 1]!;
        if (step.symbol === c.symbol() && again.k === 'again') next.push({ step: again.first, bindings });
        break;
      }
      case 'fragment':
        if (mayBegin(step.fragment, c)) readSpecial(thread);
        break;
      case 'end':
        if (c.atEnd) readSpecial(thread);
    }
  };

  for (;;) {
    for (let thread = current.pop(); thread !== undefined; thread = current.pop()) {
      if (--budget.steps < 0 || current.length > MAXIMAL_THREADS || next.length > MAXIMAL_THREADS) {
        throw new MacroFailure('limit', 'matching takes too long');
      }
      advance(thread);
    }
    // Assigned in a callback, which the type checker does not see.
    const only = special as Thread | undefined;
    if (only === undefined) {
      if (next.length === 0) return undefined;
      [current, next] = [next, current];
      c.bump();
      continue;
    }
    if (ambiguous || next.length > 0)
      throw new MacroFailure('no-match', 'the rule matches in more than one way');
    const step = rule.matcher[only.step]!;
    if (step.k !== 'fragment') return collect(rule, only.bindings);
    const start = c.position;
    recognise(step.fragment, c);
    budget.steps -= c.position - start;
    const matched = withoutJointEnd(c.tokens.slice(start, c.position));
    const tokens = groupOf(step.fragment, matched, context);
    const bindings = { variable: step.variable, depth: step.depth, tokens, previous: only.bindings };
    current.push({ step: only.step + 1, bindings });
    special = undefined;
  }
}

/** What followed the last token in the call does not follow it any more. */
function withoutJointEnd(tokens: Token[]): Token[] {
  const last = tokens[tokens.length - 1];
  if (last?.joint) {
    const { joint: _, ...alone } = last;
    tokens[tokens.length - 1] = alone;
  }
  return tokens;
}

function collect(rule: MacroRule, newest: Binding | undefined): Map<string, Bound> {
  const inOrder: Binding[] = [];
  for (let binding = newest; binding !== undefined; binding = binding.previous) inOrder.push(binding);
  const bounds: Bound[] = [];
  for (let i = inOrder.length - 1; i >= 0; i--) {
    const { variable, depth, tokens } = inOrder[i]!;
    const bound: Bound = tokens === undefined ? { k: 'sequence', entries: [] } : { k: 'tokens', tokens };
    let parent: Bound | undefined = depth === 0 ? undefined : bounds[variable];
    for (let level = 1; level < depth && parent?.k === 'sequence'; level++) {
      parent = parent.entries[parent.entries.length - 1];
    }
    if (parent?.k === 'sequence') parent.entries.push(bound);
    else bounds[variable] = bound;
  }
  const result = new Map<string, Bound>();
  rule.variables.forEach((name, variable) => {
    const bound = bounds[variable];
    if (bound !== undefined) result.set(name, bound);
  });
  return result;
}
