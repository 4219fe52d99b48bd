import { hashRawSync } from '@node-rs/argon2';

import type { Argon2Recipe } from '../recipe.js';

/** The package's `const enum`s do not exist at run time. */
const ALGORITHMS = { d: 0, i: 1, id: 2 } as const;
const VERSIONS = { 16: 0, 19: 1 } as const;

export function argon2(password: Uint8Array, recipe: Argon2Recipe): Uint8Array {
  const { variant, version, memoryKiB, passes, lanes, tagBytes, salt } = recipe;
  return hashRawSync(password, {
    algorithm: ALGORITHMS[variant],
    version: VERSIONS[version],
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
    outputLen: tagBytes,
    salt: Buffer.from(salt, 'base64'),
  });
}
