import { CorpusUnusable, REBUILD } from '../format/corpus-unusable.js';
import { dataOffsetOf, HEADER_BYTES } from '../format/layout.js';
import type { CorpusFile } from './corpus-file.js';
import { contentDigest } from './corpus-writer.js';
import { readAt } from './open-corpus.js';

/** As many buckets as are read between two looks at anything else: some hundred kilobytes. */
const STRIDE = 256;

/**
 * Reads every bucket and proves its checksum, in strides; yields how many buckets are done.
 * @throws CorpusDamaged
 */
export function* everyBucket(corpus: CorpusFile): Generator<number, Uint32Array, void> {
  const buckets = 2 ** corpus.header.prefixBits;
  const checksums = new Uint32Array(buckets);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    if (bucket % STRIDE === 0) yield bucket;
    corpus.records(bucket);
    checksums[bucket] = corpus.lastChecksum;
  }
  return checksums;
}

/** Every byte: the buckets, and that they are those which the header names. @throws CorpusUnusable */
export function* verification(corpus: CorpusFile, path: string): Generator<number, void, void> {
  const checksums = yield* everyBucket(corpus);
  const { prefixBits, contentDigest: promised } = corpus.header;
  const index = readAt(corpus.descriptor, dataOffsetOf(prefixBits) - HEADER_BYTES, HEADER_BYTES);
  if (!contentDigest(index, checksums).equals(promised)) {
    throw new CorpusUnusable(path, 'has another content than its header promises', REBUILD);
  }
}
