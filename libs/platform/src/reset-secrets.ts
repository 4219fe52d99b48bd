import { createHash, randomInt, randomUUID } from 'node:crypto';

import { ResetSecrets } from '#libs/credentials';
import { Password, Secret } from '#libs/identity';

import { randomBytes } from './random.js';

const DIGITS = 8;
const LINK_BYTES = 32;

/** From the operating system's generator. */
export class RandomResetSecrets extends ResetSecrets {
  override id(): string {
    return randomUUID();
  }

  override code(): Password {
    return new Password(String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0'));
  }

  override link(): Secret {
    return new Secret(randomBytes(LINK_BYTES).toString('base64url'));
  }

  override digest(link: Secret): string {
    return createHash('sha256').update(link.reveal()).digest('base64url');
  }
}
