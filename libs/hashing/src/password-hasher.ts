import type { EnvelopeBinding, HashOwner } from '#libs/credentials';
import type { Password } from '#libs/identity';

import type { Argon2Cost } from './cost.js';
import type { Decoys } from './decoys.js';
import type { Envelopes } from './envelope/envelopes.js';
import { bytesOf } from './password-bytes.js';
import { readPhc, SALT_BYTES } from './phc.js';
import type { RandomBytes } from './random-bytes.js';
import type { HashRunner } from './runners/hash-runner.js';

/** Passwords in, sealed hashes out: one slow hash per call, in the runner's time. */
export class PasswordHasher {
  constructor(
    private readonly runner: HashRunner,
    private readonly cost: Argon2Cost,
    private readonly envelopes: Envelopes,
    private readonly randomBytes: RandomBytes,
    private readonly decoys: Decoys,
  ) {}

  async matches(password: Password, envelope: string, binding: EnvelopeBinding): Promise<boolean> {
    // First the envelope: what cannot be opened costs no hash.
    const phc = this.envelopes.open(envelope, binding);
    return this.runner.verify(bytesOf(password), phc);
  }

  /** Whether its parameters or its key are not those that the next hash would get. */
  isOutdated(envelope: string, binding: EnvelopeBinding): boolean {
    const { memoryKiB, passes, lanes } = readPhc(this.envelopes.open(envelope, binding));
    const { cost } = this;
    const current = memoryKiB === cost.memoryKiB && passes === cost.passes && lanes === cost.lanes;
    return !current || !this.envelopes.isByWriter(envelope);
  }

  described(
    envelope: string,
    binding: EnvelopeBinding,
  ): { readonly scheme: string; readonly outdated: boolean } {
    return { scheme: 'argon2id', outdated: this.isOutdated(envelope, binding) };
  }

  async decoy(password: Password, nobody?: HashOwner): Promise<false> {
    await this.runner.verify(bytesOf(password), this.decoys.of(nobody));
    return false;
  }

  async seal(password: Password, binding: EnvelopeBinding): Promise<string> {
    const salt = this.randomBytes(SALT_BYTES);
    const phc = await this.runner.hash(bytesOf(password), salt, this.cost);
    return this.envelopes.seal(phc, binding);
  }
}

/** The hash of a random password that nobody has seen. */
export function makeDecoyHash(
  runner: HashRunner,
  cost: Argon2Cost,
  randomBytes: RandomBytes,
): Promise<string> {
  return runner.hash(Uint8Array.from(randomBytes(32)), randomBytes(SALT_BYTES), cost);
}
