import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { writeFully } from '../file/bucket-buffer.js';
import type { Flavour } from '../format/layout.js';
import type { Batch } from './records.js';
import { CARRIED_BYTES, swapped } from './records.js';

/** 256 files stay below the 1,024 that a process may usually have open. */
export const MOST_BITS = 8;

/** By how many bits entries must be spread so that each file is well below what fits in memory. */
export function partitionBits(bytes: number, mostInMemory: number): number {
  let bits = 0;
  while (bits < MOST_BITS && bytes > (mostInMemory / 2) * 2 ** bits) bits += 1;
  return bits;
}

/** A multiple of both record sizes; 256 of them are 12 MiB. */
const BUFFER_BYTES = 24 * 2_048;
const WORD = 4;

/**
 * Spreads entries over files by some bits of their hashes, so that each file can be sorted by
 * itself, and all of them one after the other are sorted as a whole.
 */
export class Scatter {
  readonly #files: readonly number[];
  readonly #buffers: readonly Uint32Array[];
  /** Words in each buffer. */
  readonly #filled: Uint32Array;
  readonly #lengths: number[];
  #saved: readonly number[] = [];

  /** @param bits as many files are 2 to their power.
   * @param skip how many leading bits all entries share: they are spread by the next ones.
   * @param lengths of the files, as an earlier process has saved them. */
  constructor(
    folder: string,
    private readonly flavour: Flavour,
    private readonly bits: number,
    private readonly skip = 0,
    lengths?: readonly number[],
  ) {
    mkdirSync(folder, { recursive: true });
    const names = Array.from({ length: 2 ** bits }, (_, at) => partitionFile(folder, at));
    this.#files = names.map((name) => openSync(name, lengths ? 'r+' : 'w+'));
    this.#buffers = names.map(() => new Uint32Array(BUFFER_BYTES / WORD));
    this.#lengths = [...(lengths ?? names.map(() => 0))];
    this.#filled = new Uint32Array(2 ** bits);
    for (const [at, file] of this.#files.entries()) ftruncateSync(file, this.#lengths[at] ?? 0);
  }

  take({ words, length }: Batch): void {
    const compact = this.flavour === 'compact';
    const width = CARRIED_BYTES[this.flavour] / WORD;
    const shift = 32 - this.bits - this.skip;
    const mask = 2 ** this.bits - 1;
    for (let from = 0; from < length * width; from += width) {
      const high = compact ? (words[from + 1] ?? 0) : swapped(words[from] ?? 0);
      const partition = (high >>> shift) & mask;
      const filled = this.#filled[partition] ?? 0;
      const buffer = this.#buffers[partition];
      if (!buffer) continue;
      for (let word = 0; word < width; word += 1) buffer[filled + word] = words[from + word] ?? 0;
      this.#filled[partition] = filled + width;
      if (filled + width === BUFFER_BYTES / WORD) this.#write(partition);
    }
  }

  /** Puts everything on disk; with the lengths a later process can go on. */
  save(): readonly number[] {
    for (const [at, file] of this.#files.entries()) {
      this.#write(at);
      if (this.#saved[at] !== this.#lengths[at]) fdatasyncSync(file);
    }
    this.#saved = [...this.#lengths];
    return [...this.#lengths];
  }

  /** @returns the bytes of each file. */
  close(): readonly number[] {
    for (const [at, file] of this.#files.entries()) {
      this.#write(at);
      closeSync(file);
    }
    return this.#lengths;
  }

  #write(partition: number): void {
    const [file, buffer] = [this.#files[partition], this.#buffers[partition]];
    const filled = this.#filled[partition] ?? 0;
    if (file === undefined || !buffer || filled === 0) return;
    const length = this.#lengths[partition] ?? 0;
    writeFully(file, Buffer.from(buffer.buffer, 0, filled * WORD), length);
    this.#lengths[partition] = length + filled * WORD;
    this.#filled[partition] = 0;
  }
}

export const partitionFile = (folder: string, partition: number): string =>
  join(folder, partition.toString(16).padStart(2, '0'));

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true });
