import { closeSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

import { COUNT_CLASSES } from '../format/count-classes.js';
import type { CorpusHeader } from '../format/header.js';
import { versionOf } from '../format/header.js';
import { CHECKSUM_BYTES, dataOffsetOf, RECORD_BYTES } from '../format/layout.js';
import type { Sha1 } from '../format/sha1.js';
import { wordOf } from '../format/sha1.js';
import type { OpenedCorpus } from './open-corpus.js';
import { openCorpus } from './open-corpus.js';

/** A bucket whose bytes are not those that were written: whatever it would say is not the truth. */
export class CorpusDamaged extends Error {
  constructor(readonly bucket: number) {
    super(`bucket ${bucket} of the corpus is damaged`);
    this.name = 'CorpusDamaged';
  }
}

export interface RangeEntry {
  /** 35 hexadecimal digits, upper case. */
  readonly suffix: string;
  readonly count: number;
}

/** An open, immutable corpus. Every answer is read from disk at once and proven by its checksum. */
export class CorpusFile {
  readonly header: CorpusHeader;
  readonly version: string;
  readonly recordBytes: number;
  readonly #opened: OpenedCorpus;
  readonly #dataOffset: number;
  #scratch = Buffer.alloc(8_192);
  /** Of the bucket that was read last. */
  lastChecksum = 0;

  private constructor(opened: OpenedCorpus) {
    this.#opened = opened;
    this.header = opened.header;
    this.version = versionOf(opened.header);
    this.recordBytes = RECORD_BYTES[opened.header.flavour];
    this.#dataOffset = dataOffsetOf(opened.header.prefixBits);
  }

  /** @throws CorpusUnusable */
  static open(path: string, indexIn: 'memory' | 'disk' = 'memory'): CorpusFile {
    return new CorpusFile(openCorpus(path, indexIn));
  }

  /** How often the password with this hash was seen: its count or its class's lower bound; 0 never.
   * @throws CorpusDamaged */
  find(sha1: Sha1): number {
    const { flavour, prefixBits } = this.header;
    const high = wordOf(sha1, 0);
    const records = this.records(high >>> (32 - prefixBits));
    return flavour === 'full'
      ? countIn(records, sha1)
      : classIn(records, remainderOf(high, wordOf(sha1, 4), prefixBits));
  }

  /** All entries whose hash begins with these 20 bits, of a full corpus. @throws CorpusDamaged */
  range(prefix: number): readonly RangeEntry[] {
    const { prefixBits } = this.header;
    const narrower = Math.max(prefixBits - 20, 0);
    const first = prefixBits < 20 ? prefix >>> (20 - prefixBits) : prefix << narrower;
    const entries: RangeEntry[] = [];
    for (let bucket = first; bucket < first + (1 << narrower); bucket += 1) {
      const records = this.records(bucket);
      for (let at = 0; at < records.length; at += this.recordBytes) {
        // With 16 prefix bits or more the first byte of a record holds bits 16 to 23 of the hash.
        if (records.readUInt8(at) >>> 4 !== (prefix & 15)) continue;
        const suffix = records
          .toString('hex', at, at + 18)
          .slice(1)
          .toUpperCase();
        entries.push({ suffix, count: records.readUInt32LE(at + 18) });
      }
    }
    return entries;
  }

  /** The records of one bucket, until the next call. @throws CorpusDamaged */
  records(bucket: number): Buffer {
    const { file, index } = this.#opened;
    const from = index.from(bucket);
    const length = (index.to(bucket) - from) * this.recordBytes + CHECKSUM_BYTES;
    if (length < CHECKSUM_BYTES || length > MOST_BUCKET_BYTES) throw new CorpusDamaged(bucket);
    if (length > this.#scratch.length) this.#scratch = Buffer.alloc(length);
    const position = this.#dataOffset + from * this.recordBytes + bucket * CHECKSUM_BYTES;
    const read = readSync(file, this.#scratch, 0, length, position);
    const records = this.#scratch.subarray(0, length - CHECKSUM_BYTES);
    this.lastChecksum = this.#scratch.readUInt32LE(length - CHECKSUM_BYTES);
    if (read !== length || crc32(records, bucket) !== this.lastChecksum) {
      throw new CorpusDamaged(bucket);
    }
    return records;
  }

  get descriptor(): number {
    return this.#opened.file;
  }

  close(): void {
    closeSync(this.#opened.file);
  }
}

/** No bucket of evenly spread hashes comes near this; a position that claims it is damaged. */
const MOST_BUCKET_BYTES = 16 * 1024 * 1024;

/** The 28 bits behind the prefix. */
export const remainderOf = (high: number, low: number, prefixBits: number): number =>
  ((high << prefixBits) | (low >>> (32 - prefixBits))) >>> 4;

/** The last of equal remainders has the highest class. */
export function classIn(records: Buffer, remainder: number): number {
  let [low, high] = [0, records.length >>> 2];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records.readUInt32LE(middle << 2) >>> 4 <= remainder) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const entry = records.readUInt32LE((low - 1) << 2);
  return entry >>> 4 === remainder ? (COUNT_CLASSES[entry & 15] ?? 1) : 0;
}

function countIn(records: Buffer, sha1: Sha1): number {
  let [low, high] = [0, records.length / RECORD_BYTES.full];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * RECORD_BYTES.full;
    const order = compared(records, at, sha1);
    if (order === 0) return records.readUInt32LE(at + 18);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return 0;
}

function compared(records: Buffer, at: number, sha1: Sha1): number {
  for (let byte = 0; byte < 18; byte += 1) {
    const order = (records[at + byte] ?? 0) - sha1.charCodeAt(byte + 2);
    if (order !== 0) return order;
  }
  return 0;
}
