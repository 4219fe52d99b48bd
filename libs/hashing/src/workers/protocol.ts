import type { Argon2Parameters } from '../cost.js';
import type { StoredForeign } from '../foreign/stored-foreign.js';
import type { PasswordBytes } from '../runners/hash-runner.js';

/** What a hashing thread is asked. The bytes travel by transfer: the sender keeps no copy. */
export type HashRequest =
  | {
      readonly kind: 'hash';
      readonly bytes: PasswordBytes;
      readonly salt: Uint8Array;
      readonly cost: Argon2Parameters;
    }
  | { readonly kind: 'verify'; readonly bytes: PasswordBytes; readonly phc: string }
  | {
      readonly kind: 'verify_foreign';
      readonly bytes: PasswordBytes;
      readonly foreign: StoredForeign;
    };

/** `ready` comes once; afterwards one answer per request, in order. */
export type HashAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'computed'; readonly value: string | boolean }
  | { readonly kind: 'failed'; readonly message: string };
