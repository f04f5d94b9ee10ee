/** `macro_rules!` by example: pure functions over tokens. */
export { parseMacroRules } from './definition';
export { expandMacro, type MacroError, type MacroExpansion } from './expand';
export {
  DEFAULT_LIMITS,
  type MacroErrorKind,
  type MacroLimits,
  type MacroNumbers,
  type MacroRules,
} from './model';
export { type RenderedTokens, renderTokens } from './render';
