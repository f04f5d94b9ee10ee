/** Where settings come from: asked from the client where it can be asked, else what it sent. */
import type { Connection } from 'vscode-languageserver';
import type { Client } from './capabilities';
import { parseSettings, type Settings } from './settings';
import { uriOfPath } from './uris';

export const section = 'kaalSel4';

export class Configuration {
  private readonly byFolder = new Map<string, Promise<Settings>>();
  private sent: unknown;
  private lastWarning = '';

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
  ) {
    this.sent = ownSection(client.settings);
  }

  /** Settings for a folder; the defaults where the client has none or fails to answer. */
  of(folder: string): Promise<Settings> {
    let settings = this.byFolder.get(folder);
    if (settings === undefined) {
      settings = this.ask(folder);
      this.byFolder.set(folder, settings);
    }
    return settings;
  }

  /** Everything is asked again next time; `sent` is what came with the notification, if anything did. */
  forget(sent?: unknown): void {
    this.byFolder.clear();
    if (sent !== undefined && sent !== null) this.sent = ownSection(sent);
  }

  private async ask(folder: string): Promise<Settings> {
    let raw = this.sent;
    if (this.client.configuration) {
      try {
        const scopeUri = uriOfPath(folder);
        // A client without such settings answers null: what it sent on its own counts then.
        raw = (await this.connection.workspace.getConfiguration({ scopeUri, section })) ?? raw;
      } catch (error) {
        this.connection.console.warn(
          `The client did not tell its settings (${String(error)}); defaults are used.`,
        );
      }
    }
    const { settings, warning } = parseSettings(raw);
    if (warning !== undefined && warning !== this.lastWarning) this.connection.console.warn(warning);
    this.lastWarning = warning ?? '';
    return settings;
  }
}

/** Clients send either all settings or only our part of them. */
function ownSection(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return undefined;
  return section in raw ? (raw as Record<string, unknown>)[section] : raw;
}
