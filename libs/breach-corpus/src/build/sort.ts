import { closeSync, openSync, rmSync, statSync } from 'node:fs';

import { readAt } from '../file/open-corpus.js';
import type { Flavour } from '../format/layout.js';
import type { TakeBatch } from './records.js';
import { Batch, CARRIED_BYTES } from './records.js';
import { MOST_BITS, partitionFile, removeFolder, Scatter } from './scatter.js';

/** What is sorted in memory at once; a full entry needs as much again for its key and its copy. */
export const MOST_IN_MEMORY = 64 * 1024 * 1024;

/** A place has 24 bits beside its key. Hashes are spread too evenly for a file to hold more. */
const MOST_PLACES = 2 ** 24;

/**
 * Sorts one file of entries that share `skip` leading bits, and hands them over in order. A file that
 * is too large for memory is spread once more.
 */
export function sortPartition(
  path: string,
  flavour: Flavour,
  skip: number,
  take: TakeBatch,
  most = MOST_IN_MEMORY,
): void {
  const { size } = statSync(path);
  if (size > most && skip <= 16) {
    spreadAgain(path, flavour, skip, take, most);
    return;
  }
  if (size > MOST_PLACES * CARRIED_BYTES[flavour]) throw new Error(`${path} cannot be sorted`);
  const batch = loaded(path, flavour, size);
  if (batch.length > 0) (flavour === 'compact' ? sortCompact : sortFull)(batch, take);
}

function loaded(path: string, flavour: Flavour, size: number): Batch {
  const file = openSync(path, 'r');
  try {
    const bytes = readAt(file, size, 0);
    const batch = new Batch(flavour, bytes.buffer as ArrayBuffer);
    batch.length = batch.capacity;
    return batch;
  } finally {
    closeSync(file);
  }
}

/** An entry is a number, and the runtime sorts numbers natively. */
function sortCompact(batch: Batch, take: TakeBatch): void {
  new BigUint64Array(batch.bytes.buffer, 0, batch.length).sort();
  take(batch);
}

/** Sorted natively by 40 bits of the hash and the place; entries that agree in them, by hand. */
function sortFull(batch: Batch, take: TakeBatch): void {
  const { bytes, length } = batch;
  const width = CARRIED_BYTES.full;
  const words = new Uint32Array(2 * length);
  for (let at = 0; at < length; at += 1) {
    words[2 * at] = ((bytes[at * width + 4] ?? 0) << 24) | at;
    words[2 * at + 1] = bytes.readUInt32BE(at * width);
  }
  new BigUint64Array(words.buffer).sort();
  const places = Uint32Array.from({ length }, (_, at) => (words[2 * at] ?? 0) & 0xff_ffff);
  orderTies(places, words, bytes);
  handOver(places, bytes, take);
}

function orderTies(places: Uint32Array, words: Uint32Array, bytes: Buffer): void {
  const width = CARRIED_BYTES.full;
  const tied = (a: number, b: number): boolean =>
    words[2 * a + 1] === words[2 * b + 1] &&
    (words[2 * a] ?? 0) >>> 24 === (words[2 * b] ?? 0) >>> 24;
  for (let from = 0; from < places.length;) {
    let to = from + 1;
    while (to < places.length && tied(from, to)) to += 1;
    if (to - from > 1) {
      places.subarray(from, to).sort((a, b) => {
        const [left, right] = [a * width, b * width];
        return bytes.compare(bytes, right, right + 20, left, left + 20);
      });
    }
    from = to;
  }
}

function handOver(places: Uint32Array, bytes: Buffer, take: TakeBatch): void {
  const batch = new Batch('full');
  for (const place of places) {
    const at = place * CARRIED_BYTES.full;
    bytes.copy(batch.bytes, batch.length * CARRIED_BYTES.full, at, at + CARRIED_BYTES.full);
    batch.length += 1;
    if (!batch.full) continue;
    take(batch);
    batch.length = 0;
  }
  if (batch.length > 0) take(batch);
}

function spreadAgain(
  path: string,
  flavour: Flavour,
  skip: number,
  take: TakeBatch,
  most: number,
): void {
  const folder = `${path}.again`;
  const scatter = new Scatter(folder, flavour, MOST_BITS, skip);
  const piece = 4_096 * CARRIED_BYTES[flavour] * 8;
  const { size } = statSync(path);
  const file = openSync(path, 'r');
  for (let at = 0; at < size; at += piece) {
    const bytes = readAt(file, Math.min(piece, size - at), at);
    const batch = new Batch(flavour, bytes.buffer as ArrayBuffer);
    batch.length = batch.capacity;
    scatter.take(batch);
  }
  closeSync(file);
  scatter.close();
  for (let part = 0; part < 2 ** MOST_BITS; part += 1) {
    sortPartition(partitionFile(folder, part), flavour, skip + MOST_BITS, take, most);
    rmSync(partitionFile(folder, part));
  }
  removeFolder(folder);
}
