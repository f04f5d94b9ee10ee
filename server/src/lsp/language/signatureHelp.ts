/** `textDocument/signatureHelp` */
import type { MarkupContent, ParameterInformation, SignatureHelp } from 'vscode-languageserver';
import { documentationBlocks } from '../../features/hoverText';
import type { SignatureHelp as Found } from '../../features/signatureHelp';
import { type Asking, atPosition, type Question } from './ask';

export const signatureTriggers: readonly string[] = ['(', ','];

export function registerSignatureHelp(asking: Asking): void {
  asking.connection.onSignatureHelp((params, token) =>
    atPosition(asking, params, token, (question, offset): SignatureHelp | undefined => {
      const found = question.features.signatureHelp(question.path, offset);
      return found && helpOf(question, found);
    }),
  );
}

function helpOf(
  { session, unit }: Question,
  { label, parameters, active, text, calls }: Found,
): SignatureHelp {
  const { markdownSignature: markdown, labelOffsets, activeParameter } = session.client.language;
  const about = (value: string): MarkupContent => ({ kind: markdown ? 'markdown' : 'plaintext', value });
  const wraps = calls.length === 0 ? [] : [`Calls ${calls.join(', ')}.`];
  // Parameters have texts of their own.
  const blocks = text ? documentationBlocks(text, [], { markdown, root: unit.root }) : [];
  const documentation = [...blocks, ...wraps].join('\n\n');
  // In LSP no active parameter means the first one; one behind the last is none.
  const index = active ?? parameters.length;
  return {
    signatures: [
      {
        label,
        ...(documentation === '' ? {} : { documentation: about(documentation) }),
        parameters: parameters.map(
          ({ start, end, text: what }): ParameterInformation => ({
            label: labelOffsets ? [start, end] : label.slice(start, end),
            ...(what === undefined ? {} : { documentation: about(what) }),
          }),
        ),
        ...(activeParameter ? { activeParameter: index } : {}),
      },
    ],
    activeSignature: 0,
    activeParameter: index,
  };
}
