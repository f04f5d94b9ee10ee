/** A name of C headers, of C libraries above seL4 or of nobody: no binding of any configuration has it. */
import { isTypedPath, throughTypedCrate } from '../../bindings/crates';
import type { CapRight, Meaning } from '../../knowledge/knowledge';
import { ownBindings, placesOf } from '../bindingsIndex';
import { plainOwnName } from '../ownName';
import { cannotFind, type DiagnoseContext, type Explain, type Problem } from '../problem';
import { inTermsOfSel4, placeOfPath, spell } from '../spelling';
import { bits, rightsAt } from '../written/rights';

export const cOnlyName: Explain = (problem, context) => {
  const { failure, segments, name, crate } = problem;
  if (failure.why === 'private') return undefined;
  // What a path goes through is the module of the name, whatever C means by it.
  const isModule = placesOf(context.world, name, crate).some(({ kind }) => kind === 'module');
  if (isModule && failure.segment < segments.length - 1) return undefined;
  const known = describe(problem, context);
  if (!known) return undefined;
  const { why, write, candidates, whole } = known;
  const own = plainOwnName(context.world, problem)?.path;
  if (own !== undefined)
    return {
      code: 'c-only-name',
      severity: 'error',
      message: `${cannotFind(problem)}: ${why}`,
      why,
      help: `it is \`${own}\`: write that, or import it`,
      candidates: [own, ...candidates],
      related: [],
    };
  // Who has bindings of its own does without the crates in terms of which the rest is said.
  const isOwn = ownBindings(context.world, crate).length > 0;
  const told = candidates[0] ?? (isOwn ? undefined : write);
  return {
    code: 'c-only-name',
    severity: 'error',
    message: `${cannotFind(problem)}: ${why}`,
    why,
    ...(told === undefined ? {} : { help: `write \`${told}\`${whole ?? ''}` }),
    candidates,
    related: [],
  };
};

interface Known {
  readonly why: string;
  /** What to write, even if nothing that the package depends on leads there. */
  readonly write?: string | undefined;
  /** What is to be replaced, where it is more than the name. */
  readonly whole?: string;
  readonly candidates: readonly string[];
}

function describe(problem: Problem, context: DiagnoseContext): Known | undefined {
  const { world, knowledge, arch, catalog } = context;
  const { name, crate } = problem;
  const expression = (text: string | undefined): string[] => {
    const here = text === undefined ? undefined : inTermsOfSel4(problem, text);
    return here === undefined ? [] : [here];
  };
  /** Paths for what the view's bindings have; nothing for what only others have. */
  const paths = (meaning: Meaning | undefined): readonly string[] => {
    if (meaning === undefined) return [];
    if (!('place' in meaning)) return [String(meaning.literal)];
    const { path } = meaning.place;
    if (isTypedPath(path)) return expression(path);
    const place = placeOfPath(world, path, crate);
    return place ? spell(world, problem, place) : [];
  };

  const right = knowledge.capRight(name);
  if (right) return { why: RIGHT, ...insteadOfRight(problem, right, expression(right.typed), context) };
  const invented = knowledge.invented(name, arch);
  if (invented) {
    const meant = invented.meant === undefined ? '' : ` (C's name is \`${invented.meant}\`)`;
    return {
      why: `neither libsel4 nor the C libraries above it define it${meant}`,
      write: shown(invented.nearest),
      candidates: [...paths(invented.nearest), ...expression(invented.typed)],
    };
  }
  const alias = knowledge.cAlias(name, arch);
  if (!alias) return undefined;
  const meaning = alias.meanings.find(
    (m) =>
      !('place' in m) || isTypedPath(m.place.path) || placeOfPath(world, m.place.path, crate) !== undefined,
  );
  const { kind } = alias;
  const meant = shown(meaning);
  const arches = new Set(catalog.configurations().map((configuration) => configuration.arch));
  const isSame = [...arches].every((on) => shown(knowledge.cAlias(name, on)?.meanings[0]) === meant);
  const stands =
    meaning && 'place' in meaning
      ? `${isSame ? '' : `on ${arch} `}it stands for \`${meant}\``
      : 'the bindings do not have it';
  return {
    why: `it is ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} of C, and ${stands}`,
    write: meant ?? alias.typed ?? alias.instead,
    candidates: [...paths(meaning), ...expression(alias.typed), ...expression(alias.instead)],
  };
}

const RIGHT = 'in C it is a macro around an inline function, which bindgen cannot emit';

/** What fits where the right stands: nothing of rights is a pattern or has operators, and a word is no rights. */
function insteadOfRight(
  problem: Problem,
  right: CapRight,
  typed: readonly string[],
  context: DiagnoseContext,
): Omit<Known, 'why'> {
  const { world, knowledge } = context;
  // A pattern is no expression: `1 << 1` is none.
  if (problem.kind === 'pathPattern' || problem.kind === 'identifierPattern')
    return { candidates: [String(right.word)] };
  const { wanted, isWhole, names, isConstant } = rightsAt(problem, context);
  // Neither the bindings' rights nor those of `sel4` can be made there.
  if (wanted === 'rights' && isConstant) return { candidates: [] };
  if (wanted === 'word') {
    const word = bits(right.word);
    return { candidates: [word.includes('<<') && !isWhole ? `(${word})` : word] };
  }
  const type = placesOf(world, 'seL4_CapRights', problem.crate).find((p) => p.kind === 'type');
  const isMade = placeOfPath(world, knowledge.calling.rights.make, problem.crate) !== undefined;
  const raw = (text: string): readonly string[] =>
    type && isMade
      ? spell(world, problem, type).map((path) => path + text.slice(text.lastIndexOf('::')))
      : [];
  const words = names.map((name) => knowledge.capRight(name)?.word);
  const isKnown = words.every((word) => word !== undefined);
  const all =
    wanted === 'rights' && names.length > 1 && isKnown
      ? knowledge.rightsOf(words.reduce((sum, word) => sum | word, 0))
      : undefined;
  if (all)
    return {
      write: raw(all.raw)[0] ?? all.raw,
      whole: ` for the whole argument: rights have no \`|\``,
      candidates: [],
    };
  return { write: right.raw, candidates: [...(wanted === 'rights' ? [] : typed), ...raw(right.raw)] };
}

/** A meaning as one would write it with a dependency on `sel4`. */
function shown(meaning: Meaning | undefined): string | undefined {
  if (meaning === undefined) return undefined;
  if (!('place' in meaning)) return String(meaning.literal);
  return throughTypedCrate(meaning.place.path);
}
