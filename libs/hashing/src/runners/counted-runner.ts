import type { Argon2Cost } from '../cost.js';
import type { StoredForeign } from '../foreign/stored-foreign.js';
import { HashRunner } from './hash-runner.js';
import type { PasswordBytes } from './hash-runner.js';

/** Counts every slow hash that is asked for: 2 for a change, 1 for a wrong guess, 0 for a refusal. */
export class CountedRunner extends HashRunner {
  #hashes = 0;

  constructor(private readonly inner: HashRunner) {
    super();
  }

  get hashes(): number {
    return this.#hashes;
  }

  hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string> {
    this.#hashes += 1;
    return this.inner.hash(bytes, salt, cost);
  }

  verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    this.#hashes += 1;
    return this.inner.verify(bytes, phc);
  }

  verifyForeign(bytes: PasswordBytes, foreign: StoredForeign): Promise<boolean> {
    this.#hashes += 1;
    return this.inner.verifyForeign(bytes, foreign);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
