import { crc32 } from 'node:zlib';

import { CorpusUnusable } from '../format/corpus-unusable.js';
import type { CorpusHeader } from '../format/header.js';
import { ALL_RANGES, decodeHeader, encodeHeader } from '../format/header.js';
import { CHECKSUM_BYTES, dataOffsetOf, fileBytesOf, HEADER_BYTES } from '../format/layout.js';
import type { Sha1 } from '../format/sha1.js';
import { wordOf } from '../format/sha1.js';
import { classIn, remainderOf } from './corpus-file.js';
import { contentDigest } from './corpus-writer.js';

/** A compact corpus as one value, byte for byte what a file of the same entries would hold. */
export function packedCorpus(hashes: Iterable<Sha1>, prefixBits: number, name: string): Buffer {
  const records = recordsOf(hashes, prefixBits);
  const bytes = Buffer.alloc(fileBytesOf('compact', prefixBits, records.length));
  const checksums = new Uint32Array(2 ** prefixBits);
  let [at, end] = [0, dataOffsetOf(prefixBits)];
  for (let bucket = 0; bucket < checksums.length; bucket += 1) {
    const begin = end;
    for (; at < records.length && bucketOf(records[at] ?? 0) === bucket; at += 1) {
      end = bytes.writeUInt32LE((records[at] ?? 0) % BUCKET, end);
    }
    checksums[bucket] = crc32(bytes.subarray(begin, end), bucket);
    end = bytes.writeUInt32LE(checksums[bucket] ?? 0, end);
    bytes.writeUInt32LE(at, HEADER_BYTES + 4 * (bucket + 1));
  }
  const index = bytes.subarray(HEADER_BYTES, dataOffsetOf(prefixBits));
  const header = {
    ...({ flavour: 'compact', prefixBits, entries: records.length } as const),
    ...{ sourceDate: new Date(0), sourceName: name, minimumCount: 1, ranges: ALL_RANGES },
    ...{ indexChecksum: crc32(index), contentDigest: contentDigest(index, checksums) },
  };
  encodeHeader(header).copy(bytes);
  return bytes;
}

/** A bucket and its 32 bits of record as one whole number. */
const BUCKET = 2 ** 32;
const bucketOf = (record: number): number => Math.floor(record / BUCKET);

/** In their order, each once, in the class of what was seen once. */
function recordsOf(hashes: Iterable<Sha1>, prefixBits: number): readonly number[] {
  const records = new Set<number>();
  for (const sha1 of hashes) {
    const [high, low] = [wordOf(sha1, 0), wordOf(sha1, 4)];
    const record = (remainderOf(high, low, prefixBits) << 4) >>> 0;
    records.add((high >>> (32 - prefixBits)) * BUCKET + record);
  }
  return [...records].sort((a, b) => a - b);
}

/** Every byte was proven when it was opened, so that looking up cannot fail. */
export class PackedCorpus {
  private constructor(
    readonly header: CorpusHeader,
    private readonly bytes: Buffer,
  ) {}

  /** @throws CorpusUnusable for anything but a whole compact corpus */
  static open(packed: Uint8Array, name: string): PackedCorpus {
    const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
    const header = decodeHeader(bytes, name);
    const { flavour, prefixBits, entries } = header;
    const whole =
      flavour === 'compact' && bytes.length === fileBytesOf(flavour, prefixBits, entries);
    const corpus = new PackedCorpus(header, bytes);
    if (!whole || !corpus.#isSound()) {
      throw new CorpusUnusable(name, 'is not what was stored', 'save the list again');
    }
    return corpus;
  }

  /** 0: not there. */
  find(sha1: Sha1): number {
    const { prefixBits } = this.header;
    const high = wordOf(sha1, 0);
    const records = this.#records(high >>> (32 - prefixBits));
    return classIn(records, remainderOf(high, wordOf(sha1, 4), prefixBits));
  }

  #isSound(): boolean {
    const { prefixBits, indexChecksum, contentDigest: promised } = this.header;
    const index = this.bytes.subarray(HEADER_BYTES, dataOffsetOf(prefixBits));
    if (crc32(index) !== indexChecksum) return false;
    const checksums = new Uint32Array(2 ** prefixBits).map((_, bucket) => {
      const records = this.#records(bucket);
      return crc32(records, bucket);
    });
    const stored = checksums.map((_, bucket) => this.#checksum(bucket));
    const same = checksums.every((checksum, bucket) => checksum === stored[bucket]);
    return same && contentDigest(index, checksums).equals(promised);
  }

  #checksum(bucket: number): number {
    return this.bytes.readUInt32LE(this.#begin(bucket + 1) - CHECKSUM_BYTES);
  }

  #records(bucket: number): Buffer {
    return this.bytes.subarray(this.#begin(bucket), this.#begin(bucket + 1) - CHECKSUM_BYTES);
  }

  #begin(bucket: number): number {
    const before = this.bytes.readUInt32LE(HEADER_BYTES + 4 * bucket);
    return dataOffsetOf(this.header.prefixBits) + 4 * before + CHECKSUM_BYTES * bucket;
  }
}
