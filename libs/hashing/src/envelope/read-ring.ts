import type { Secret } from '#libs/identity';

import { KeyRing } from './key-ring.js';

/**
 * The ring that a setting names. `production` takes no keys that were made for a demonstration.
 * @throws Error that begins with the setting and says what to do, and never repeats a key.
 */
export function readRing(
  variable: string,
  keys: Secret,
  kind: 'production' | 'demo' = 'production',
): KeyRing {
  const ring = KeyRing.parse(keys.reveal());
  if (ring.isDemo && kind === 'production') {
    throw new Error(`${variable} holds demo keys: make a key ring of your own.`);
  }
  return ring;
}
