import { closeSync, openSync } from 'node:fs';

import type { Origin } from '../file/corpus-writer.js';
import { CorpusWriter, OutOfOrder } from '../file/corpus-writer.js';
import { proveCorpus } from '../file/prove.js';
import { replaceFile } from '../file/replace-file.js';
import type { CorpusHeader } from '../format/header.js';
import { falsePositiveRate, prefixBitsFor } from '../format/layout.js';
import type { BuildOptions, BuildStage } from './build-options.js';
import { diskNeedOf, requireDisk } from './disk-need.js';
import type { Cursor } from './feed.js';
import { feed, START } from './feed.js';
import type { BuildState, Journal, Merging, Streaming } from './journal.js';
import type { TakeBatch } from './records.js';
import { CARRIED_BYTES } from './records.js';
import { partitionBits, partitionFile, Scatter } from './scatter.js';
import { MOST_IN_MEMORY, sortPartition } from './sort.js';
import type { Sources } from './sources.js';

/** A quarter of a gigabyte of sources: some seconds of work may be done twice. */
const MARK_EVERY = 256 * 1024 * 1024;

/** One build: in one pass where sources are in order, otherwise spread and sorted on disk. */
export class Build {
  readonly #flavour;
  readonly #markEvery: number;
  /** Of a hash, by which entries are spread before they are sorted. */
  readonly #bits: number;
  #marked = 0;
  #entries = 0;

  constructor(
    private readonly sources: Sources,
    private readonly options: BuildOptions,
    private readonly origin: Origin,
    private readonly journal: Journal,
  ) {
    this.#flavour = options.flavour;
    this.#markEvery = options.markEvery ?? MARK_EVERY;
    const bytes = sources.entries * CARRIED_BYTES[options.flavour];
    this.#bits = partitionBits(bytes, options.mostInMemory ?? MOST_IN_MEMORY);
  }

  async run(): Promise<CorpusHeader> {
    const kept = this.journal.resumable();
    if (kept) this.options.watch?.onResume?.(kept.stage);
    else this.journal.clear();
    let state: BuildState = kept ?? this.#first();
    let header: CorpusHeader | undefined;
    while (!header) {
      if (state.stage === 'scatter') state = await this.#scatter(state);
      else {
        const ended: CorpusHeader | BuildState =
          state.stage === 'stream' ? await this.#stream(state) : this.#merge(state);
        if ('stage' in ended) state = ended;
        else header = ended;
      }
    }
    this.#prove();
    this.#point('complete');
    replaceFile(this.journal.partial, this.options.out);
    this.#point('in place');
    this.journal.clear();
    return header;
  }

  /** What was written is read once more. Of what a disk has changed no mark can be relied on. */
  #prove(): void {
    try {
      proveCorpus(this.journal.partial);
    } catch (error) {
      this.journal.clear();
      throw error;
    }
  }

  #first(): BuildState {
    const { all, entries } = this.sources;
    if (all.length > 1 || all[0]?.kind === 'words') return { stage: 'scatter', cursor: START };
    requireDisk(diskNeedOf(this.sources, this.options.out, this.#flavour, false));
    const prefixBits = prefixBitsFor(this.#flavour, entries);
    return { stage: 'stream', prefixBits, cursor: START };
  }

  async #stream(state: Streaming): Promise<CorpusHeader | BuildState> {
    const { prefixBits } = state;
    const file = openSync(this.journal.partial, state.mark ? 'r+' : 'w+');
    try {
      const writer = new CorpusWriter(file, this.#flavour, prefixBits, state.mark);
      const take: TakeBatch = (batch) => {
        writer.append(batch);
        this.#entries = writer.entries;
      };
      await this.#feed(state.cursor, take, 'stream', (cursor) => ({
        stage: 'stream',
        prefixBits,
        cursor,
        mark: writer.save(),
      }));
      if (falsePositiveRate(this.#flavour, prefixBits, writer.entries) > 1e-6) {
        const wider = prefixBitsFor(this.#flavour, writer.entries);
        return { stage: 'stream', prefixBits: wider, cursor: START };
      }
      return writer.finish(this.origin);
    } catch (error) {
      if (!(error instanceof OutOfOrder)) throw error;
      return { stage: 'scatter', cursor: START };
    } finally {
      closeSync(file);
    }
  }

  async #scatter({ cursor, lengths }: BuildState & { stage: 'scatter' }): Promise<Merging> {
    const need = diskNeedOf(this.sources, this.options.out, this.#flavour, true);
    this.options.watch?.onSort?.(need);
    requireDisk(need);
    const scatter = new Scatter(this.journal.sorting, this.#flavour, this.#bits, 0, lengths);
    const take: TakeBatch = (batch) => {
      scatter.take(batch);
      this.#entries += batch.length;
    };
    await this.#feed(cursor, take, 'scatter', (at) => ({
      stage: 'scatter',
      cursor: at,
      lengths: scatter.save(),
    }));
    const saved = scatter.save();
    scatter.close();
    const entries = saved.reduce((sum, bytes) => sum + bytes, 0) / CARRIED_BYTES[this.#flavour];
    const prefixBits = prefixBitsFor(this.#flavour, entries);
    const state: Merging = { stage: 'merge', prefixBits, lengths: saved, partition: 0 };
    this.#mark(state);
    return state;
  }

  #merge(state: Merging): CorpusHeader {
    const { prefixBits, mark } = state;
    const file = openSync(this.journal.partial, mark ? 'r+' : 'w+');
    try {
      const writer = new CorpusWriter(file, this.#flavour, prefixBits, mark);
      const take: TakeBatch = (batch) => writer.append(batch);
      const partitions = 2 ** this.#bits;
      const often = Math.max(partitions / 16, 1);
      for (let partition = state.partition; partition < partitions; partition += 1) {
        const path = partitionFile(this.journal.sorting, partition);
        sortPartition(path, this.#flavour, this.#bits, take, this.options.mostInMemory);
        this.#progress('merge', partition + 1, partitions, writer.entries);
        if ((partition + 1) % often !== 0) continue;
        this.#mark({ ...state, partition: partition + 1, mark: writer.save() });
      }
      return writer.finish(this.origin);
    } finally {
      closeSync(file);
    }
  }

  async #feed(
    from: Cursor,
    take: TakeBatch,
    stage: BuildStage,
    stateAt: (cursor: Cursor) => BuildState,
  ): Promise<void> {
    const { minimumCount = 1 } = this.options;
    this.#marked = from.done;
    const onCursor = (cursor: Cursor): void => {
      this.#progress(stage, cursor.done, this.sources.bytes, this.#entries);
      if (cursor.done - this.#marked < this.#markEvery) return;
      this.#marked = cursor.done;
      this.#mark(stateAt(cursor));
    };
    await feed(this.sources.all, from, { flavour: this.#flavour, minimumCount, take, onCursor });
  }

  #mark(state: BuildState): void {
    this.#point(`${state.stage} saved`);
    this.journal.write(state);
    this.#point(`${state.stage} marked`);
  }

  #progress(stage: BuildStage, done: number, total: number, entries: number): void {
    this.options.watch?.onProgress?.({ stage, done, total, entries });
  }

  #point(name: string): void {
    this.options.watch?.onPoint?.(name);
  }
}
