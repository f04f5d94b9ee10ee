/**
 * Numbers for the grammar's node types, so that a walk compares numbers and a `switch` becomes a jump table.
 * Members are spelled as in tree-sitter-rust's grammar: words for named nodes, quoted tokens for anonymous ones.
 */
export enum Kind {
  /** A node type that lowering never looks at. */
  other = 0,
  /** A token that lowering never looks at. */
  token,
  /** Comments; they are not in the flat tree at all. */
  comment,
  ERROR,
  // Tokens
  '=',
  ':',
  '::',
  ';',
  ',',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '!',
  '&',
  '*',
  '|',
  '->',
  '=>',
  '@',
  as,
  const,
  else,
  fn,
  for,
  if,
  impl,
  in,
  pub,
  ref,
  static,
  unsafe,
  // Names
  identifier,
  type_identifier,
  field_identifier,
  shorthand_field_identifier,
  primitive_type,
  self,
  super,
  crate,
  metavariable,
  scoped_identifier,
  scoped_type_identifier,
  // Items
  source_file,
  declaration_list,
  attribute_item,
  inner_attribute_item,
  attribute,
  visibility_modifier,
  function_modifiers,
  extern_modifier,
  mod_item,
  foreign_mod_item,
  struct_item,
  union_item,
  enum_item,
  enum_variant_list,
  enum_variant,
  field_declaration_list,
  field_declaration,
  ordered_field_declaration_list,
  extern_crate_declaration,
  const_item,
  static_item,
  type_item,
  function_item,
  function_signature_item,
  where_clause,
  where_predicate,
  impl_item,
  trait_item,
  associated_type,
  trait_bounds,
  higher_ranked_trait_bound,
  removed_trait_bound,
  type_parameters,
  const_parameter,
  type_parameter,
  lifetime_parameter,
  let_declaration,
  use_declaration,
  use_list,
  scoped_use_list,
  use_as_clause,
  use_wildcard,
  parameters,
  self_parameter,
  variadic_parameter,
  parameter,
  macro_definition,
  macro_rule,
  macro_invocation,
  token_tree,
  empty_statement,
  expression_statement,
  // Types
  bracketed_type,
  qualified_type,
  lifetime,
  array_type,
  for_lifetimes,
  function_type,
  tuple_type,
  unit_type,
  generic_function,
  generic_type,
  generic_type_with_turbofish,
  bounded_type,
  use_bounds,
  type_arguments,
  type_binding,
  reference_type,
  pointer_type,
  never_type,
  abstract_type,
  dynamic_type,
  mutable_specifier,
  // Expressions
  range_expression,
  unary_expression,
  try_expression,
  reference_expression,
  binary_expression,
  assignment_expression,
  compound_assignment_expr,
  type_cast_expression,
  return_expression,
  yield_expression,
  call_expression,
  arguments,
  array_expression,
  parenthesized_expression,
  tuple_expression,
  unit_expression,
  struct_expression,
  field_initializer_list,
  shorthand_field_initializer,
  field_initializer,
  base_field_initializer,
  if_expression,
  let_condition,
  let_chain,
  else_clause,
  match_expression,
  match_block,
  match_arm,
  match_pattern,
  while_expression,
  loop_expression,
  for_expression,
  const_block,
  closure_expression,
  closure_parameters,
  label,
  break_expression,
  continue_expression,
  index_expression,
  await_expression,
  field_expression,
  unsafe_block,
  async_block,
  gen_block,
  try_block,
  block,
  // Patterns
  generic_pattern,
  tuple_pattern,
  slice_pattern,
  tuple_struct_pattern,
  struct_pattern,
  field_pattern,
  remaining_field_pattern,
  mut_pattern,
  range_pattern,
  ref_pattern,
  captured_pattern,
  reference_pattern,
  or_pattern,
  // Literals
  negative_literal,
  integer_literal,
  float_literal,
  string_literal,
  raw_string_literal,
  char_literal,
  boolean_literal,
}

/** Nodes whose inside lowering never needs (it reads their text). */
const LEAVES: readonly Kind[] = [
  Kind.identifier,
  Kind.type_identifier,
  Kind.field_identifier,
  Kind.shorthand_field_identifier,
  Kind.primitive_type,
  Kind.self,
  Kind.super,
  Kind.crate,
  Kind.metavariable,
  Kind.extern_modifier,
  Kind.macro_rule,
  Kind.token_tree,
  Kind.empty_statement,
  Kind.lifetime,
  Kind.for_lifetimes,
  Kind.unit_type,
  Kind.never_type,
  Kind.mutable_specifier,
  Kind.unit_expression,
  Kind.label,
  Kind.continue_expression,
  Kind.remaining_field_pattern,
  Kind.negative_literal,
  Kind.integer_literal,
  Kind.float_literal,
  Kind.string_literal,
  Kind.raw_string_literal,
  Kind.char_literal,
  Kind.boolean_literal,
];

const WORDS: readonly Kind[] = [
  Kind.identifier,
  Kind.type_identifier,
  Kind.field_identifier,
  Kind.shorthand_field_identifier,
  Kind.primitive_type,
  Kind.self,
  Kind.super,
  Kind.crate,
];

/** What a tree walk needs to know of each node type id of a grammar. */
export interface KindTable {
  /** By node type id. */
  readonly kind: Uint8Array;
  /** By node type id: length of an anonymous token's text, else 0. */
  readonly tokenLength: Uint8Array;
  /** By kind: 1 where a walk need not descend. */
  readonly leaf: Uint8Array;
  /** By kind: 1 where the node's text is one identifier. */
  readonly word: Uint8Array;
}

/** tree-sitter's id of ERROR nodes. */
const ERROR_ID = 0xffff;

/** What {@link makeKindTable} asks of web-tree-sitter's `Language`. */
export interface NodeTypes {
  readonly nodeTypeCount: number;
  nodeTypeForId(id: number): string | null;
  nodeTypeIsNamed(id: number): boolean;
}

/** The table for a grammar; node types that {@link Kind} does not list become `other` or `token`. */
export function makeKindTable(language: NodeTypes): KindTable {
  const kind = new Uint8Array(ERROR_ID + 1);
  const tokenLength = new Uint8Array(ERROR_ID + 1);
  const named = Kind as unknown as Readonly<Record<string, Kind | string | undefined>>;
  for (let id = 0; id < language.nodeTypeCount; id++) {
    const name = language.nodeTypeForId(id) ?? '';
    const known = named[name];
    if (!language.nodeTypeIsNamed(id)) {
      kind[id] = typeof known === 'number' && known < Kind.identifier ? known : Kind.token;
      tokenLength[id] = name.length < 256 ? name.length : 0;
    } else if (name === 'line_comment' || name === 'block_comment' || name === 'shebang') {
      kind[id] = Kind.comment;
    } else {
      kind[id] = typeof known === 'number' && known >= Kind.identifier ? known : Kind.other;
    }
  }
  kind[ERROR_ID] = Kind.ERROR;
  const leaf = new Uint8Array(256);
  leaf.fill(1, Kind['='], Kind.identifier);
  leaf[Kind.token] = 1;
  for (const each of LEAVES) leaf[each] = 1;
  const word = new Uint8Array(256);
  for (const each of WORDS) word[each] = 1;
  return { kind, tokenLength, leaf, word };
}
