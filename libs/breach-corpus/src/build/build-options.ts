import type { Flavour } from '../format/layout.js';
import type { DiskNeed } from './disk-need.js';

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
