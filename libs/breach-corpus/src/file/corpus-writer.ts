import { createHash } from 'node:crypto';
import { fsyncSync, ftruncateSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';

import type { Batch } from '../build/records.js';
import { CARRIED_BYTES, FULL_WORDS, swapped } from '../build/records.js';
import type { CorpusHeader } from '../format/header.js';
import { encodeHeader } from '../format/header.js';
import type { Flavour } from '../format/layout.js';
import {
  CHECKSUM_BYTES,
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

  /** The hot loop of a build: what it needs lies in local variables, as unsigned 32 bits. */
  #appendCompact({ words, length }: Batch): void {
    const buckets = this.#buckets;
    const [bits, other] = [this.prefixBits, 32 - this.prefixBits];
    let [entries, bucket, end, room] = [this.entries, this.#bucket, buckets.end, 0];
    let out = buckets.words;
    let lastHigh = this.#high >>> 0;
    let lastLow = this.#low >>> 0;
    for (let at = 0; at < 2 * length; at += 2) {
      const low = words[at] ?? 0;
      const high = words[at + 1] ?? 0;
      const again = high === lastHigh && low >>> 4 === lastLow >>> 4 && entries > 0;
      if (high < lastHigh || (high === lastHigh && low < lastLow)) throw new OutOfOrder();
      if (high >>> other !== bucket || end >= room) {
        buckets.end = end;
        this.entries = entries;
        bucket = high >>> other;
        this.#advance(bucket);
        buckets.makeRoom(RECORD_BYTES.compact);
        end = buckets.end;
        out = buckets.words;
        room = out.byteLength - CHECKSUM_BYTES;
      }
      if (again) end -= RECORD_BYTES.compact;
      else entries += 1;
      out[end >>> 2] = (((high << bits) | (low >>> other)) & ~15) | (low & 15);
      end += RECORD_BYTES.compact;
      lastHigh = high;
      lastLow = low;
    }
    buckets.end = end;
    this.entries = entries;
    this.#high = lastHigh;
    this.#low = lastLow;
  }

  #appendFull({ bytes, words, halves, length }: Batch): void {
    const buckets = this.#buckets;
    const other = 32 - this.prefixBits;
    let last = this.#high >>> 0;
    for (let at = 0; at < length; at += 1) {
      const high = swapped(words[FULL_WORDS * at] ?? 0);
      if (high < last) throw new OutOfOrder();
      if (high === last && this.#repeats(bytes, CARRIED_BYTES.full * at)) continue;
      if (high >>> other !== this.#bucket) this.#advance(high >>> other);
      buckets.makeRoom(RECORD_BYTES.full);
      const from = 2 * FULL_WORDS * at + 1;
      const to = buckets.end >>> 1;
      for (let half = 0; half < RECORD_BYTES.full / 2; half += 1) {
        buckets.halves[to + half] = halves[from + half] ?? 0;
      }
      buckets.end += RECORD_BYTES.full;
      this.entries += 1;
      last = high;
    }
    this.#high = last;
  }

  /** Whether the hash is the one before; that keeps the higher count. @throws OutOfOrder */
  #repeats(bytes: Buffer, at: number): boolean {
    const { bytes: written, begin, end } = this.#buckets;
    const last = end - RECORD_BYTES.full;
    const order = last < begin ? 1 : compareSuffix(bytes, at + 2, written, last);
    if (order < 0) throw new OutOfOrder();
    if (order > 0) return false;
    const count = Math.max(bytes.readUInt32LE(at + 20), written.readUInt32LE(last + 18));
    written.writeUInt32LE(count, last + 18);
    return true;
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
