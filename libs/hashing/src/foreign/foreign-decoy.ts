import { randomBytes } from 'node:crypto';

import type { Argon2Cost } from '../cost.js';
import { SALT_BYTES, TAG_BYTES } from '../phc.js';
import { recipeOf } from './scheme.js';
import { textOfForeign } from './stored-foreign.js';

/** A hash of nobody's password that costs what hashes of an imported scheme cost. */
export function foreignDecoy(scheme: string, cost: Argon2Cost): string {
  const { recipe, wrapped } = recipeOf(scheme, randomBytes);
  const proof = wrapped ? { wrapped: nobodysPhc(cost) } : { tag: random(TAG_BYTES) };
  return textOfForeign({ recipe, proof });
}

const nobodysPhc = ({ memoryKiB, passes, lanes }: Argon2Cost): string => {
  const head = `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}`;
  return `${head}$${random(SALT_BYTES)}$${random(TAG_BYTES)}`;
};

const random = (size: number): string => randomBytes(size).toString('base64').replace(/=+$/, '');
