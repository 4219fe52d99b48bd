import { timingSafeEqual } from 'node:crypto';

import { hashSync } from '@node-rs/argon2';

import type { Argon2Parameters } from '../cost.js';
import { readPhc, TAG_BYTES } from '../phc.js';
import type { Argon2Engine } from './argon2-engine.js';

/** The package's `const enum`s do not exist at run time. */
const ARGON2ID = 2;
const VERSION_19 = 1;

/** Synchronous on purpose: it owns its thread, and libuv's pool stays free for everybody else. */
export class NodeRsEngine implements Argon2Engine {
  hash(bytes: Uint8Array, salt: Uint8Array, cost: Argon2Parameters): string {
    return hashSync(bytes, {
      algorithm: ARGON2ID,
      version: VERSION_19,
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: cost.lanes,
      outputLen: TAG_BYTES,
      salt,
    });
  }

  /**
   * Computes again and compares: the package's own verify throws at bytes that are not UTF-8, and
   * takes parameters in an order that the reference decoder refuses.
   */
  verify(bytes: Uint8Array, phc: string): boolean {
    const { salt, ...cost } = readPhc(phc);
    const computed = Buffer.from(this.hash(bytes, salt, cost));
    const stored = Buffer.from(phc);
    return computed.length === stored.length && timingSafeEqual(computed, stored);
  }
}
