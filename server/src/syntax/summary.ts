/**
 * What the rest of the house knows of a Rust file: plain, serialisable data without syntax nodes.
 *
 * A {@link Fragment} has two parts. The *item part* (`items`, `nestedItems`) carries no positions and
 * is what other files depend on; if an edit leaves {@link itemPartKey} unchanged, nothing outside the
 * file has to be resolved again. The *body part* (`scopes`, `references`, `calls`) is what is
 * checked in this file. Positions live in three side tables of UTF-16 offsets, two numbers a span.
 */
import type { ExpressionSketch } from './sketch';
import type { BoundRef, GenericParam, TypeRef } from './typeRef';

export type { BoundRef, ExpressionSketch, GenericParam, TypeRef };

/** So much of an initialiser is kept: enough for a number or a short expression. */
export const INIT_LENGTH = 200;

/** Index of a span in a side table: the span is `[table[2 * i], table[2 * i + 1])`. `-1`: no source. */
export type SpanIndex = number;

/** An attribute that can matter to name resolution; inert built-in ones (`doc`, `allow`, …) are left out. */
export interface Attribute {
  /** Path as written, without white space: `cfg`, `sel4_config::sel4_cfg`. */
  readonly path: string;
  /** Everything after the path as written: `(feature = "x")`, `= "x.rs"`, or empty. */
  readonly args: string;
  /** Span of the whole `path args` text, in the same table as the owner's `at`. */
  readonly at: SpanIndex;
  /** `#![…]` */
  readonly inner?: true;
}

/** `pub` → `{ k: 'pub' }`; nothing → `{ k: 'private' }`; `pub(crate)`, `pub(super)`, `pub(in a::b)` → a path. */
export type Visibility =
  | { readonly k: 'pub' }
  | { readonly k: 'private' }
  | { readonly k: 'in'; readonly path: readonly string[] };

interface ItemBase {
  /** Without `r#`; empty for items that have no name (`impl`, `use`, macro calls, `const _`). */
  readonly name: string;
  readonly visibility: Visibility;
  readonly attributes?: readonly Attribute[];
  /** Span of the name (of the whole item where it has no name). See {@link spanOf} for the table. */
  readonly at: SpanIndex;
  /** The item stands in a function body: `at` and every other span of it index `blockSpans`. */
  readonly inBlock?: true;
}

export interface FunctionItem extends ItemBase {
  readonly kind: 'function';
  readonly generics?: readonly GenericParam[];
  /** Parameter types without `self`. */
  readonly params: readonly TypeRef[];
  readonly hasSelf?: true;
  /** Absent: `()`. */
  readonly ret?: TypeRef;
  readonly unsafe?: true;
  /** One-line signature as written from `fn` (or `const`, `unsafe` …) to before the body. */
  readonly signature: string;
}

export type StructShape = 'record' | 'tuple' | 'unit';

export interface FieldRef {
  /** Name, or `0`, `1` … of a tuple struct. */
  readonly name: string;
  readonly visibility: Visibility;
  readonly type: TypeRef;
  readonly attributes?: readonly Attribute[];
}

export interface StructItem extends ItemBase {
  readonly kind: 'struct' | 'union';
  readonly generics?: readonly GenericParam[];
  readonly shape: StructShape;
  readonly fields: readonly FieldRef[];
}

export interface VariantRef {
  readonly name: string;
  readonly shape: StructShape;
  /** As visible as the enum; absent of units, and of variants known by name only. */
  readonly fields?: readonly FieldRef[];
  readonly attributes?: readonly Attribute[];
  /** The expression after `=` as written, cut like an initialiser. */
  readonly discriminant?: string;
  readonly at: SpanIndex;
}

export interface EnumItem extends ItemBase {
  readonly kind: 'enum';
  readonly generics?: readonly GenericParam[];
  readonly variants: readonly VariantRef[];
  /** What `#[repr(…)]` says, without the parentheses: `u8`, `C`. */
  readonly repr?: string;
}

/** `type A<T> = B;`, also as an associated type (then `target` may be absent). */
export interface AliasItem extends ItemBase {
  readonly kind: 'alias';
  readonly generics?: readonly GenericParam[];
  readonly target?: TypeRef;
  /** Target as written, on one line. */
  readonly text: string;
}

