/** What is amiss in a function's body and costs a macro call the items beside the function, too. */
import { Code } from '../gaps/gap';
import { scan } from '../gaps/scan';

/**
 * Whether a body that does not parse may keep rustc from what stands behind its function in what a macro stands for. rustc finds
 * its way out of a body by brackets, but for inner attributes, modules, enums and lists of imports: where such a thing does
 * not parse, it stops within its brackets, takes the next `}` for the body's, and leaves out what follows ("macro expansion
 * ignores `}` and any tokens following"). Which of them is amiss is not asked.
 */
export function mayLoseItems(body: string): boolean {
  const code = new Code(body, scan(body));
  for (let i = 0; i < code.count; i++)
    if (
      code.isWord(i, 'mod') ||
      code.isWord(i, 'enum') ||
      (code.is(i, '#') && code.is(i + 1, '!')) ||
      (code.isWord(i, 'use') && hasList(code, i + 1))
    )
      return true;
  return false;
}

/** Whether an import has a list of names, from where its path begins. */
function hasList(code: Code, from: number): boolean {
  for (let i = from; i < code.count && !code.is(i, ';'); i++) if (code.is(i, '{')) return true;
  return false;
}
