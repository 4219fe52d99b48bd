import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Flavour } from '../format/layout.js';
import { fileBytesOf, prefixBitsFor } from '../format/layout.js';
import { CARRIED_BYTES } from './records.js';
import type { Sources } from './sources.js';

export interface DiskNeed {
  readonly bytes: number;
  readonly free: number;
  /** Sizes tell exactly how many entries there can be; of compressed files and words they do not. */
  readonly known: boolean;
}

export class DiskTooSmall extends Error {
  override readonly name = 'DiskTooSmall';
}

/** What a build takes at most on the disk of its result, besides the corpus that is there now. */
export function diskNeedOf(
  { all, entries }: Sources,
  out: string,
  flavour: Flavour,
  sorted: boolean,
): DiskNeed {
  const file = fileBytesOf(flavour, prefixBitsFor(flavour, entries), entries);
  return {
    bytes: file + (sorted ? entries * CARRIED_BYTES[flavour] : 0),
    free: freeBytes(dirname(out)),
    known: all.every(({ kind, compression }) => kind !== 'words' && compression === 'none'),
  };
}

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** @throws DiskTooSmall before anything is written, where that is certain. */
export function requireDisk({ bytes, free, known }: DiskNeed): void {
  if (!known || bytes <= free) return;
  const [needed, there] = [bytes, free].map((size) => `${Math.ceil(size / 1e6)} MB`);
  throw new DiskTooSmall(`this needs ${needed} on disk and ${there} are free`);
}
