import type { Argon2Parameters } from './cost.js';

/** 16 bytes: NIST SP 800-63B-4 §3.1.1.2 asks for 4, RFC 9106 §3.1 recommends 16. */
export const SALT_BYTES = 16;

/** 32 bytes: RFC 9106 §4, 256-bit tag. */
export const TAG_BYTES = 32;

/** The one spelling that the reference decoder takes: m, t, p in this order, unpadded base64. */
const CANONICAL =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,2})\$([A-Za-z0-9+/]{22})\$[A-Za-z0-9+/]{43}$/;

/** What a hash must be computed with to be compared. */
export interface PhcHead extends Argon2Parameters {
  readonly salt: Uint8Array;
}

/** @throws Error if `phc` is not a canonical argon2id string; its text is never repeated. */
export function readPhc(phc: string): PhcHead {
  const [, memoryKiB, passes, lanes, salt] = CANONICAL.exec(phc) ?? [];
  if (salt === undefined) throw new Error('the stored hash is not a canonical argon2id string');
  return {
    memoryKiB: Number(memoryKiB),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
  };
}
