import { createHash } from 'node:crypto';

import { COUNT_CLASSES } from './count-classes.js';
import { CorpusUnusable, REBUILD } from './corpus-unusable.js';
import type { Flavour } from './layout.js';
import {
  dataOffsetOf,
  fileBytesOf,
  HEADER_BYTES,
  prefixBitsAllowed,
  RECORD_BYTES,
} from './layout.js';

/** What a corpus says of itself. docs/breach-corpus.md tells where each field stands. */
export interface CorpusHeader {
  readonly flavour: Flavour;
  readonly prefixBits: number;
  readonly entries: number;
  /** When the source was taken, not when the file was built: the same source builds the same file. */
  readonly sourceDate: Date;
  readonly sourceName: string;
  /** Hashes seen less often than this were left out. */
  readonly minimumCount: number;
  /** How many of the 16^5 ranges the source held. */
  readonly ranges: number;
  readonly indexChecksum: number;
  /** SHA-256 over the index and the checksums of all buckets. */
  readonly contentDigest: Buffer;
}

export const ALL_RANGES = 16 ** 5;

const MAGIC = Buffer.from('LKBREACH', 'latin1');
const FORMAT_VERSION = 1;
const FLAVOURS: readonly (Flavour | undefined)[] = [undefined, 'compact', 'full'];

const AT = {
  version: 8,
  flavour: 10,
  prefixBits: 11,
  recordBytes: 12,
  entries: 16,
  sourceDate: 24,
  minimumCount: 32,
  ranges: 36,
  fileBytes: 40,
  dataOffset: 48,
  indexChecksum: 56,
  classes: 64,
  contentDigest: 128,
  sourceName: 160,
  headerDigest: HEADER_BYTES - 32,
} as const;
export const SOURCE_NAME_BYTES = 128;

export function encodeHeader(header: CorpusHeader): Buffer {
  const { flavour, prefixBits, entries } = header;
  const bytes = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(bytes);
  bytes.writeUInt16LE(FORMAT_VERSION, AT.version);
  bytes.writeUInt8(FLAVOURS.indexOf(flavour), AT.flavour);
  bytes.writeUInt8(prefixBits, AT.prefixBits);
  bytes.writeUInt32LE(RECORD_BYTES[flavour], AT.recordBytes);
  bytes.writeBigUInt64LE(BigInt(entries), AT.entries);
  bytes.writeBigInt64LE(BigInt(header.sourceDate.getTime()), AT.sourceDate);
  bytes.writeUInt32LE(header.minimumCount, AT.minimumCount);
  bytes.writeUInt32LE(header.ranges, AT.ranges);
  bytes.writeBigUInt64LE(BigInt(fileBytesOf(flavour, prefixBits, entries)), AT.fileBytes);
  bytes.writeBigUInt64LE(BigInt(dataOffsetOf(prefixBits)), AT.dataOffset);
  bytes.writeUInt32LE(header.indexChecksum, AT.indexChecksum);
  COUNT_CLASSES.forEach((bound, at) => bytes.writeUInt32LE(bound, AT.classes + 4 * at));
  header.contentDigest.copy(bytes, AT.contentDigest);
  bytes.write(header.sourceName, AT.sourceName, SOURCE_NAME_BYTES, 'utf8');
  digestOf(bytes).copy(bytes, AT.headerDigest);
  return bytes;
}

/** @throws CorpusUnusable */
export function decodeHeader(bytes: Buffer, file: string): CorpusHeader {
  if (bytes.length < HEADER_BYTES) {
    throw new CorpusUnusable(file, 'ends within its header', REBUILD);
  }
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new CorpusUnusable(file, 'is no corpus file', 'name one that `pwctl breach build` made');
  }
  if (!digestOf(bytes).equals(bytes.subarray(AT.headerDigest, HEADER_BYTES))) {
    throw new CorpusUnusable(file, 'has a damaged header', REBUILD);
  }
  const version = bytes.readUInt16LE(AT.version);
  const flavour = FLAVOURS[bytes.readUInt8(AT.flavour)];
  const prefixBits = bytes.readUInt8(AT.prefixBits);
  if (version !== FORMAT_VERSION || !flavour || !prefixBitsAllowed(flavour, prefixBits)) {
    const remedy = 'build it again with this version of pwctl, or upgrade this program';
    throw new CorpusUnusable(file, `has format ${version}, which is not known here`, remedy);
  }
  if (!COUNT_CLASSES.every((bound, at) => bytes.readUInt32LE(AT.classes + 4 * at) === bound)) {
    throw new CorpusUnusable(file, 'has other count classes than ours', REBUILD);
  }
  return { flavour, prefixBits, ...restOf(bytes) };
}

const restOf = (bytes: Buffer): Omit<CorpusHeader, 'flavour' | 'prefixBits'> => ({
  entries: Number(bytes.readBigUInt64LE(AT.entries)),
  sourceDate: new Date(Number(bytes.readBigInt64LE(AT.sourceDate))),
  sourceName: bytes
    .toString('utf8', AT.sourceName, AT.sourceName + SOURCE_NAME_BYTES)
    .replace(/\0+$/u, ''),
  minimumCount: bytes.readUInt32LE(AT.minimumCount),
  ranges: bytes.readUInt32LE(AT.ranges),
  indexChecksum: bytes.readUInt32LE(AT.indexChecksum),
  contentDigest: Buffer.from(bytes.subarray(AT.contentDigest, AT.contentDigest + 32)),
});

const digestOf = (bytes: Buffer): Buffer =>
  createHash('sha256').update(bytes.subarray(0, AT.headerDigest)).digest();

/** When the source was taken, and what was made of it: equal only for equal answers. */
export const versionOf = ({ sourceDate, contentDigest }: CorpusHeader): string =>
  `${sourceDate.toISOString().slice(0, 10)}.${contentDigest.toString('hex', 0, 4)}`;
