import type { Flavour } from '../format/layout.js';

/**
 * How a builder carries an entry until it stands in its bucket. Compact: one little-endian u64 whose
 * value orders entries: 60 bits of the hash, then 4 of count class. Two of two billion hashes that
 * agree in 60 bits are expected; they become one entry. Full: the whole hash, then the count.
 */
export const CARRIED_BYTES = { compact: 8, full: 24 } as const;

export const FULL_WORDS = CARRIED_BYTES.full / 4;

/** As many entries as are worth a call. */
const BATCH = 8_192;

/** Entries on their way. One batch is used again and again. */
export class Batch {
  readonly bytes: Buffer;
  /** The same bytes: low and high word of each compact entry. */
  readonly words: Uint32Array;
  readonly halves: Uint16Array;
  readonly capacity: number;
  length = 0;

  constructor(
    readonly flavour: Flavour,
    memory = new ArrayBuffer(BATCH * CARRIED_BYTES[flavour]),
  ) {
    this.bytes = Buffer.from(memory);
    this.words = new Uint32Array(memory);
    this.halves = new Uint16Array(memory);
    this.capacity = memory.byteLength / CARRIED_BYTES[flavour];
  }

  get full(): boolean {
    return this.length === this.capacity;
  }

  /** The bytes in use. */
  used(): Buffer {
    return this.bytes.subarray(0, this.length * CARRIED_BYTES[this.flavour]);
  }
}

/** Four bytes in the other order. */
export const swapped = (word: number): number =>
  ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;

/** Takes a batch; whoever filled it fills it anew afterwards. */
export type TakeBatch = (batch: Batch) => void;