export interface ConstItem extends ItemBase {
  readonly kind: 'const' | 'static';
  readonly type?: TypeRef;
  /** Type as written. */
  readonly typeText: string;
  /** Initialiser as written (absent in extern blocks and traits), cut at {@link INIT_LENGTH} characters. */
  readonly init?: string;
}

export interface TraitItem extends ItemBase {
  readonly kind: 'trait';
  readonly generics?: readonly GenericParam[];
  readonly supertraits: readonly BoundRef[];
  readonly members: readonly Item[];
  /** `trait A = B;` */
  readonly aliasOnly?: true;
}

export interface ImplItem extends ItemBase {
  readonly kind: 'impl';
  readonly generics?: readonly GenericParam[];
  readonly trait?: BoundRef;
  readonly negative?: true;
  readonly self: TypeRef;
  /** Functions, constants, aliases and macro calls. */
  readonly members: readonly Item[];
}

export interface ModuleItem extends ItemBase {
  readonly kind: 'module';
  /** Absent: `mod name;`, a file of its own. */
  readonly items?: readonly Item[];
  /** Number of this inline module in its fragment, in text order from 1; ties it to {@link Scope.module}. 0 for files. */
  readonly number: number;
}

/** One leaf of a `use` tree, groups flattened. */
export interface UseLeaf {
  /** Full path, prefixes included, `r#` removed; keywords (`crate`, `self`, `super`) as written. `a::{self}` gives `[a]`. */
  readonly segments: readonly string[];
  readonly global?: true;
  readonly glob?: true;
  /** The leaf is `self` in a group: imports the type namespace only. */
  readonly self?: true;
  /** The name after `as` (`_` included). */
  readonly alias?: string;
  /**
   * Spans `at … at + segments.length - 1` are the segments (for the leaf `self` of a group the last one is the
   * group's prefix segment), span `at + segments.length` is the whole leaf as written in its group: `a as b`, `*`, `self`.
   */
  readonly at: SpanIndex;
}

export interface UseItem extends ItemBase {
  readonly kind: 'use';
  readonly leaves: readonly UseLeaf[];
}

export interface ExternCrateItem extends ItemBase {
  readonly kind: 'externCrate';
  /** The crate's name as written; `name` is the name it is bound to (`_` possible). */
  readonly crate: string;
}

/** `macro_rules! name { … }`, or `macro name(…) {…}` with `declarative2`. */
export interface MacroDefinitionItem extends ItemBase {
  readonly kind: 'macroDefinition';
  /** Text between the outer delimiters. */
  readonly body: string;
  /** Span of that text. */
  readonly bodyAt: SpanIndex;
  readonly declarative2?: true;
}

/** A macro call in item position (also inside `impl`, `trait` and extern blocks). */
export interface MacroCallItem extends ItemBase {
  readonly kind: 'macroCall';
  /** Path segments; `$crate` as written; a leading `::` gives `global`. */
  readonly segments: readonly string[];
  readonly global?: true;
  /** Arguments with their delimiters, as they were when the item was read: `asWritten` tells how they are. */
  readonly text: string;
  /** Spans `pathAt … pathAt + segments.length - 1` are the segments. */
  readonly pathAt: SpanIndex;
  /** Span of `text`. */
  readonly textAt: SpanIndex;
}

/** A region of the item list that did not parse: it may define any name. */
export type BrokenItem = ItemBase & { readonly kind: 'broken' };

export type Item =
  | FunctionItem
  | StructItem
  | EnumItem
  | AliasItem
  | ConstItem
  | TraitItem
  | ImplItem
  | ModuleItem
  | UseItem
  | ExternCrateItem
  | MacroDefinitionItem
  | MacroCallItem
  | BrokenItem;

