import type { Argon2Cost } from '../cost.js';
import { memoryOf } from '../foreign/demand.js';
import type { StoredForeign } from '../foreign/stored-foreign.js';
import { readPhc } from '../phc.js';
import { HashRunner } from './hash-runner.js';
import type { PasswordBytes } from './hash-runner.js';

/**
 * Keeps what all hashes fill together within a budget. Those of our own parameters always fit; an
 * imported one may fill many times as much, and then waits, and what came after it waits behind it.
 */
export class BudgetedRunner extends HashRunner {
  readonly #waiting: { readonly kib: number; readonly begin: () => void }[] = [];
  #used = 0;

  constructor(
    private readonly inner: HashRunner,
    private readonly budgetKiB: number,
  ) {
    super();
  }

  hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string> {
    return this.#within(cost.memoryKiB, () => this.inner.hash(bytes, salt, cost));
  }

  async verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    return this.#within(readPhc(phc).memoryKiB, () => this.inner.verify(bytes, phc));
  }

  verifyForeign(bytes: PasswordBytes, foreign: StoredForeign): Promise<boolean> {
    const { recipe, proof } = foreign;
    const wrapping = 'wrapped' in proof ? readPhc(proof.wrapped).memoryKiB : 0;
    // One after the other, in the same thread.
    const most = Math.max(memoryOf(recipe), wrapping);
    return this.#within(most, () => this.inner.verifyForeign(bytes, foreign));
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  async #within<Value>(kib: number, work: () => Promise<Value>): Promise<Value> {
    if (this.#waiting.length > 0 || !this.#fits(kib)) {
      await new Promise<void>((begin) => this.#waiting.push({ kib, begin }));
    } else {
      this.#used += kib;
    }
    try {
      return await work();
    } finally {
      this.#used -= kib;
      this.#admitWaiting();
    }
  }

  /** What is larger than the whole budget, because that has shrunk since the import, runs alone. */
  #fits(kib: number): boolean {
    return this.#used === 0 || this.#used + kib <= this.budgetKiB;
  }

  #admitWaiting(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.kib); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#used += next.kib;
      next.begin();
    }
  }
}
