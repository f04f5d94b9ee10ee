/** What is amiss in a function's body and costs a macro call the items beside the function, too. */

/**
 * rustc finds its way out of a body by brackets, but for inner attributes, modules, enums and lists of imports: where such
 * a thing does not parse, it stops within its brackets, takes the next `}` for the body's, and leaves out what follows
 * ("macro expansion ignores `}` and any tokens following"). Which of them is amiss is not asked.
 */
const LOSES_ITEMS = /#\s*!|\b(?:mod|enum)\b|\buse\b[^;]*\{/;

/** Whether a body that does not parse may keep rustc from what stands behind its function in what a macro stands for. */
export function mayLoseItems(body: string): boolean {
  return LOSES_ITEMS.test(body);
}
