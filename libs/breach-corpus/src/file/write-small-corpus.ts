import { closeSync, openSync } from 'node:fs';

import { Batch, CARRIED_BYTES } from '../build/records.js';
import { classOf } from '../format/count-classes.js';
import type { CorpusHeader } from '../format/header.js';
import type { Flavour } from '../format/layout.js';
import { prefixBitsFor } from '../format/layout.js';
import type { Sha1 } from '../format/sha1.js';
import { wordOf } from '../format/sha1.js';
import type { Origin } from './corpus-writer.js';
import { CorpusWriter } from './corpus-writer.js';
import { replaceFile } from './replace-file.js';

/** Writes a corpus of hashes that fit in memory, with their counts, and puts it in place. */
export function writeSmallCorpus(
  out: string,
  flavour: Flavour,
  counts: ReadonlyMap<Sha1, number>,
  origin: Origin,
): CorpusHeader {
  // Code units order strings of bytes as the bytes are ordered.
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const file = openSync(`${out}.building`, 'w+');
  try {
    const writer = new CorpusWriter(file, flavour, prefixBitsFor(flavour, sorted.length));
    const batch = new Batch(flavour, new ArrayBuffer(CARRIED_BYTES[flavour]));
    batch.length = 1;
    for (const [sha1, count] of sorted) {
      batch.words[0] = (wordOf(sha1, 4) & ~15) | classOf(count);
      batch.words[1] = wordOf(sha1, 0);
      if (flavour === 'full') {
        batch.bytes.write(sha1, 0, 'latin1');
        batch.bytes.writeUInt32LE(count, 20);
      }
      writer.append(batch);
    }
    const header = writer.finish(origin);
    replaceFile(`${out}.building`, out);
    return header;
  } finally {
    closeSync(file);
  }
}
