import { PasswordHashing } from '#libs/credentials';
import type {
  EnvelopeBinding,
  HashingTurn,
  Recollection,
  RememberedPassword,
} from '#libs/credentials';
import { changeId } from '#libs/identity';
import type { CapacityRefusal, ChangeId, Password, Refused } from '#libs/identity';

const NEWEST = 'newest';

/** How the fake below remembers a password. */
export const remembered = (
  password: Password,
  id: ChangeId,
  generation = NEWEST,
): RememberedPassword => ({ id, generation, envelope: `remembered(${password.reveal()})` });

/** "Seals" readably and counts what would have been slow hashes. */
export class FakeHashing extends PasswordHashing {
  hashes = 0;
  /** How often a turn was lent. */
  lent = 0;
  waitedForSubject = false;
  full: CapacityRefusal | undefined;
  outdated = false;
  readonly bindings: EnvelopeBinding[] = [];

  admitted<Result>(
    _who: unknown,
    work: (turn: HashingTurn) => Promise<Result>,
  ): Promise<Result | Refused<CapacityRefusal>> {
    if (this.full) return Promise.resolve({ kind: 'refused', refusal: this.full });
    return work({
      waitedForSubject: this.waitedForSubject,
      whileAway: (elsewhere) => {
        this.lent += 1;
        return elsewhere();
      },
      matches: (password, envelope, binding) =>
        this.#hash(envelope === `sealed(${password.reveal()})`, binding),
      isOutdated: () => this.outdated,
      decoy: () => this.#hash(false as const),
      decoyCode: () => this.#hash(false as const),
      seal: (password, binding) => this.#hash(`sealed(${password.reveal()})`, binding),
      sealForeign: ({ scheme }, binding) =>
        this.#hash({ envelope: `sealed(${scheme})`, scheme }, binding),
      isSameForeign: ({ scheme }, envelope) => this.#hash(envelope === `sealed(${scheme})`),
      sealCode: (code, binding) => this.#hash(`code(${code.reveal()})`, binding),
      matchesCode: (code, envelope, binding) =>
        this.#hash(envelope === `code(${code.reveal()})`, binding),
      remember: (password, _memory, { changeId: id }) => this.#hash(remembered(password, id)),
      recall: (password, memory) => this.#recall(password, memory),
    });
  }

  crowded(): Refused<CapacityRefusal> | undefined {
    return this.full && { kind: 'refused', refusal: this.full };
  }

  described(): { scheme: string; outdated: boolean } {
    return { scheme: 'readable', outdated: this.outdated };
  }

  async #recall(password: Password, memory: readonly RememberedPassword[]): Promise<Recollection> {
    if (memory.some(({ generation }) => generation !== NEWEST)) await this.#hash('an old one');
    await this.#hash('today’s');
    const { envelope } = remembered(password, changeId('any'));
    return memory.some((entry) => entry.envelope === envelope)
      ? { usedBefore: true }
      : { usedBefore: false, compared: memory, entry: (id) => remembered(password, id) };
  }

  #hash<Answer>(answer: Answer, binding?: EnvelopeBinding): Promise<Answer> {
    this.hashes += 1;
    if (binding) this.bindings.push(binding);
    return Promise.resolve(answer);
  }
}
