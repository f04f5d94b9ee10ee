/** Checked access to parsed JSON: every reader throws {@link BadShape} with the place of what is wrong. */

/** Data that does not have the shape it should; `message` says where. */
export class BadShape extends Error {}

export function asString(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new BadShape(`${where} is not a string`);
  return value;
}

export function asNumber(value: unknown, where: string): number {
  if (typeof value !== 'number') throw new BadShape(`${where} is not a number`);
  return value;
}

export function asArray(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new BadShape(`${where} is not a list`);
  return value;
}

/** A JSON object. Keys are those of the file: look them up with {@link own} where they come from outside. */
export function asRecord(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadShape(`${where} is not an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** `record[key]` unless it is inherited (`constructor`, `toString`). */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
