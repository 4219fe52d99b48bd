import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { writeFully } from '../file/bucket-buffer.js';
import type { Flavour } from '../format/layout.js';
import type { Batch } from './records.js';
import { CARRIED_BYTES } from './records.js';

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

/**
 * Spreads entries over files by some bits of their hashes, so that each file can be sorted by
 * itself, and all of them one after the other are sorted as a whole.
 */
export class Scatter {
  readonly #files: readonly number[];
  readonly #buffers: readonly Buffer[];
  readonly #filled: Uint32Array;
  readonly #lengths: number[];
  #saved: readonly number[] = [];
  readonly #width: number;

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
    this.#buffers = names.map(() => Buffer.allocUnsafeSlow(BUFFER_BYTES));
    this.#lengths = [...(lengths ?? names.map(() => 0))];
    this.#filled = new Uint32Array(2 ** bits);
    this.#width = CARRIED_BYTES[flavour];
    for (const [at, file] of this.#files.entries()) ftruncateSync(file, this.#lengths[at] ?? 0);
  }

  take({ bytes, words, length }: Batch): void {
    const shift = 32 - this.bits - this.skip;
    const mask = 2 ** this.bits - 1;
    for (let at = 0; at < length; at += 1) {
      const begin = at * this.#width;
      const high =
        this.flavour === 'compact' ? (words[2 * at + 1] ?? 0) : bytes.readUInt32BE(begin);
      const partition = (high >>> shift) & mask;
      const filled = this.#filled[partition] ?? 0;
      const buffer = this.#buffers[partition];
      if (!buffer) continue;
      bytes.copy(buffer, filled, begin, begin + this.#width);
      this.#filled[partition] = filled + this.#width;
      if (filled + this.#width === BUFFER_BYTES) this.#write(partition);
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
    writeFully(file, buffer.subarray(0, filled), length);
    this.#lengths[partition] = length + filled;
    this.#filled[partition] = 0;
  }
}

export const partitionFile = (folder: string, partition: number): string =>
  join(folder, partition.toString(16).padStart(2, '0'));

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true });
