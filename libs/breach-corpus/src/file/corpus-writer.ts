import { createHash } from 'node:crypto';
import { fsyncSync, ftruncateSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';

import type { Batch } from '../build/records.js';
import { CARRIED_BYTES } from '../build/records.js';
import type { CorpusHeader } from '../format/header.js';
import { encodeHeader } from '../format/header.js';
import type { Flavour } from '../format/layout.js';
import {
  dataOffsetOf,
  fileBytesOf,
  HEADER_BYTES,
  MOST_ENTRIES,
  RECORD_BYTES,
} from '../format/layout.js';
import { BucketBuffer, writeFully } from './bucket-buffer.js';
import { readAt } from './open-corpus.js';

/** Entries must come in the order of their hashes; these did not. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';
}

/** Where a writer stands: enough to go on after the process has died. */
export interface WriterMark {
  readonly bucket: number;
  readonly entries: number;
  readonly position: number;
  readonly open: number;
  readonly last: readonly [high: number, low: number];
}

export type Origin = Pick<CorpusHeader, 'sourceDate' | 'sourceName' | 'minimumCount' | 'ranges'>;

/** Writes a corpus in one pass, with two words of memory per bucket. The caller owns the file. */
export class CorpusWriter {
  entries = 0;
  #bucket = 0;
  readonly #index: Uint32Array;
  readonly #checksums: Uint32Array;
  readonly #buckets: BucketBuffer;
  #high = 0;
  #low = 0;

  constructor(
    private readonly file: number,
    private readonly flavour: Flavour,
    private readonly prefixBits: number,
    mark?: WriterMark,
  ) {
    if (endianness() !== 'LE') throw new Error('corpus files are built on little-endian machines');
    this.#index = new Uint32Array(2 ** prefixBits + 1);
    this.#checksums = new Uint32Array(2 ** prefixBits);
    this.#buckets = new BucketBuffer(file, mark?.position ?? dataOffsetOf(prefixBits));
    if (mark) this.#resume(mark);
  }

  /** Duplicates become one entry, with the highest count. @throws OutOfOrder */
  append(batch: Batch): void {
    if (this.flavour === 'compact') this.#appendCompact(batch);
    else this.#appendFull(batch);
    if (this.entries > MOST_ENTRIES) throw new Error('a corpus holds at most 2^32 - 1 entries');
  }

  /** One number after the other: the hot loop of a build keeps what it can in local variables. */
  #appendCompact({ words, length }: Batch): void {
    const bits = this.prefixBits;
    const buckets = this.#buckets;
    let [lastHigh, lastLow, end, out] = [this.#high, this.#low, buckets.end, buckets.words];
    let current = this.#bucket;
    for (let at = 0; at < length; at += 1) {
      const low = words[2 * at] ?? 0;
      const high = words[2 * at + 1] ?? 0;
      if (high < lastHigh || (high === lastHigh && low < lastLow)) throw new OutOfOrder();
      const bucket = high >>> (32 - bits);
      if (bucket !== current || end + 8 > out.byteLength) {
        buckets.end = end;
        this.#advance(bucket);
        buckets.makeRoom(RECORD_BYTES.compact);
        [end, out, current] = [buckets.end, buckets.words, bucket];
      }
      const entry = (((high << bits) | (low >>> (32 - bits))) & ~15) | (low & 15);
      if (high === lastHigh && low >>> 4 === lastLow >>> 4 && this.entries > 0) {
        out[(end >>> 2) - 1] = entry;
      } else {
        out[end >>> 2] = entry;
        end += 4;
        this.entries += 1;
      }
      lastHigh = high;
      lastLow = low;
    }
    buckets.end = end;
    [this.#high, this.#low] = [lastHigh, lastLow];
  }

  #appendFull({ bytes, length }: Batch): void {
    const buckets = this.#buckets;
    for (let at = 0; at < length * CARRIED_BYTES.full; at += CARRIED_BYTES.full) {
      const bucket = bytes.readUInt32BE(at) >>> (32 - this.prefixBits);
      if (bucket < this.#bucket) throw new OutOfOrder();
      if (bucket !== this.#bucket) this.#advance(bucket);
      buckets.makeRoom(RECORD_BYTES.full);
      const last = buckets.end - RECORD_BYTES.full;
      const order = last < buckets.begin ? 1 : compareSuffix(bytes, at + 2, buckets.bytes, last);
      if (order < 0) throw new OutOfOrder();
      if (order === 0) {
        const count = Math.max(bytes.readUInt32LE(at + 20), buckets.bytes.readUInt32LE(last + 18));
        buckets.bytes.writeUInt32LE(count, last + 18);
        continue;
      }
      bytes.copy(buckets.bytes, buckets.end, at + 2, at + 24);
      buckets.end += RECORD_BYTES.full;
      this.entries += 1;
    }
  }

  /** Closes every bucket before this one. */
  #advance(bucket: number): void {
    while (this.#bucket < bucket) {
      this.#checksums[this.#bucket] = this.#buckets.close(this.#bucket);
      this.#bucket += 1;
      this.#index[this.#bucket] = this.entries;
    }
  }

  /** Everything up to here survives the process, once the caller has kept the mark. */
  save(): WriterMark {
    const { position, open } = this.#buckets.save();
    writeFully(this.file, Buffer.from(this.#index.buffer), HEADER_BYTES);
    fsyncSync(this.file);
    const last = [this.#high, this.#low] as const;
    return { bucket: this.#bucket, entries: this.entries, position, open, last };
  }

  /** Closes the last bucket and writes index and header. The file is complete and on disk. */
  finish(origin: Origin): CorpusHeader {
    this.#advance(2 ** this.prefixBits);
    this.#buckets.save();
    const index = Buffer.alloc(dataOffsetOf(this.prefixBits) - HEADER_BYTES);
    Buffer.from(this.#index.buffer).copy(index);
    writeFully(this.file, index, HEADER_BYTES);
    const header: CorpusHeader = {
      ...origin,
      flavour: this.flavour,
      prefixBits: this.prefixBits,
      entries: this.entries,
      indexChecksum: crc32(index),
      contentDigest: contentDigest(index, this.#checksums),
    };
    writeFully(this.file, encodeHeader(header), 0);
    ftruncateSync(this.file, fileBytesOf(this.flavour, this.prefixBits, this.entries));
    fsyncSync(this.file);
    return header;
  }

  /** The checksums of the buckets that are closed stand in the file behind their records. */
  #resume({ bucket, entries, position, open, last }: WriterMark): void {
    const index = readAt(this.file, 4 * (bucket + 1), HEADER_BYTES);
    this.#index.set(new Uint32Array(index.buffer, index.byteOffset, bucket + 1));
    for (let closed = 0; closed < bucket; closed += 1) {
      const end = (this.#index[closed + 1] ?? 0) * RECORD_BYTES[this.flavour] + 4 * closed;
      const at = dataOffsetOf(this.prefixBits) + end;
      this.#checksums[closed] = readAt(this.file, 4, at).readUInt32LE();
    }
    this.#buckets.restore(readAt(this.file, open, position));
    this.#bucket = bucket;
    this.entries = entries;
    [this.#high, this.#low] = last;
  }
}

export const contentDigest = (index: Buffer, checksums: Uint32Array): Buffer =>
  createHash('sha256').update(index).update(Buffer.from(checksums.buffer)).digest();

/** Orders the last 18 bytes of two hashes. */
const compareSuffix = (a: Buffer, atA: number, b: Buffer, atB: number): number =>
  a.compare(b, atB, atB + 18, atA, atA + 18);
