/** `kaal-sel4 snapshot OUT_DIR…`. */
import type { Output } from './output';
import type { SnapshotOptions } from './program';

export async function snapshotCommand(
  _folders: readonly string[],
  _options: SnapshotOptions,
  _output: Output,
): Promise<number> {
  return 2;
}
