/** `textDocument/definition`, `declaration`, `typeDefinition` */
import type { DeclarationParams, DefinitionParams, TypeDefinitionParams } from 'vscode-languageserver';
import type { Features } from '../../analysis/featureQueries';
import { type Asking, atPosition } from './ask';
import { navigationOf } from './locations';

export function registerDefinition(asking: Asking): void {
  const to =
    (where: 'definition' | 'declaration' | 'typeDefinition') =>
    (
      params: DefinitionParams | DeclarationParams | TypeDefinitionParams,
      token: Parameters<typeof atPosition>[2],
    ) =>
      atPosition(asking, params, token, (question, offset) => {
        const ask: Features['definition'] = question.features[where];
        const found = ask(question.path, offset);
        return found && navigationOf(question, found);
      });
  asking.connection.onDefinition(to('definition'));
  asking.connection.onDeclaration(to('declaration'));
  asking.connection.onTypeDefinition(to('typeDefinition'));
}
