/** Which of rustc's error codes are about names, and which of those our engine is asked for. */

export interface NameCode {
  readonly why: string;
  /**
   * `must`: the engine reports it at the same span. `declared`: it does where it knows the declaration and not only the
   * name, as it does of std. `may`: it is about a name, but beyond what the engine promises.
   */
  readonly engine: 'must' | 'declared' | 'may';
}

const must = (why: string): NameCode => ({ why, engine: 'must' });
const declared = (why: string): NameCode => ({ why, engine: 'declared' });
const may = (why: string): NameCode => ({ why, engine: 'may' });

/** Codes as of rustc 1.95 (https://doc.rust-lang.org/error_codes). */
export const NAME_CODES: Readonly<Record<string, NameCode>> = {
  '': may('no code: of these only an unresolved macro is about a name, see `isAsked`'),
  E0404: must('something that is no trait stands where a trait must'),
  E0405: must('a trait does not exist'),
  E0412: must('a type does not exist (rustc before 1.95; now E0425)'),
  E0422: must('a struct literal or pattern names nothing that exists'),
  E0423: must('the name exists, but not as a value or function: a struct, a module, a trait'),
  E0424: must('`self` where there is none'),
  E0425: must('a value, function or type does not exist'),
  E0432: must('an import does not resolve'),
  E0433: must('a segment on the way does not resolve: a crate, module or type'),
  E0435: must('a variable stands where a constant must: the length of an array, an argument, an initialiser'),
  E0531: must('a pattern names a tuple struct, variant or constant that does not exist'),
  E0532: must('a pattern names something that cannot be a pattern'),
  E0533: must('an associated item that cannot stand here, such as a method as a pattern'),
  E0573: must('the name exists, but not as a type: a module, a variant, a function'),
  E0574: must('the name exists, but not as a struct, variant or union for a literal or pattern'),
  E0575: must('`<T as X>::Y` where X or Y is of the wrong kind'),
  E0576: must('`<T as Trait>::Y` where the trait has no Y'),
  E0599: must('a type has no such associated function, constant, variant or method'),
  E0603: must('the name is private'),
  E0624: must('an associated function or method is private'),
  E0026: declared('a pattern names a field that the struct does not have'),
  E0027: declared('a pattern names some fields and does not end in `..`'),
  E0060: declared('too few arguments for a variadic function'),
  E0061: declared('a call with another number of arguments than the callee takes'),
  E0057: declared('the same for a closure'),
  E0063: declared('a literal leaves out fields'),
  E0784: declared('a literal of a union names none of its fields, or several'),
  E0559: declared('a literal of a variant names a field that it does not have'),
  E0560: declared('a literal names a field that the struct does not have'),
  E0659: must('two globs, or a glob and a macro, bring different things of one name'),

  E0164: may('a pattern with parentheses names a variant that has braces'),
  E0220: may('an associated type does not exist: needs bounds of type parameters'),
  E0223: may('an associated type is ambiguous: type-directed'),
  E0364: may('a private item is re-exported'),
  E0365: may('a private module is re-exported'),
  E0401: must('generics of an outer item are used'),
  E0407: may('an impl has a method that the trait has not'),
  E0408: may('a variable is not bound in all patterns'),
  E0411: may('`Self` outside of a type or trait'),
  E0426: may('a label does not exist'),
  E0428: may('two items of one name'),
  E0429: may('`use a::self` outside of braces'),
  E0430: may('two `self` in one group'),
  E0431: may('`use {self}` with no prefix'),
  E0434: must('a function uses a local of the function around it'),
  E0437: may('an impl has a type that the trait has not'),
  E0438: may('an impl has a constant that the trait has not'),
  E0451: declared('a private field in a literal or pattern'),
  E0769: may('a pattern of a tuple struct or variant has braces'),
  E0463: may('`extern crate` of a crate that does not exist'),
  E0530: may('a bare pattern is named like a static or a tuple struct'),
  E0583: may('the file of a module does not exist'),
  E0609: may('a field does not exist: reported where the type can be seen'),
  E0616: may('a field is private: the same'),
  E0747: may('generic arguments out of order, or a value where a type must be'),
  E0761: may('a module has two files'),
};

/** Whether the engine must report an error of this code and message in a program that declares all that it uses. */
export function isAsked(code: string, message: string | undefined): boolean {
  return NAME_CODES[code]?.engine === 'declared' || isAskedOfNames(code, message);
}

/** The same where names of std may be meant. Macros that do not exist have no code. */
export function isAskedOfNames(code: string, message: string | undefined): boolean {
  // The method is there; that a bound is not met is E0277 in other clothes.
  if (code === 'E0599' && /trait bounds were not satisfied|is not an iterator/.test(message ?? ''))
    return false;
  return (
    NAME_CODES[code]?.engine === 'must' || (code === '' && (message ?? '').startsWith('cannot find macro'))
  );
}
