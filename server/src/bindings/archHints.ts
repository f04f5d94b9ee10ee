/** What bindings on disk say of a view's architecture, before any are chosen. */
import { readCargoConfig } from '../project/config';
import { shownPath } from '../project/paths';
import type { ChoiceInput } from './choose';
import { newestThatFits } from './fitting';
import { mayBeOfOthers, namedBindings } from './named';
import { ownBindingsIn } from './ownOutputs';
import { generatedFolders, targetFolders } from './targetFolders';

export interface BindingsArchHints {
  /** Cargo's `target_arch` of the bindings that the request names; `undefined` if it names none that can be used. */
  ofNamedBindings(): string | undefined;
  /** That of the newest generated bindings in the workspace, and their folder. */
  ofGeneratedBindings(): { readonly arch: string; readonly path: string } | undefined;
}

/** Hints for `chooseArch` of `project/`; each looks at the disk when asked. */
export function bindingsArchHints(input: Omit<ChoiceInput, 'guessArch'>): BindingsArchHints {
  const { catalog, files, root, view, environment } = input;
  const { arch: _arch, ...wanted } = view;
  const shown = (path: string) => shownPath(path, root);
  return {
    ofNamedBindings() {
      if (view.bindings === undefined) return undefined;
      const named = namedBindings(catalog, files, root, view.bindings);
      if (named.k === 'snapshot') return named.snapshot.arch;
      if (named.k === 'problem') return undefined;
      const own = mayBeOfOthers(files, named.folders) ? ownBindingsIn(files, catalog, named.path) : undefined;
      if (own) return own.arch;
      return newestThatFits(files, catalog, named.folders, wanted, shown).chosen?.evidence.arch;
    },
    ofGeneratedBindings() {
      const config = readCargoConfig(files, root, environment, () => {});
      const folders = generatedFolders(files, targetFolders(root, config, environment));
      const chosen = newestThatFits(files, catalog, folders, wanted, shown).chosen;
      const arch = chosen?.evidence.arch;
      return chosen && arch !== undefined ? { arch, path: chosen.folder.folder } : undefined;
    },
  };
}
