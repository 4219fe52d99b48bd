import { argon2id, hash, verify } from 'argon2';

import { HashRunner } from '#libs/hashing';
import type { Argon2Cost, PasswordBytes } from '#libs/hashing';

/**
 * The second implementation (the reference C code), which ours is held against. It only works
 * asynchronously, so that it stands where a runner stands.
 */
export class ReferenceRunner extends HashRunner {
  hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string> {
    return hash(Buffer.from(bytes), {
      type: argon2id,
      version: 0x13,
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: cost.lanes,
      hashLength: 32,
      salt: Buffer.from(salt),
    });
  }

  verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    return verify(phc, Buffer.from(bytes));
  }

  verifyForeign(): Promise<boolean> {
    return Promise.reject(new Error('the reference code knows Argon2 alone'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
