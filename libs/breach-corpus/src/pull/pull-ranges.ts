import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DiskTooSmall, freeBytes } from '../build/disk-need.js';
import { ALL_RANGES } from '../format/header.js';
import { Etags } from './etags.js';
import type { RangeOrigin } from './fetch-range.js';
import { fetchRange } from './fetch-range.js';
import type { PullState } from './pull-state.js';
import { readPullState, writePullState } from './pull-state.js';
import { verifiedEntries } from './verify-pull.js';

export interface PullProgress {
  readonly done: number;
  readonly total: number;
  readonly transferred: number;
  readonly bytes: number;
}

export interface PullOptions extends RangeOrigin {
  readonly folder: string;
  /** Requests at the same time. */
  readonly parallel?: number;
  /** How many ranges from 00000 on; all but in tests. */
  readonly ranges?: number;
  /** Passwords that must be found, in ranges that were pulled. */
  readonly canaries?: readonly string[];
  readonly onProgress?: (progress: PullProgress) => void;
  /** For tests: how many bytes a folder's disk has left. */
  readonly roomIn?: (folder: string) => number;
  /** Names each moment after which a kill must do no harm. */
  readonly onPoint?: (point: string) => void;
}

/** What was pulled is not what it should be, or not all of it could be pulled. */
export class PullFailed extends Error {
  override readonly name = 'PullFailed';
}

const PARALLEL = 16;

/** After so many ranges it is known well how much room all of them take; the first tells roughly. */
const SAMPLES = new Set([1, 256]);

/**
 * Brings a folder of ranges to what a range server has now: only what has changed is transferred.
 * Until all is there and verified the folder counts as incomplete and nothing is built from it.
 * @throws PullFailed, DiskTooSmall
 */
export async function pullRanges(
  options: PullOptions,
): Promise<PullProgress & { entries: number }> {
  const { folder, baseUrl, ranges = ALL_RANGES, parallel = PARALLEL, onPoint } = options;
  mkdirSync(folder, { recursive: true });
  const before = readPullState(folder);
  writePullState(folder, { ...pulling(before, baseUrl), ranges });
  const pull = new Pull(options, ranges);
  const workers = Array.from({ length: parallel }, () => pull.work());
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  pull.etags.tidy();
  const expected = before?.from === baseUrl ? before.entries : 0;
  const entries = verifiedEntries(folder, ranges, expected, options.canaries ?? ['password']);
  onPoint?.('verified');
  writePullState(folder, { from: baseUrl, state: 'complete', ranges, entries });
  onPoint?.('complete');
  return { ...pull.progress(), entries };
}

const pulling = (before: PullState | undefined, from: string): PullState => ({
  from,
  state: 'pulling',
  ranges: 0,
  entries: before?.from === from ? before.entries : 0,
});

class Pull {
  readonly etags: Etags;
  #next = 0;
  #done = 0;
  #transferred = 0;
  #bytes = 0;
  #stopped = false;
  /** Ranges that take room which they have not taken before. */
  #missing: number;

  constructor(
    private readonly options: PullOptions,
    private readonly ranges: number,
  ) {
    this.etags = new Etags(options.folder);
    const there = readdirSync(options.folder).filter((name) => /^[\dA-F]{5}\.txt$/u.test(name));
    this.#missing = Math.max(ranges - there.length, 0);
  }

  progress(): PullProgress {
    const [done, transferred, bytes] = [this.#done, this.#transferred, this.#bytes];
    return { done, total: this.ranges, transferred, bytes };
  }

  /** Takes one range after the other until none is left or another worker has failed. */
  async work(): Promise<void> {
    try {
      while (!this.#stopped && this.#next < this.ranges) {
        await this.#one((this.#next++).toString(16).toUpperCase().padStart(5, '0'));
      }
    } catch (error) {
      this.#stopped = true;
      if (error instanceof DiskTooSmall) throw error;
      const { message } = error as Error;
      throw new PullFailed(`${message}. What was pulled is kept: run it again to go on`);
    }
  }

  async #one(range: string): Promise<void> {
    const { folder, onPoint, onProgress } = this.options;
    const file = join(folder, `${range}.txt`);
    const there = existsSync(file);
    const known = there ? this.etags.get(range) : undefined;
    const { text, etag } = await fetchRange(range, known, this.options);
    if (text !== undefined) {
      writeFileSync(join(folder, `.${range}.new`), text);
      onPoint?.('range written');
      renameSync(join(folder, `.${range}.new`), file);
      onPoint?.('range in place');
      this.#transferred += 1;
      this.#bytes += text.length;
      if (!there) this.#missing -= 1;
      if (etag !== undefined) this.etags.set(range, etag);
      if (SAMPLES.has(this.#transferred)) this.#requireDisk();
    }
    this.#done += 1;
    onProgress?.(this.progress());
  }

  #requireDisk(): void {
    const left = (this.#bytes / this.#transferred) * this.#missing;
    const { folder, roomIn = freeBytes } = this.options;
    const free = roomIn(folder);
    if (left <= free) return;
    const [needed, there] = [left, free].map((bytes) => `${Math.ceil(bytes / 1e6)} MB`);
    throw new DiskTooSmall(`the other ranges need ${needed} on disk and ${there} are free`);
  }
}
