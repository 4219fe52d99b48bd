import { randomBytes } from 'node:crypto';

import type { EnvelopeBinding, SealedKind } from '#libs/credentials';
import { SealingKeys } from '#libs/credentials';

import { EnvelopeError } from './envelope-error.js';
import { Envelopes } from './envelopes.js';
import type { KeyRing } from './key-ring.js';
import { PURPOSES } from './purposes.js';

/** Opens envelopes and closes them again; of what is inside it sees to it that it stays the same. */
export class RingSealingKeys extends SealingKeys {
  readonly #envelopes: Readonly<Record<SealedKind, Envelopes>>;

  constructor(private readonly ring: KeyRing) {
    super();
    const of = (purpose: string): Envelopes => new Envelopes(ring, purpose, randomBytes);
    this.#envelopes = {
      password: of(PURPOSES.password),
      history: of(PURPOSES.history),
      reset_code: of(PURPOSES.resetCode),
    };
  }

  override get writer(): string {
    return this.ring.writer.id;
  }

  override holds(keyId: string): boolean {
    return this.ring.find(keyId) !== undefined;
  }

  override reseal(
    kind: SealedKind,
    envelope: string,
    binding: EnvelopeBinding,
  ): { readonly envelope: string } | 'damaged' {
    const envelopes = this.#envelopes[kind];
    try {
      const text = envelopes.open(envelope, binding);
      const next = envelopes.seal(text, binding);
      if (envelopes.open(next, binding) !== text) throw new Error('an envelope lost its text');
      return { envelope: next };
    } catch (error) {
      if (error instanceof EnvelopeError) return 'damaged';
      throw error;
    }
  }
}
