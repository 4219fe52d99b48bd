import { createCipheriv, createDecipheriv } from 'node:crypto';

import type { EnvelopeBinding } from '#libs/credentials';

import type { RandomBytes } from '../random-bytes.js';
import { EnvelopeError } from './envelope-error.js';
import type { KeyRing } from './key-ring.js';

const FORMAT = 'lk1';
const CIPHER = 'aes-256-gcm';

/** NIST SP 800-38D §8.2.2: random, 96 bits; good for 2^32 envelopes per key, so per tenant. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A PHC string takes 130 characters; what is far longer was not written by us. */
const MOST_CHARACTERS = 4096;

const SHAPE = /^lk1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;

/**
 * The encryption around a stored hash: a database dump alone verifies nothing, and a row copied
 * anywhere else does not open there.
 */
export class Envelopes {
  constructor(
    private readonly ring: KeyRing,
    /** What the sealed texts are for; keys of one purpose open nothing of another. */
    private readonly purpose: string,
    private readonly randomBytes: RandomBytes,
  ) {}

  /** `lk1.<key id>.<nonce, ciphertext and tag in base64url>` */
  seal(text: string, binding: EnvelopeBinding): string {
    const root = this.ring.writer;
    const nonce = this.randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, root.keyFor(this.purpose, binding.tenant), nonce);
    cipher.setAAD(this.#boundTo(binding, root.id));
    const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${FORMAT}.${root.id}.${Buffer.concat(sealed).toString('base64url')}`;
  }

  /** @throws EnvelopeError if it was altered, sealed for another row, or its key is unknown. */
  open(envelope: string, binding: EnvelopeBinding): string {
    const [keyId, sealed] = taken(envelope);
    const root = this.ring.find(keyId);
    if (!root) throw new EnvelopeError('unknown_key', keyId);
    const key = root.keyFor(this.purpose, binding.tenant);
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), options);
    decipher.setAAD(this.#boundTo(binding, keyId));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const ciphertext = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
    try {
      return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new EnvelopeError('not_authentic', keyId);
    }
  }

  /** Whether the key that writes now sealed it. */
  isByWriter(envelope: string): boolean {
    return taken(envelope)[0] === this.ring.writer.id;
  }

  /** As a JSON list no two different rows read the same, whatever characters their names contain. */
  #boundTo({ tenant, subject, changeId }: EnvelopeBinding, keyId: string): Buffer {
    return Buffer.from(JSON.stringify([FORMAT, this.purpose, tenant, subject, changeId, keyId]));
  }
}

function taken(envelope: string): [keyId: string, sealed: Buffer] {
  const [, keyId, body] = envelope.length <= MOST_CHARACTERS ? (SHAPE.exec(envelope) ?? []) : [];
  if (keyId === undefined || body === undefined) throw new EnvelopeError('malformed');
  const sealed = Buffer.from(body, 'base64url');
  // One spelling only: what decodes to the same bytes is still not what was written.
  const canonical = sealed.toString('base64url') === body;
  if (!canonical || sealed.length <= NONCE_BYTES + TAG_BYTES) {
    throw new EnvelopeError('malformed', keyId);
  }
  return [keyId, sealed];
}
