/** The raw limit: verify on every core, and hash where it is that of a change, nothing else. */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { randomBytes } from 'node:crypto';

import { DEFAULT_COST, NodeRsEngine } from '#libs/hashing';

if (!isMainThread && workerData?.seconds) {
  const engine = new NodeRsEngine();
  const password = Buffer.from('one of two passphrases');
  const phc = engine.hash(password, randomBytes(16), DEFAULT_COST);
  const begun = performance.now();
  const end = begun + workerData.seconds * 1000;
  let done = 0;
  while (performance.now() < end) {
    if (!engine.verify(password, phc)) throw new Error('the engine is broken');
    if (workerData.of === 'change') engine.hash(password, randomBytes(16), DEFAULT_COST);
    done += 1;
  }
  parentPort.postMessage(done / ((performance.now() - begun) / 1000));
}

/** @returns pairs of verify and hash a second, or verifies alone, on all cores. */
export async function ceiling(seconds, of = 'change') {
  const rates = await Promise.all(
    Array.from({ length: availableParallelism() }, () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { seconds, of } });
      return new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
    }),
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
}
