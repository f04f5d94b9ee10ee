/** The schema and the manifest say the same, and bad settings do no harm. */
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { findingCodes, severities } from '../../server/src/diagnose/codeNames';
import { parseSettings, settingsSchema, viewOf } from '../../server/src/lsp/settings';

/** What a setting is, in the words of both sides. */
interface Described {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
}

const properties = manifest.contributes.configuration.properties as unknown as Readonly<
  Record<string, Described & { scope?: string; properties?: Record<string, { enum: readonly string[] }> }>
>;

/** The schema's leaves as JSON schema has them: `kaalSel4.view.arch` → … */
function schemaLeaves(): Map<string, Described> {
  type Json = { type?: string; default?: unknown; enum?: string[]; properties?: Record<string, Json> };
  const leaves = new Map<string, Described>();
  const schema = settingsSchema.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as Json;
  for (const [area, { properties: keys }] of Object.entries(schema.properties ?? {})) {
    for (const [key, leaf] of Object.entries(keys ?? {})) {
      const { type = '', default: value } = leaf;
      leaves.set(`kaalSel4.${area}.${key}`, {
        type,
        default: value,
        ...(leaf.enum === undefined ? {} : { enum: leaf.enum }),
      });
    }
  }
  return leaves;
}

describe('the manifest', () => {
  const leaves = schemaLeaves();

  it('declares the settings of the schema, no more and no less', () => {
    expect(Object.keys(properties).sort()).toEqual([...leaves.keys()].sort());
  });

  it.each([...leaves])('%s has the same type, default and values', (key, leaf) => {
    const declared = properties[key];
    expect(declared?.type).toBe(leaf.type);
    expect(declared?.default).toEqual(leaf.default);
    expect(declared?.enum).toEqual(leaf.enum);
    expect(declared?.scope).toBeDefined();
  });

  it('lists every code with every severity', () => {
    const codes = properties['kaalSel4.diagnostics.severity']?.properties ?? {};
    expect(Object.keys(codes).sort()).toEqual([...findingCodes].sort());
    for (const code of Object.values(codes)) expect(code.enum).toEqual(severities);
  });

  it('keeps what an untrusted workspace may not say to settings that exist', () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    for (const key of restricted) expect(Object.keys(properties)).toContain(key);
  });
});

describe('settings from a client', () => {
  const defaults = settingsSchema.parse({});

  it('that are absent are the defaults', () => {
    for (const raw of [undefined, null, {}]) expect(parseSettings(raw)).toEqual({ settings: defaults });
  });

  it('keep what is right of what is partly wrong, with one warning for all', () => {
    const { settings, warning } = parseSettings({
      view: { arch: 'z80', mcs: 'on', features: ['a', 3], surprise: true },
      diagnostics: { severity: { 'unresolved-name': 'hint', 'no-such-code': 'error', project: 'loud' } },
    });
    expect(settings.view).toEqual({ ...defaults.view, mcs: 'on', features: ['a', ''] });
    expect(settings.diagnostics.severity).toEqual({ 'unresolved-name': 'hint' });
    expect(warning).toContain('kaalSel4.view.arch');
    expect(warning).toContain('kaalSel4.diagnostics.severity');
  });

  it.each([[7], ['text'], [[]], [{ view: 'x', bindings: 3, diagnostics: null }]])(
    '%j: the defaults',
    (raw) => {
      const { settings, warning } = parseSettings(raw);
      expect(settings).toEqual(defaults);
      expect(warning).toBeDefined();
    },
  );
});

describe('the view that settings ask for', () => {
  const folders = { kind: (path: string) => (path === '/ws/aarch64' ? ('folder' as const) : undefined) };
  const view = (raw: unknown) => viewOf(parseSettings(raw).settings, '/ws', folders);

  it('is empty for the defaults: everything is found out', () => {
    expect(view({})).toEqual({});
  });

  it('has what was set', () => {
    expect(
      view({
        view: { arch: 'riscv64', mcs: 'off', features: ['', 'a'], noDefaultFeatures: true, tests: true },
      }),
    ).toEqual({ arch: 'riscv64', mcs: false, features: ['a'], noDefaultFeatures: true, tests: true });
  });

  it.each([
    ['aarch64-mcs', 'aarch64-mcs'],
    ['aarch64', '/ws/aarch64'],
    ['target/debug/out', '/ws/target/debug/out'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as people write it in settings
    ['${workspaceFolder}/out', '/ws/out'],
    ['/elsewhere/out', '/elsewhere/out'],
    ['../out', '/out'],
  ])('bindings from %s: %s', (source, bindings) => {
    expect(view({ bindings: { source } })).toEqual({ bindings });
  });
});
