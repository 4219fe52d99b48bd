import type { Argon2Cost } from '../cost.js';
import type { Argon2Engine } from '../engines/argon2-engine.js';
import { foreignMatches } from '../foreign/foreign-matches.js';
import type { StoredForeign } from '../foreign/stored-foreign.js';
import { HashRunner } from './hash-runner.js';
import type { PasswordBytes } from './hash-runner.js';

/** Hashes on the caller's own thread: for tests and one-off commands, never inside a service. */
export class InProcessRunner extends HashRunner {
  constructor(private readonly engine: Argon2Engine) {
    super();
  }

  hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string> {
    return wiping(bytes, () => this.engine.hash(bytes, salt, cost));
  }

  verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    return wiping(bytes, () => this.engine.verify(bytes, phc));
  }

  verifyForeign(bytes: PasswordBytes, foreign: StoredForeign): Promise<boolean> {
    return wiping(bytes, () => foreignMatches(this.engine, bytes, foreign));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Async, so that a throw arrives as a rejection, as from a worker. */
async function wiping<Value>(bytes: PasswordBytes, work: () => Value): Promise<Value> {
  try {
    return work();
  } finally {
    bytes.fill(0);
  }
}
