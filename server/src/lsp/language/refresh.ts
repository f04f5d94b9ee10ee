/** Clients ask for lenses and hints of a document when it changes; when something else changed they have to be told. */
import { CodeLensRefreshRequest, type Connection, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { Unit } from '../unit';
import type { LanguageSupport } from './support';

export class Refresh {
  private hadHints = false;
  private hadLenses = false;

  constructor(
    private readonly connection: Connection,
    private readonly support: LanguageSupport,
  ) {}

  /** What is known is known anew: what was shown of it, or is to be shown now, is asked for again. */
  settled(units: readonly Unit[]): void {
    const lenses = units.some(({ settings }) => settings.codeLens.adapter);
    const hints = units.some(
      ({ settings: { inlayHints } }) => inlayHints.parameterNames || inlayHints.constantValues,
    );
    if (this.support.refreshLenses && (lenses || this.hadLenses)) this.send(CodeLensRefreshRequest.method);
    if (this.support.refreshHints && (hints || this.hadHints)) this.send(InlayHintRefreshRequest.method);
    this.hadLenses = lenses;
    this.hadHints = hints;
  }

  private send(method: string): void {
    this.connection.sendRequest(method).catch(() => {});
  }
}
