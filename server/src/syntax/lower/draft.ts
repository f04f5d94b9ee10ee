/** A summary object while it is being filled in. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
