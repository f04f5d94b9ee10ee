/** What requests must look like: our own, and those of the protocol that we answer. */
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import * as z from 'zod';
import type { ViewRequest } from '../project/model';

/** A view as a client sends it; keys that are absent or `null` are found out from the workspace. */
export const viewRequestSchema = z
  .object({
    name: z.string().nullish(),
    arch: z.string().nullish(),
    target: z.string().nullish(),
    mcs: z.boolean().nullish(),
    hypervisor: z.boolean().nullish(),
    smp: z.boolean().nullish(),
    debug: z.boolean().nullish(),
    features: z.array(z.string()).nullish(),
    noDefaultFeatures: z.boolean().nullish(),
    allFeatures: z.boolean().nullish(),
    tests: z.boolean().nullish(),
    bindings: z.string().nullish(),
  })
  .transform((raw): ViewRequest => {
    const present = Object.entries(raw).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(present) as ViewRequest;
  });

export const setViewSchema = z.object({ root: z.string().optional(), view: viewRequestSchema.nullable() });
export const checkAgainstSchema = z.object({
  root: z.string().optional(),
  bindings: z.string().min(1).nullable(),
});
export const matrixSchema = z.object({
  root: z.string().optional(),
  columns: z.enum(['views', 'builtIn']).optional(),
  page: z.object({ nonce: z.string() }).optional(),
});
export const reportSchema = z.object({
  root: z.string().optional(),
  page: z.object({ nonce: z.string() }).optional(),
  body: z.boolean().optional(),
  plan: z.boolean().optional(),
  since: z.unknown().optional(),
  watch: z.boolean().optional(),
});
export const rootSchema = z.object({ root: z.string().optional() });

export const documentDiagnosticSchema = z.object({
  textDocument: z.object({ uri: z.string() }),
  previousResultId: z.string().nullish(),
});
export const workspaceDiagnosticSchema = z.object({
  previousResultIds: z.array(z.object({ uri: z.string(), value: z.string() })).default([]),
  partialResultToken: z.union([z.string(), z.number()]).optional(),
});

/** Parameters as the schema wants them, or an error that says what is wrong with them. */
export function checked<S extends z.ZodType>(schema: S, raw: unknown, method: string): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues
    .map((issue) => `${issue.path.map(String).join('.') || 'params'}: ${issue.message}`)
    .join('; ');
  throw new ResponseError(ErrorCodes.InvalidParams, `${method}: ${what}`);
}
