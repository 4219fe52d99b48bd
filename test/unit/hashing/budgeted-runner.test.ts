import { beforeEach, describe, expect, test } from '@jest/globals';

import { BudgetedRunner, cheapestCostForTests, HashRunner } from '#libs/hashing';
import type { StoredForeign } from '#libs/hashing';

import { settled } from './builders.js';

const bytes = () => new Uint8Array(8);
const SALT = new Uint8Array(16);

const scrypt = (n: number): StoredForeign => ({
  recipe: { kdf: 'scrypt', n, r: 8, p: 1, tagBytes: 32, salt: '' },
  proof: { tag: '' },
});
/** 1 KiB for each: 128·8·n bytes, and one block more. */
const KIB = 1024;

/** Notes who began and lets them go one by one. */
class Stopwatched extends HashRunner {
  readonly running: (() => void)[] = [];

  override hash = (): Promise<string> => this.#begun('hash');
  override verify = (): Promise<boolean> => this.#begun(true);
  override verifyForeign = (): Promise<boolean> => this.#begun(true);
  override close = (): Promise<void> => Promise.resolve();

  #begun<Value>(value: Value): Promise<Value> {
    return new Promise((resolve) => this.running.push(() => resolve(value)));
  }
}

let inner: Stopwatched;
let runner: BudgetedRunner;
beforeEach(() => {
  inner = new Stopwatched();
  runner = new BudgetedRunner(inner, 4 * KIB);
});

const foreign = (n: number) => runner.verifyForeign(bytes(), scrypt(n));
const running = async () => {
  await settled();
  return inner.running.length;
};

describe('memory of all hashes together (F08)', () => {
  test('lets in what fits, and holds back what does not', async () => {
    void foreign(1000);
    void foreign(1000);
    void foreign(1000);
    void foreign(1000);
    expect(await running()).toBe(4);
    void foreign(1000);
    expect(await running()).toBe(4);
    inner.running[0]?.();
    expect(await running()).toBe(5);
  });

  test('is given in the order of arrival, so that a large one is not starved by small ones', async () => {
    void foreign(1000);
    void foreign(4000);
    void runner.hash(bytes(), SALT, cheapestCostForTests());
    expect(await running()).toBe(1);
    inner.running[0]?.();
    expect(await running()).toBe(3);
  });

  test('is given whole to what is larger than all of it', async () => {
    void foreign(9000);
    void foreign(10);
    expect(await running()).toBe(1);
    inner.running[0]?.();
    expect(await running()).toBe(2);
  });

  test('comes back when a hash fails', async () => {
    inner.verifyForeign = () => Promise.reject(new Error('broken'));
    await expect(foreign(4000)).rejects.toThrow('broken');
    await expect(foreign(4000)).rejects.toThrow('broken');
  });
});
