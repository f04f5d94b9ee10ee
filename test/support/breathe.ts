import { afterEach } from 'vitest';

/**
 * Lets the worker hear vitest between tests: on a slow machine those that never wait would block it for a minute, after
 * which the whole run counts as failed.
 */
afterEach(() => new Promise<void>((resolve) => void setImmediate(resolve)));
