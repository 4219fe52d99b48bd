import { createHash } from 'node:crypto';
import { basename } from 'node:path';

import type { CorpusHeader } from '../format/header.js';
import { ALL_RANGES } from '../format/header.js';
import { Build } from './build.js';
import type { BuildOptions } from './build-options.js';
import { Journal } from './journal.js';
import { Malformed } from './malformed.js';
import type { Sources } from './sources.js';
import { inspected } from './sources.js';

/**
 * Builds a corpus and puts it in place by a rename, so that a reader sees the old one or the new one.
 * After a kill the same call goes on where the last mark was set.
 * @throws Malformed for a source that is not understood whole
 */
export async function buildCorpus(options: BuildOptions): Promise<CorpusHeader> {
  const sources = await inspected(options.paths);
  const ranges = rangesOf(sources, options);
  const { flavour, minimumCount = 1 } = options;
  const origin = {
    sourceDate: options.sourceDate ?? sources.newest,
    sourceName: options.sourceName ?? options.paths.map((path) => basename(path)).join(', '),
    minimumCount,
    ranges,
  };
  const key = createHash('sha256')
    .update(JSON.stringify([sources.fingerprint, flavour, origin, options.mostInMemory]))
    .digest('hex');
  const journal = new Journal(options.out, key);
  return new Build(sources, options, origin, journal).run();
}

function rangesOf({ all }: Sources, { allowMissingRanges }: BuildOptions): number {
  const folders = all.filter((source) => source.kind === 'ranges');
  if (folders.length < all.length || folders.length === 0) return ALL_RANGES;
  const most = Math.max(...folders.map(({ files }) => files.length));
  if (most < ALL_RANGES && !allowMissingRanges) {
    throw new Malformed(
      `${folders[0]?.path} holds ${most} of ${ALL_RANGES} ranges. Passwords of the others would ` +
        'count as clean: complete the folder, or say that this is intended (--allow-missing-ranges)',
    );
  }
  return most;
}
