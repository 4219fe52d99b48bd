import { existsSync, readFileSync, rmSync } from 'node:fs';

import type { WriterMark } from '../file/corpus-writer.js';
import { writeWhole } from '../file/replace-file.js';
import type { Cursor } from './feed.js';

/** How far a build has come. What it names is on disk. */
export type BuildState =
  | Streaming
  | { readonly stage: 'scatter'; readonly cursor: Cursor; readonly lengths?: readonly number[] }
  | Merging;

/** The sources are in order: entries go straight into the file. */
export interface Streaming {
  readonly stage: 'stream';
  readonly prefixBits: number;
  readonly cursor: Cursor;
  readonly mark?: WriterMark;
}

/** All entries lie in partitions, which are sorted one after the other. */
export interface Merging {
  readonly stage: 'merge';
  readonly prefixBits: number;
  readonly lengths: readonly number[];
  readonly partition: number;
  readonly mark?: WriterMark;
}

/** Where a build puts what is not yet a corpus: beside the file that it will replace. */
export class Journal {
  readonly partial: string;
  readonly sorting: string;
  readonly #file: string;

  /** @param key tells this build from one with other sources or options. */
  constructor(
    readonly out: string,
    private readonly key: string,
  ) {
    this.partial = `${out}.building`;
    this.sorting = `${out}.sorting`;
    this.#file = `${out}.building.json`;
  }

  /** Undefined: nothing was begun, or something else, or it has already been put in place. */
  resumable(): BuildState | undefined {
    const state = this.#read();
    const marked = state && 'mark' in state;
    const needed = [
      ...(marked ? [this.partial] : []),
      ...(state && 'lengths' in state ? [this.sorting] : []),
    ];
    return needed.every((path) => existsSync(path)) ? state : undefined;
  }

  #read(): BuildState | undefined {
    try {
      const kept = JSON.parse(readFileSync(this.#file, 'utf8')) as {
        key?: string;
        state: BuildState;
      };
      return kept.key === this.key ? kept.state : undefined;
    } catch {
      return undefined;
    }
  }

  write(state: BuildState): void {
    writeWhole(this.#file, JSON.stringify({ key: this.key, state }));
  }

  clear(): void {
    for (const path of [this.#file, this.partial, this.sorting]) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
