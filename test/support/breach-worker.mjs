/**
 * A process that builds, pulls or swaps and kills itself with SIGKILL when it comes past a point for
 * the nth time: node breach-worker.mjs '{"task","point","nth",…}'. Prints each point it passes.
 */
import { renameSync, writeSync } from 'node:fs';

import {
  buildCorpus,
  LiveCorpus,
  pullRanges,
  sha1Of,
} from '../../dist/libs/breach-corpus/src/index.js';
import { Egress } from '../../dist/libs/platform/src/index.js';

const order = JSON.parse(process.argv[2]);
let passed = 0;

function onPoint(point) {
  writeSync(1, `${point}\n`);
  if (point !== order.point) return;
  passed += 1;
  if (passed === order.nth) process.kill(process.pid, 'SIGKILL');
}

const tasks = {
  async build({ paths, out, markEvery, mostInMemory, flavour }) {
    const sourceDate = new Date('2026-11-01');
    const watch = { onPoint };
    const about = { sourceDate, sourceName: 'kill', watch };
    await buildCorpus({ paths, out, flavour, markEvery, mostInMemory, ...about });
  },

  async pull({ folder, baseUrl, ranges }) {
    const egress = new Egress({ allowPrivate: true });
    await pullRanges({ folder, baseUrl, ranges, egress, parallel: 4, onPoint });
    egress.close();
  },

  /** Puts one generation after another in the place of the file that it serves. */
  async swap({ generations, live, word }) {
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

await tasks[order.task](order);
