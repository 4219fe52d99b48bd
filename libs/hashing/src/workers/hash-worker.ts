import { parentPort } from 'node:worker_threads';

import { NodeRsEngine } from '../engines/node-rs.js';
import { foreignMatches } from '../foreign/foreign-matches.js';
import { yieldToEverybody } from './priority.js';
import type { HashAnswer, HashRequest } from './protocol.js';

const engine = new NodeRsEngine();

function answer(request: HashRequest): HashAnswer {
  try {
    return { kind: 'computed', value: computed(request) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : 'unknown' };
  } finally {
    request.bytes.fill(0);
  }
}

function computed(request: HashRequest): string | boolean {
  switch (request.kind) {
    case 'hash':
      return engine.hash(request.bytes, request.salt, request.cost);
    case 'verify':
      return engine.verify(request.bytes, request.phc);
    case 'verify_foreign':
      return foreignMatches(engine, request.bytes, request.foreign);
  }
}

if (!parentPort) throw new Error('the hashing worker runs in a worker thread only');
const port = parentPort;

yieldToEverybody();
port.on('message', (request: HashRequest) => port.postMessage(answer(request)));
port.postMessage({ kind: 'ready' } satisfies HashAnswer);
