import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';

import { CorpusUnusable, REBUILD } from '../format/corpus-unusable.js';
import type { CorpusHeader } from '../format/header.js';
import { decodeHeader } from '../format/header.js';
import { dataOffsetOf, fileBytesOf, HEADER_BYTES, indexBytesOf } from '../format/layout.js';
import type { BucketIndex } from './bucket-index.js';
import { IndexInMemory, IndexOnDisk } from './bucket-index.js';

export interface OpenedCorpus {
  readonly file: number;
  readonly header: CorpusHeader;
  readonly index: BucketIndex;
}

/** Looks at header, length and index, which takes milliseconds. @throws CorpusUnusable */
export function openCorpus(path: string, indexIn: 'memory' | 'disk'): OpenedCorpus {
  const file = opened(path);
  try {
    const header = decodeHeader(readAt(file, HEADER_BYTES, 0), path);
    const expected = fileBytesOf(header.flavour, header.prefixBits, header.entries);
    const { size } = fstatSync(file);
    if (size !== expected) {
      const wrong = `has ${size} bytes where its header promises ${expected}`;
      throw new CorpusUnusable(path, wrong, REBUILD);
    }
    return { file, header, index: indexOf(file, header, path, indexIn) };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const wrong = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    const remedy = 'make it with `pwctl breach build` where this process may read it';
    throw new CorpusUnusable(path, wrong, remedy);
  }
}

function indexOf(
  file: number,
  { prefixBits, indexChecksum, entries }: CorpusHeader,
  path: string,
  indexIn: 'memory' | 'disk',
): BucketIndex {
  if (indexIn === 'disk') return new IndexOnDisk(file);
  const bytes = readAt(file, dataOffsetOf(prefixBits) - HEADER_BYTES, HEADER_BYTES);
  if (crc32(bytes) !== indexChecksum) {
    throw new CorpusUnusable(path, 'has a damaged index', REBUILD);
  }
  const index = bytes.subarray(0, indexBytesOf(prefixBits));
  if (endianness() === 'BE') index.swap32();
  const positions = new Uint32Array(index.buffer, index.byteOffset, index.length / 4);
  if (positions.at(-1) !== entries) {
    throw new CorpusUnusable(path, 'has an index of another corpus', REBUILD);
  }
  return new IndexInMemory(positions);
}

/** Fewer bytes than asked for where the file ends. Never from the pool: an index is aligned. */
export function readAt(file: number, length: number, position: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length));
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}
