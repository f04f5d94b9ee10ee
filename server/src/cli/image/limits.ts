/** What an archive may be at most: images come from elsewhere, and one may be made to do harm. */
import { Failure } from '../failure';

const MB = 1 << 20;

export interface Limits {
  /** Bytes of all that is unpacked, over all reading. */
  readonly unpacked: number;
  /** How many times its size something compressed may unpack to; looked at once `ratioFrom` bytes have come. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Bytes of one file that is kept, and of all together. */
  readonly file: number;
  readonly kept: number;
  /** Entries of all tar files together. */
  readonly entries: number;
  /** Layers of one image, and images of one archive. */
  readonly layers: number;
  readonly images: number;
}

export const LIMITS: Limits = {
  unpacked: 64 * 1024 * MB,
  // Deflate cannot do more than 1032; code and text stay below 20.
  ratio: 200,
  ratioFrom: 64 * MB,
  file: 16 * MB,
  kept: 256 * MB,
  entries: 10_000_000,
  layers: 500,
  images: 50,
};

/** Sizes in words of people. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB'];
  let [size, unit] = [bytes / 1024, 0];
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}

/** An archive that is not read any further. */
export function refused(archive: string, why: string, help?: string): Failure {
  return new Failure(`${archive} ${why}`, help);
}
