/**
 * The file that a hashing thread starts from. A thread takes compiled JavaScript only, so that the
 * sources, as a test runner loads them, point to the built file.
 */
export function workerEntry(here: string = import.meta.url): URL {
  return here.endsWith('.ts')
    ? new URL('../../../../dist/libs/hashing/src/workers/hash-worker.js', here)
    : new URL('./hash-worker.js', here);
}
