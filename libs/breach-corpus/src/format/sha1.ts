import { hash } from 'node:crypto';

/**
 * SHA-1 as a string of 20 characters, one per byte: the cheapest that the runtime hands out.
 * It anonymises, it does not protect: that is how breached passwords are published.
 */
export type Sha1 = string;

export const sha1Of = (text: string | Buffer): Sha1 => hash('sha1', text, 'binary');

export const sha1FromHex = (hex: string): Sha1 => Buffer.from(hex, 'hex').toString('latin1');

export const hexOf = (sha1: Sha1): string =>
  Buffer.from(sha1, 'latin1').toString('hex').toUpperCase();

/** Bits 0 to 31, or 32 to 63 with `from` 4, as an unsigned number. */
export const wordOf = (sha1: Sha1, from: 0 | 4): number =>
  ((sha1.charCodeAt(from) << 24) |
    (sha1.charCodeAt(from + 1) << 16) |
    (sha1.charCodeAt(from + 2) << 8) |
    sha1.charCodeAt(from + 3)) >>>
  0;
