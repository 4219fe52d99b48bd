/** Calls `visit` with the five words of each hash, in order; answers how many there were. */
export function forEachHash(
  entries: number,
  seed: number,
  visit: (words: Uint32Array, count: number) => void,
): number;
export function generator(seed: number): () => number;
export function writeHex(words: Uint32Array, into: Buffer, at: number): number;
export function hexOf(words: Uint32Array): string;
export function writeHashCounts(
  path: string,
  entries: number,
  seed: number,
  end?: string,
  order?: readonly number[],
): number;
