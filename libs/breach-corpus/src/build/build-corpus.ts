import { createHash } from 'node:crypto';
import { basename } from 'node:path';

import type { CorpusHeader } from '../format/header.js';
import { ALL_RANGES } from '../format/header.js';
import type { Flavour } from '../format/layout.js';
import { Build } from './build.js';
import type { DiskNeed } from './disk-need.js';
import { Journal } from './journal.js';
import { Malformed } from './malformed.js';
import type { Sources } from './sources.js';
import { inspected } from './sources.js';

export type BuildStage = 'stream' | 'scatter' | 'merge';

export interface BuildProgress {
  readonly stage: BuildStage;
  /** Bytes of sources, or partitions when merging. */
  readonly done: number;
  readonly total: number;
  readonly entries: number;
}

export interface BuildOptions {
  /** A folder of range files, `HASH:COUNT` texts, word lists; each may be gzip or zstd. */
  readonly paths: readonly string[];
  readonly out: string;
  readonly flavour: Flavour;
  /** Leaves out what was seen less often. */
  readonly minimumCount?: number;
  /** Without it when the newest of the sources was written. */
  readonly sourceDate?: Date;
  readonly sourceName?: string;
  /** A corpus that knows only some ranges takes all others for clean. */
  readonly allowMissingRanges?: boolean;
  readonly watch?: BuildWatch;
  /** Bytes of sources between two marks from which a build can go on. */
  readonly markEvery?: number;
  readonly mostInMemory?: number;
}

export interface BuildWatch {
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly onResume?: (stage: BuildStage) => void;
  /** Before entries that are in no order are sorted on disk. @throws to stop the build */
  readonly onSort?: (need: DiskNeed) => void;
  /** Names each moment after which a kill must do no harm. */
  readonly onPoint?: (point: string) => void;
}

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
