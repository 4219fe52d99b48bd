/**
 * A process that builds, pulls or swaps and kills itself with SIGKILL when it comes past a point for
 * the nth time: node breach-worker.mjs '{"task","point","nth",…}'. Prints each point it passes.
 */
import { renameSync, writeSync } from 'node:fs';

/** Each task loads no more than it needs: thousands of these processes are started. */
const load = (name) => import(new URL(`../../dist/libs/${name}.js`, import.meta.url));

const { task, point: deadly, nth, ...options } = JSON.parse(process.argv[2]);
let passed = 0;

function onPoint(point) {
  writeSync(1, `${point}\n`);
  if (point !== deadly) return;
  passed += 1;
  if (passed === nth) process.kill(process.pid, 'SIGKILL');
}

const tasks = {
  async build({ sourceDate, ...options }) {
    const { buildCorpus } = await load('breach-corpus/src/build/build-corpus');
    await buildCorpus({ ...options, sourceDate: new Date(sourceDate), watch: { onPoint } });
  },

  async pull(options) {
    const { pullRanges } = await load('breach-corpus/src/pull/pull-ranges');
    const { Egress } = await load('platform/src/index');
    const egress = new Egress({ allowPrivate: true });
    await pullRanges({ ...options, egress, onPoint });
    egress.close();
  },

  /** Puts one generation after another in the place of the file that it serves. */
  async swap({ generations, live, word }) {
    const { LiveCorpus } = await load('breach-corpus/src/live-corpus');
    const { sha1Of } = await load('breach-corpus/src/format/sha1');
    const service = new LiveCorpus(live, {
      onProblem: (message) => writeSync(1, `problem ${message}\n`),
      onSwap: () => onPoint('swapped'),
    });
    for (const next of generations) {
      onPoint('staged');
      renameSync(next, live);
      onPoint('renamed');
      service.refresh();
      if (service.current.find(sha1Of(word)) === 0) writeSync(1, 'problem lost\n');
      onPoint('answered');
    }
    service.close();
  },
};

await tasks[task](options);
