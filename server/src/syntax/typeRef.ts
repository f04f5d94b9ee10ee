/** Types, bounds and generic parameters as they are written: as much of them as a summary keeps. */

/** A type as far as type-directed lookups need it. */
export type TypeRef =
  | {
      readonly k: 'path';
      /** Segments without generic arguments; `r#` is removed; a leading `::` gives `global`. */
      readonly segments: readonly string[];
      readonly global?: true;
      /** Generic type arguments of the last segment, when there are any. */
      readonly args?: readonly TypeRef[];
    }
  /** `&T`, `&'a mut T`; the lifetime with its apostrophe. */
  | { readonly k: 'reference'; readonly of: TypeRef; readonly mutable?: true; readonly lifetime?: string }
  /** `*const T`, `*mut T`. */
  | { readonly k: 'pointer'; readonly of: TypeRef; readonly mutable?: true }
  | { readonly k: 'slice'; readonly of: TypeRef }
  /** `length` is the expression as written; absent where it is long. */
  | { readonly k: 'array'; readonly of: TypeRef; readonly length?: string }
  | { readonly k: 'tuple'; readonly of: readonly TypeRef[] }
  | { readonly k: 'never' }
  /** A constant among generic arguments, as written: `4`, `-1`, `{ N + 1 }`. */
  | { readonly k: 'constant'; readonly text: string }
  /** `impl A + B`, `dyn A`: the bounds; `impl FnOnce(A) -> B` is a bound with `args: [A]` and `ret`. */
  | { readonly k: 'impl' | 'dyn'; readonly bounds: readonly BoundRef[] }
  /** A function pointer. `abi` is what follows `extern` (`"C"`), empty for a bare `extern`. */
  | {
      readonly k: 'function';
      readonly params: readonly TypeRef[];
      readonly ret?: TypeRef;
      readonly unsafe?: true;
      readonly abi?: string;
      readonly variadic?: true;
    }
  /** A macro in type position; `text` is its arguments with delimiters. */
  | { readonly k: 'macro'; readonly path: readonly string[]; readonly text: string }
  /** `_`, `<T as Trait>::X` and whatever else is not looked into. */
  | { readonly k: 'other' };

/** A trait bound; for `Fn(A, B) -> C` sugar `args` are the parameters and `ret` the result. */
export interface BoundRef {
  readonly segments: readonly string[];
  readonly global?: true;
  readonly args?: readonly TypeRef[];
  readonly ret?: TypeRef;
}

/** A generic parameter; lifetimes are left out. `where` bounds on a bare parameter are merged in. */
export interface GenericParam {
  readonly name: string;
  readonly kind: 'type' | 'const';
  readonly bounds?: readonly BoundRef[];
  /** It may be left out: `<T = u8>`. */
  readonly hasDefault?: true;
}