/** A name that a pattern, a parameter or a generic list brings in. */
export interface Binding {
  /** Without `r#`; `self` for the receiver. */
  readonly name: string;
  readonly namespace: 'type' | 'value';
  /**
   * A bare identifier pattern (`x`, not `x @ …`, `ref x`, `mut x`, a parameter named in a closure is one too):
   * index of its `identifierPattern` reference. If that resolves to a constant, unit struct or variant,
   * there is no binding.
   */
  readonly pattern?: number;
  /** Declared type (`let x: T`, `x: T`, closure `|x: T|`). */
  readonly type?: TypeRef;
  /** Initialiser, where the whole pattern is just this name: `let x = EXPR`. */
  readonly init?: ExpressionSketch;
  /** For the n-th parameter of a closure that is itself an argument of a call: who is called. */
  readonly closureOf?: {
    readonly callee: ExpressionSketch;
    readonly argument: number;
    readonly parameter: number;
  };
  /** `cfg` attributes of the parameter, field pattern or generic parameter that brings it in. */
  readonly attributes?: readonly Attribute[];
  /** `S { name }`: the name is that of a field too. */
  readonly shorthand?: true;
  /** Span in `referenceSpans`. */
  readonly at: SpanIndex;
}

/**
 * A link of the chain that a name is looked up along, innermost first.
 * - `module`: the file (`module: 0`) or an inline module; locals of outer scopes end here.
 * - `block`: `{ … }` of an expression; has `items` when items, uses or macro definitions stand directly in it.
 * - `item`: border of a function, const initialiser or impl: locals and generics outside are not visible.
 * - `generics`: type and const parameters.
 * - `self`: gives `Self` (impl, trait, struct, enum, union).
 * - `bindings`: one pattern's or parameter list's names; what follows a `let` hangs below it.
 * - `statementMacro`: what follows a macro call in statement position hangs below it: the call may define names.
 * - `constant`: an array's length, a const block: variables outside are not visible.
 * - `region`: only carries `attributes` (a cfg'd statement, arm, field, argument …), or is a closure with types.
 */
export type ScopeKind =
  | 'module'
  | 'block'
  | 'item'
  | 'generics'
  | 'self'
  | 'bindings'
  | 'statementMacro'
  | 'constant'
  | 'region';

export interface Scope {
  readonly kind: ScopeKind;
  /** Index of the enclosing scope; `-1` for the fragment's root. A parent always has a smaller index. */
  readonly parent: number;
  /** Everything below is inactive where these say so (cfg and attribute macros). Not used for what merely follows. */
  readonly attributes?: readonly Attribute[];
  readonly bindings?: readonly Binding[];
  /** `region`: the types of a closure stand in it; what its parameters bind hangs directly below. */
  readonly closure?: true;
  /** `bindings`: the parameters of a function without a body, which stand for nothing. */
  readonly bodiless?: true;
  /** `bindings`: the pattern may fail to match (a `match` arm, `if let`, `while let`, `let … else`). */
  readonly refutable?: true;
  /** `block`: items directly in it, in order (uses, macro definitions and item-like macro calls are not: see `calls`). */
  readonly items?: readonly Item[];
  /** `module`: {@link ModuleItem.number}, or 0 for the root. */
  readonly module?: number;
  /** `self`: the type in `impl … for T`; for struct, enum, union and trait its name in `selfName`. */
  readonly selfType?: TypeRef;
  readonly selfName?: string;
  /** `self` of `impl Trait for T`: the trait. */
  readonly selfTrait?: BoundRef;
  /** `statementMacro`: index into `calls`. */
  readonly call?: number;
  /** Something directly in this scope did not parse: names not found here or outside are unknown. */
  readonly broken?: true;
  /** `block`: of `unsafe { … }`; `item`: an `unsafe fn`. Unsafe functions may be called inside. */
  readonly unsafe?: true;
  /** `item`: a constant, a static or a `const fn`. What is called inside must be `const` too. */
  readonly constant?: true;
  /** UTF-16 start and end offset, for `module`, `item` and `block` scopes (completion and hover ask where they are). */
  readonly start: number;
  readonly end: number;
}

