import { timingSafeEqual } from 'node:crypto';

import type {
  EnvelopeBinding,
  HashOwner,
  Recollection,
  RememberedPassword,
} from '#libs/credentials';
import type { Password } from '#libs/identity';

import type { Argon2Cost } from './cost.js';
import { storedCost } from './cost.js';
import type { Envelopes } from './envelope/envelopes.js';
import { bytesOf } from './password-bytes.js';
import { readPhc, SALT_BYTES } from './phc.js';
import type { RandomBytes } from './random-bytes.js';
import type { HashRunner } from './runners/hash-runner.js';

/** What one slow hash is computed with; entries that share it are compared by that one. */
interface Generation {
  readonly salt: Uint8Array;
  readonly cost: Argon2Cost;
}

interface Opened extends Generation {
  readonly entry: RememberedPassword;
  readonly phc: string;
}

/**
 * Remembered passwords at constant cost: all of a person's share one salt, so that one slow hash of
 * the incoming password is compared with every entry. The salt lives inside the envelopes, and what
 * is stored shows neither it nor that two entries are equal.
 */
export class PasswordMemory {
  constructor(
    private readonly runner: HashRunner,
    private readonly cost: Argon2Cost,
    /** Of the purpose `history`: its keys open nothing of another purpose. */
    private readonly envelopes: Envelopes,
    private readonly randomBytes: RandomBytes,
  ) {}

  async recall(
    password: Password,
    memory: readonly RememberedPassword[],
    owner: HashOwner,
  ): Promise<Recollection> {
    const opened = this.#opened(memory, owner);
    const now = this.#newest(opened);
    const compared = twoGenerations(opened, now);
    const older = compared.find((one) => !same(one, now));
    if (older && anyEquals(compared, await this.#hash(password, older))) {
      return { usedBefore: true };
    }
    const phc = await this.#hash(password, now);
    if (anyEquals(compared, phc)) return { usedBefore: true };
    return {
      usedBefore: false,
      compared: compared.map(({ entry }) => entry),
      entry: (changeId) => this.#sealed(phc, { ...owner, changeId }),
    };
  }

  async remember(
    password: Password,
    memory: readonly RememberedPassword[],
    binding: EnvelopeBinding,
  ): Promise<RememberedPassword> {
    const now = this.#newest(this.#opened(memory.slice(0, 1), binding));
    return this.#sealed(await this.#hash(password, now), binding);
  }

  #opened(memory: readonly RememberedPassword[], { tenant, subject }: HashOwner): Opened[] {
    return memory.map((entry) => {
      const phc = this.envelopes.open(entry.envelope, { tenant, subject, changeId: entry.id });
      const { salt, ...parameters } = readPhc(phc);
      return { entry, phc, salt, cost: storedCost(parameters) };
    });
  }

  /** Today's parameters and the person's own salt, which the first entry brings into being. */
  #newest([latest]: readonly Opened[]): Generation {
    return { salt: latest?.salt ?? this.randomBytes(SALT_BYTES), cost: this.cost };
  }

  #hash(password: Password, { salt, cost }: Generation): Promise<string> {
    return this.runner.hash(bytesOf(password), salt, cost);
  }

  #sealed(phc: string, binding: EnvelopeBinding): RememberedPassword {
    const { memoryKiB, passes, lanes } = this.cost;
    return {
      id: binding.changeId,
      generation: `m=${memoryKiB},t=${passes},p=${lanes}`,
      envelope: this.envelopes.seal(phc, binding),
    };
  }
}

/**
 * Today's generation and the latest one before it. What is older still is forgotten: it would cost
 * every further change one more slow hash.
 */
function twoGenerations(opened: readonly Opened[], now: Generation): readonly Opened[] {
  const before = opened.find((one) => !same(one, now));
  return opened.filter((one) => same(one, now) || (before !== undefined && same(one, before)));
}

const same = (one: Generation, other: Generation): boolean =>
  one.cost.memoryKiB === other.cost.memoryKiB &&
  one.cost.passes === other.cost.passes &&
  one.cost.lanes === other.cost.lanes &&
  Buffer.compare(one.salt, other.salt) === 0;

/** Looks at every entry, so that the time does not tell which one it was. */
function anyEquals(opened: readonly Opened[], phc: string): boolean {
  const computed = Buffer.from(phc);
  return opened.map((one) => equal(Buffer.from(one.phc), computed)).includes(true);
}

const equal = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
