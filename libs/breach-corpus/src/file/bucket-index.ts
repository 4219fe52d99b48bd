import { readSync } from 'node:fs';

import { HEADER_BYTES } from '../format/layout.js';

/** Where a bucket's records begin and end, counted in records from the first of the file. */
export interface BucketIndex {
  from(bucket: number): number;
  to(bucket: number): number;
}

/** Positions in memory: at most 64 MiB, off the JavaScript heap. */
export class IndexInMemory implements BucketIndex {
  constructor(private readonly positions: Uint32Array) {}

  from(bucket: number): number {
    return this.positions[bucket] ?? 0;
  }

  to(bucket: number): number {
    return this.positions[bucket + 1] ?? 0;
  }
}

/** Positions on disk: one more read per check and no memory. */
export class IndexOnDisk implements BucketIndex {
  readonly #pair = Buffer.alloc(8);
  #read = -1;

  constructor(private readonly file: number) {}

  from(bucket: number): number {
    this.#fetch(bucket);
    return this.#pair.readUInt32LE(0);
  }

  to(bucket: number): number {
    this.#fetch(bucket);
    return this.#pair.readUInt32LE(4);
  }

  /** Both positions come with one read; the bucket's own checksum proves them. */
  #fetch(bucket: number): void {
    if (this.#read === bucket) return;
    this.#read = -1;
    // What a short read leaves as it was points to a bucket whose checksum will not fit.
    this.#pair.fill(0);
    if (readSync(this.file, this.#pair, 0, 8, HEADER_BYTES + 4 * bucket) === 8) this.#read = bucket;
  }
}
