import { parentPort } from 'node:worker_threads';

import { NodeRsEngine } from '../engines/node-rs.js';
import { yieldToEverybody } from './priority.js';
import type { HashAnswer, HashRequest } from './protocol.js';

const engine = new NodeRsEngine();

function answer(request: HashRequest): HashAnswer {
  try {
    const value =
      request.kind === 'hash'
        ? engine.hash(request.bytes, request.salt, request.cost)
        : engine.verify(request.bytes, request.phc);
    return { kind: 'computed', value };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : 'unknown' };
  } finally {
    request.bytes.fill(0);
  }
}

if (!parentPort) throw new Error('the hashing worker runs in a worker thread only');
const port = parentPort;

yieldToEverybody();
port.on('message', (request: HashRequest) => port.postMessage(answer(request)));
port.postMessage({ kind: 'ready' } satisfies HashAnswer);
