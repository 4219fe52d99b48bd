import { createSecretKey, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const ROOT_KEY_BYTES = 32;

/** No dot, which separates the parts of an envelope. */
export const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** Deriving takes tens of microseconds; a thousand tenants' keys take less than 1 MB. */
const MOST_DERIVED = 1000;

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/** A server key, kept apart from the database. Keys for use are derived from it, one per tenant. */
export class RootKey {
  readonly #bytes: Uint8Array;
  readonly #derived = new Map<string, KeyObject>();

  constructor(
    readonly id: string,
    bytes: Uint8Array,
  ) {
    this.#bytes = bytes;
  }

  /** HKDF-SHA-256 (RFC 5869): who learns one tenant's key learns no other's. */
  keyFor(purpose: string, tenant: string): KeyObject {
    const info = JSON.stringify(['latchkey', purpose, tenant]);
    const key = this.#derived.get(info) ?? this.#derive(info);
    // The least recently used comes first and goes first.
    this.#derived.delete(info);
    this.#derived.set(info, key);
    if (this.#derived.size > MOST_DERIVED) {
      for (const [oldest] of this.#derived) {
        this.#derived.delete(oldest);
        break;
      }
    }
    return key;
  }

  reveal(): string {
    return Buffer.from(this.#bytes).toString('base64');
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspectCustom](): string {
    return '[secret]';
  }

  #derive(info: string): KeyObject {
    const derived = hkdfSync('sha256', this.#bytes, new Uint8Array(), info, ROOT_KEY_BYTES);
    return createSecretKey(Buffer.from(derived));
  }
}