/**
 * What stands at the place of a path, hence which namespace it needs:
 * - `type`; `trait` (bound, `impl T for`, supertrait, `dyn`); `genericArgument` (a bare path between `<…>`: type, or const if only a value has the name);
 * - `value` (expression path), `call` (callee of a call), `structLiteral`;
 * - `pathPattern` (`A::B` as a pattern; the end of a range is a `value`), `identifierPattern` (bare name), `tuplePattern` (`A(..)`), `structPattern` (`A { .. }`);
 * - `method` (`.name(…)`: one segment, `receiver` set);
 * - `macro` (path of a macro call), `attribute` (an attribute path that is not built in), `derive` (inside `derive(…)`);
 * - `visibility` (`pub(in a::b)`).
 * Paths in `use` trees are in items, not here.
 */
export type ReferenceKind =
  | 'type'
  | 'trait'
  | 'genericArgument'
  | 'value'
  | 'call'
  | 'structLiteral'
  | 'pathPattern'
  | 'identifierPattern'
  | 'tuplePattern'
  | 'structPattern'
  | 'method'
  | 'macro'
  | 'attribute'
  | 'derive'
  | 'visibility';

export interface Reference {
  readonly kind: ReferenceKind;
  readonly scope: number;
  /** Segments without generic arguments and `r#`; `Self`, `self`, `super`, `crate`, `$crate` as written. */
  readonly segments: readonly string[];
  readonly global?: true;
  /**
   * `<T>::a` / `<T as Trait>::a`: segments after the bracket; `type` is `T` (absent where it is not a plain type), `trait`
   * the trait, `at` the span of the bracket in `referenceSpans`.
   */
  readonly qualified?: { readonly type?: TypeRef; readonly trait?: BoundRef; readonly at: SpanIndex };
  /** Spans `at …` in `referenceSpans`, one for each segment. */
  readonly at: SpanIndex;
  readonly receiver?: ExpressionSketch;
  /** Number of arguments of a `call` or `method`, and of a `value` that is called in parentheses. */
  readonly argumentCount?: number;
  /** `(a::b)(…)`: span of the parentheses around it, the outermost ones. */
  readonly inParentheses?: SpanIndex;
  /** Stands in a region that did not parse: unknown. */
  readonly broken?: true;
  /** `S { name }`: names the field too. */
  readonly shorthand?: true;
}

/** A macro call outside of item position. */
export interface MacroCall {
  readonly scope: number;
  /** Index of the `macro` reference. */
  readonly reference: number;
  readonly position: 'expression' | 'statement' | 'pattern' | 'type';
  /** Arguments with their delimiters: span in `referenceSpans`. */
  readonly at: SpanIndex;
}

/** `on.name` that is not called: an access to a field. */
export interface FieldAccess {
  readonly scope: number;
  readonly on: ExpressionSketch;
  /** Without `r#`; a number for fields of tuples. */
  readonly name: string;
  /** Span of the name in `referenceSpans`. */
  readonly at: SpanIndex;
}

/** A file, or the text that a macro call expands to. */
export interface Fragment {
  readonly items: readonly Item[];
  /**
   * Items inside function bodies that matter elsewhere: `impl`, `mod`, `#[macro_export]` macros (the same objects stand in
   * `scopes[].items`), and calls of macros that are statements in the value of a `const _`.
   */
  readonly nestedItems: readonly Item[];
  /** Inner attributes of the file: `#![no_std]`, `#![cfg(…)]`. Spans in `itemSpans`. */
  readonly attributes: readonly Attribute[];
  readonly scopes: readonly Scope[];
  readonly references: readonly Reference[];
  readonly calls: readonly MacroCall[];
  readonly fields: readonly FieldAccess[];
  /** Scope in effect at the end: where what follows a statement macro goes on (`lowerFragment`); 0 for a file. */
  readonly exit: number;
  readonly itemSpans: readonly number[];
  readonly blockSpans: readonly number[];
  readonly referenceSpans: readonly number[];
  /** Regions that did not parse, start and end offsets, ascending. */
  readonly broken: readonly number[];
  /** Of what a macro call stands for: something does not parse after which rustc leaves items out, as most things outside of functions' bodies. */
  readonly itemsBroken?: true;
  /** Macro calls among `items` and their members that were given something else since these were read, as they are now. */
  readonly rewritten?: ReadonlyMap<Item, MacroCallItem>;
}
