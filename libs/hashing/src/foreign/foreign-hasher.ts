import { timingSafeEqual } from 'node:crypto';

import type { EnvelopeBinding, SealedForeign } from '#libs/credentials';
import type { Password } from '#libs/identity';

import type { Argon2Cost } from '../cost.js';
import type { Envelopes } from '../envelope/envelopes.js';
import { bytesAsTyped, bytesOf } from '../password-bytes.js';
import { SALT_BYTES } from '../phc.js';
import type { RandomBytes } from '../random-bytes.js';
import type { HashRunner } from '../runners/hash-runner.js';
import type { ReadHash } from './read-hash.js';
import { schemeOf } from './scheme.js';
import { foreignOf, isForeign, textOfForeign } from './stored-foreign.js';

/** Hashes that other software has made, in their envelopes and in comparison. */
export class ForeignHasher {
  constructor(
    private readonly runner: HashRunner,
    private readonly cost: Argon2Cost,
    private readonly envelopes: Envelopes,
    private readonly randomBytes: RandomBytes,
  ) {}

  /** Other software may not have normalised: NFC first, then what was typed, once. */
  async matches(password: Password, text: string): Promise<boolean> {
    const foreign = foreignOf(text);
    if (await this.runner.verifyForeign(bytesOf(password), foreign)) return true;
    const typed = bytesAsTyped(password);
    return typed !== undefined && this.runner.verifyForeign(typed, foreign);
  }

  /** As the column says. */
  schemeOf(text: string): string {
    const { recipe, proof } = foreignOf(text);
    return schemeOf(recipe, 'wrapped' in proof);
  }

  /** One slow hash where the imported one is fast, none where it is slow by itself. */
  async seal(hash: ReadHash, binding: EnvelopeBinding): Promise<SealedForeign> {
    const { recipe, tag, scheme } = hash;
    const proof = hash.isFast
      ? { wrapped: await this.#wrapped(tag) }
      : { tag: Buffer.from(tag).toString('base64') };
    return { envelope: this.envelopes.seal(textOfForeign({ recipe, proof }), binding), scheme };
  }

  /** Whether the envelope holds this very hash. One slow hash where it is wrapped. */
  async isSame(hash: ReadHash, envelope: string, binding: EnvelopeBinding): Promise<boolean> {
    const text = this.envelopes.open(envelope, binding);
    if (!isForeign(text)) return false;
    const { recipe, proof } = foreignOf(text);
    if (JSON.stringify(recipe) !== JSON.stringify(hash.recipe)) return false;
    const tag = Uint8Array.from(hash.tag);
    if ('wrapped' in proof) return this.runner.verify(tag, proof.wrapped);
    const stored = Buffer.from(proof.tag, 'base64');
    return stored.length === tag.length && timingSafeEqual(stored, tag);
  }

  #wrapped(tag: Uint8Array): Promise<string> {
    return this.runner.hash(Uint8Array.from(tag), this.randomBytes(SALT_BYTES), this.cost);
  }
}
