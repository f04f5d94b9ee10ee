/**
 * The settings, `kaalSel4.<area>.<key>`: one schema that the manifest's `contributes.configuration` is held against
 * by a test.
 */
import * as z from 'zod';
import { findingCodes, severities } from '../diagnose/codeNames';
import type { FindingCode, Severity } from '../diagnose/finding';
import type { FixSettings } from '../fix/context';
import type { FileSystem, ViewRequest } from '../project/model';
import { joinPath } from '../project/paths';

/** Each leaf is a setting; its `.prefault`/`.default` is the manifest's default. */
export const settingsSchema = z.object({
  view: z
    .object({
      name: z.string().default(''),
      arch: z.enum(['auto', 'aarch64', 'arm', 'riscv64', 'riscv32', 'x86_64', 'i686']).default('auto'),
      mcs: z.enum(['auto', 'on', 'off']).default('auto'),
      features: z.array(z.string()).default([]),
      noDefaultFeatures: z.boolean().default(false),
      tests: z.boolean().default(false),
    })
    .prefault({}),
  views: z.object({ check: z.enum(['all', 'active']).default('all') }).prefault({}),
  bindings: z.object({ source: z.string().default('') }).prefault({}),
  documentation: z.object({ sel4Source: z.string().default('') }).prefault({}),
  diagnostics: z
    .object({
      enable: z.boolean().default(true),
      severity: z
        .partialRecord(z.enum(findingCodes as [FindingCode, ...FindingCode[]]), z.enum(severities))
        .default({}),
      parity: z.enum(['used', 'all']).default('used'),
      inactiveCode: z.boolean().default(false),
      rustAnalyzer: z.enum(['stepBack', 'keep']).default('stepBack'),
    })
    .prefault({}),
  fix: z
    .object({
      strategy: z.enum(['auto', 'explicit', 'adapter', 'typed']).default('auto'),
      adapter: z.string().default(''),
    })
    .prefault({}),
  inlayHints: z
    .object({ parameterNames: z.boolean().default(false), constantValues: z.boolean().default(false) })
    .prefault({}),
  codeLens: z.object({ adapter: z.boolean().default(true) }).prefault({}),
  trace: z.object({ server: z.enum(['off', 'messages', 'verbose']).default('off') }).prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

export interface ParsedSettings {
  readonly settings: Settings;
  /** One sentence for everything that was not as it should be; the defaults stand there. */
  readonly warning?: string;
}

/**
 * Reads what a client sent for the section `kaalSel4`. Unknown keys are ignored (clients add their own); a value
 * that is not allowed falls back to its default, the others are kept.
 */
export function parseSettings(raw: unknown): ParsedSettings {
  const first = settingsSchema.safeParse(raw ?? {});
  if (first.success) return { settings: first.data };
  const repaired: unknown = typeof raw === 'object' && raw !== null ? structuredClone(raw) : {};
  const complaints: string[] = [];
  for (const issue of first.error.issues) {
    complaints.push(`kaalSel4${issue.path.map((key) => `.${String(key)}`).join('')}: ${issue.message}`);
    // A record's issue names the keys that it does not know; it stands at the record itself.
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) dropAt(repaired, [...issue.path, key]);
    } else {
      dropAt(repaired, issue.path);
    }
  }
  const second = settingsSchema.safeParse(repaired);
  const settings = second.success ? second.data : settingsSchema.parse({});
  return {
    settings,
    warning: `Settings that are not valid were replaced by their defaults. ${complaints.join('; ')}`,
  };
}

/** Removes what an issue points at, so that the default takes its place. */
function dropAt(value: unknown, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  let holder: unknown = value;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return;
    holder = (holder as Record<PropertyKey, unknown>)[key];
  }
  if (last === undefined || typeof holder !== 'object' || holder === null) return;
  if (Array.isArray(holder)) {
    // A hole would be no better than the bad element.
    holder[Number(last)] = '';
  } else {
    delete (holder as Record<PropertyKey, unknown>)[last];
  }
}

/**
 * What the settings ask the analysis to look at; `auto` and empty values are left to be found out. A source of
 * bindings that is a folder, written relative to the workspace folder, comes out absolute; any other is a name.
 */
export function viewOf(settings: Settings, folder: string, files: Pick<FileSystem, 'kind'>): ViewRequest {
  const { arch, mcs, features, noDefaultFeatures, tests } = settings.view;
  const named = features.filter((feature) => feature !== '');
  const source = sourceOf(settings.bindings.source.trim(), folder, files);
  return {
    ...(arch === 'auto' ? {} : { arch }),
    ...(mcs === 'auto' ? {} : { mcs: mcs === 'on' }),
    ...(named.length === 0 ? {} : { features: named }),
    ...(noDefaultFeatures ? { noDefaultFeatures } : {}),
    ...(tests ? { tests } : {}),
    ...(source === '' ? {} : { bindings: source }),
  };
}

function sourceOf(written: string, folder: string, files: Pick<FileSystem, 'kind'>): string {
  if (written === '') return '';
  const path = joinPath(folder, written.replace(/^\$\{workspaceFolder\}\/?/, './'));
  // A snapshot's name has no slash; a folder of that name would still be meant before it.
  return written.includes('/') || written.includes('\\') || files.kind(path) === 'folder' ? path : written;
}

/** How fixes reach names of the kernel, as the analysis takes it. */
export function fixSettingsOf({ fix }: Settings): FixSettings {
  const adapter = fix.adapter.trim();
  return {
    ...(fix.strategy === 'auto' ? {} : { strategy: fix.strategy }),
    ...(adapter === '' ? {} : { adapter }),
  };
}

/** Severity by code, as the analysis takes it. */
export function severitiesOf(settings: Settings): Partial<Record<FindingCode, Severity | 'off'>> {
  return settings.diagnostics.severity;
}

/** The seL4 tree whose documentation is shown, as the analysis takes it: absolute, from the workspace folder on. */
export function sel4SourceOf(settings: Settings, folder: string): { readonly sel4Source?: string } {
  const written = settings.documentation.sel4Source.trim();
  if (written === '') return {};
  return { sel4Source: joinPath(folder, written.replace(/^\$\{workspaceFolder\}\/?/, './')) };
}
