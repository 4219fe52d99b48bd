import type { EnvelopeBinding, HashOwner } from '#libs/credentials';
import type { Password } from '#libs/identity';

import type { Argon2Cost } from './cost.js';
import type { Decoys } from './decoys.js';
import type { Envelopes } from './envelope/envelopes.js';
import { ForeignHasher } from './foreign/foreign-hasher.js';
import { isForeign } from './foreign/stored-foreign.js';
import { bytesOf } from './password-bytes.js';
import { readPhc, SALT_BYTES } from './phc.js';
import type { RandomBytes } from './random-bytes.js';
import type { HashRunner } from './runners/hash-runner.js';

/** Passwords in, sealed hashes out: one slow hash per call, in the runner's time. */
export class PasswordHasher {
  readonly foreign: ForeignHasher;

  constructor(
    private readonly runner: HashRunner,
    private readonly cost: Argon2Cost,
    private readonly envelopes: Envelopes,
    private readonly randomBytes: RandomBytes,
    private readonly decoys: Decoys,
  ) {
    this.foreign = new ForeignHasher(runner, cost, envelopes, randomBytes);
  }

  async matches(password: Password, envelope: string, binding: EnvelopeBinding): Promise<boolean> {
    // First the envelope: what cannot be opened costs no hash.
    const text = this.envelopes.open(envelope, binding);
    if (isForeign(text)) return this.foreign.matches(password, text);
    return this.runner.verify(bytesOf(password), text);
  }

  /** Whether its parameters or its key are not those that the next hash would get. */
  isOutdated(envelope: string, binding: EnvelopeBinding): boolean {
    const text = this.envelopes.open(envelope, binding);
    if (isForeign(text)) return true;
    const { memoryKiB, passes, lanes } = readPhc(text);
    const { cost } = this;
    const current = memoryKiB === cost.memoryKiB && passes === cost.passes && lanes === cost.lanes;
    return !current || !this.envelopes.isByWriter(envelope);
  }

  described(
    envelope: string,
    binding: EnvelopeBinding,
  ): { readonly scheme: string; readonly outdated: boolean } {
    const text = this.envelopes.open(envelope, binding);
    if (isForeign(text)) return { scheme: this.foreign.schemeOf(text), outdated: true };
    return { scheme: 'argon2id', outdated: this.isOutdated(envelope, binding) };
  }

  async decoy(password: Password, nobody?: HashOwner): Promise<false> {
    const text = this.decoys.of(nobody);
    if (isForeign(text)) await this.foreign.matches(password, text);
    else await this.runner.verify(bytesOf(password), text);
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
