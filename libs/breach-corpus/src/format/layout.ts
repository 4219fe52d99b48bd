/** `compact` answers checks, `full` also serves ranges. */
export type Flavour = 'compact' | 'full';

export const HEADER_BYTES = 512;
export const CHECKSUM_BYTES = 4;

/** Compact: 28 bits of remainder, 4 of count class. Full: hash bytes 2 to 19, then the count. */
export const RECORD_BYTES = { compact: 4, full: 22 } as const;

/** 2^24 positions of 4 bytes are 64 MiB of index, the most that a reader keeps in memory. */
const MOST_PREFIX_BITS = 24;

/** A full record leaves the first two bytes of its hash to the prefix. */
const LEAST_PREFIX_BITS = { compact: 8, full: 16 } as const;

/**
 * With up to 256 remainders of 28 bits in a bucket, a password that is in no breach meets one of them
 * in 256/2^28 < 1e-6 of all cases.
 */
const MOST_PER_BUCKET = 256;

/** Positions are 32 bits wide. */
export const MOST_ENTRIES = 0xffff_ffff;

/** How many leading bits of a hash choose its bucket, if there are at most `entries`. */
export function prefixBitsFor(flavour: Flavour, entries: number): number {
  let bits: number = LEAST_PREFIX_BITS[flavour];
  while (bits < MOST_PREFIX_BITS && entries > MOST_PER_BUCKET * 2 ** bits) bits += 1;
  return bits;
}

export const prefixBitsAllowed = (flavour: Flavour, bits: number): boolean =>
  bits >= LEAST_PREFIX_BITS[flavour] && bits <= MOST_PREFIX_BITS;

/** Buckets begin at a page, so that none of the small ones needs two. */
const PAGE = 4_096;

export const dataOffsetOf = (prefixBits: number): number =>
  Math.ceil((HEADER_BYTES + indexBytesOf(prefixBits)) / PAGE) * PAGE;

/** One position per bucket and one for the end. */
export const indexBytesOf = (prefixBits: number): number => 4 * (2 ** prefixBits + 1);

export function fileBytesOf(flavour: Flavour, prefixBits: number, entries: number): number {
  const checksums = CHECKSUM_BYTES * 2 ** prefixBits;
  return dataOffsetOf(prefixBits) + entries * RECORD_BYTES[flavour] + checksums;
}

/** The share of passwords in no breach that a corpus takes for breached; a full one errs never. */
export const falsePositiveRate = (flavour: Flavour, prefixBits: number, entries: number): number =>
  flavour === 'full' ? 0 : entries / 2 ** (prefixBits + 28);
