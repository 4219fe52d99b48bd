import { PasswordHashing } from '#libs/credentials';
import type { HashingApplicant, HashingTurn, HashPurpose } from '#libs/credentials';
import { refused } from '#libs/identity';
import type { CapacityRefusal, Refused, TenantId } from '#libs/identity';

import { ReadHash } from './foreign/read-hash.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PasswordMemory } from './password-memory.js';
import type { AdmissionQueue } from './queue/admission-queue.js';
import type { Admission } from './queue/turn.js';
import type { QueueStats } from './queue/queue-stats.js';
import type { CountedRunner } from './runners/counted-runner.js';
import { HashWorkerLost } from './runners/hash-runner.js';

/** What a turn gives the right to. */
interface TurnWork {
  readonly hasher: PasswordHasher;
  readonly codes: PasswordHasher;
  readonly memory: PasswordMemory;
}

/** The queue's figures and how many slow hashes were asked for since the start. */
export interface HashingStats extends QueueStats {
  readonly hashes: number;
}

/** A lost thread is replaced within this time. */
const RETRY_AFTER_LOSS_SECONDS = 1;

/** Argon2id in turns: a bounded queue in front, an envelope around every hash. */
export class Argon2PasswordHashing extends PasswordHashing {
  constructor(
    private readonly queue: AdmissionQueue,
    private readonly work: TurnWork,
    private readonly runner: CountedRunner,
  ) {
    super();
  }

  async admitted<Result>(
    { tenant, subject, purpose = 'change' }: HashingApplicant,
    work: (turn: HashingTurn) => Promise<Result>,
  ): Promise<Result | Refused<CapacityRefusal>> {
    const applicant = { tenant, subject, purpose };
    try {
      const result = await this.queue.run(applicant, async (admission) => {
        const turn = new Turn(this.work, admission);
        try {
          return { of: await work(turn) };
        } finally {
          turn.end();
        }
      });
      return result === 'refused' ? overloaded(this.queue.retryAfterSeconds) : result.of;
    } catch (error) {
      // Nothing was decided and nothing written: for the caller it is the same as a full queue.
      if (error instanceof HashWorkerLost) return overloaded(RETRY_AFTER_LOSS_SECONDS);
      throw error;
    }
  }

  crowded(tenant: TenantId, purpose: HashPurpose): Refused<CapacityRefusal> | undefined {
    if (!this.queue.sendsAway(tenant, purpose)) return undefined;
    return overloaded(this.queue.retryAfterSeconds);
  }

  override described: PasswordHashing['described'] = (envelope, binding) =>
    this.work.hasher.described(envelope, binding);

  stats(): HashingStats {
    return { ...this.queue.stats(), hashes: this.runner.hashes };
  }

  /** Refuses newcomers, serves everybody who was admitted or waiting, then stops the threads. */
  async close(): Promise<void> {
    await this.queue.close();
    await this.runner.close();
  }
}

/** Good for as long as `admitted` runs: a hash outside of it would be one that nobody bounds. */
class Turn implements HashingTurn {
  readonly waitedForSubject: boolean;
  #over = false;
  #away = false;

  constructor(
    private readonly work: TurnWork,
    private readonly admission: Admission,
  ) {
    this.waitedForSubject = admission.waitedForSubject;
  }

  end(): void {
    this.#over = true;
  }

  whileAway: HashingTurn['whileAway'] = async (elsewhere) => {
    this.#using();
    this.#away = true;
    try {
      return await this.admission.whileAway(elsewhere);
    } finally {
      this.#away = false;
    }
  };

  matches: HashingTurn['matches'] = (password, envelope, binding) =>
    this.#using().hasher.matches(password, envelope, binding);

  isOutdated: HashingTurn['isOutdated'] = (envelope, binding) =>
    this.#using().hasher.isOutdated(envelope, binding);

  decoy: HashingTurn['decoy'] = (password, nobody) => this.#using().hasher.decoy(password, nobody);

  decoyCode: HashingTurn['decoyCode'] = (code) => this.#using().codes.decoy(code);

  seal: HashingTurn['seal'] = (password, binding) => this.#using().hasher.seal(password, binding);

  sealForeign: HashingTurn['sealForeign'] = (hash, binding) =>
    this.#using().hasher.foreign.seal(ReadHash.from(hash), binding);

  isSameForeign: HashingTurn['isSameForeign'] = (hash, envelope, binding) =>
    this.#using().hasher.foreign.isSame(ReadHash.from(hash), envelope, binding);

  sealCode: HashingTurn['sealCode'] = (code, binding) => this.#using().codes.seal(code, binding);

  matchesCode: HashingTurn['matchesCode'] = (code, envelope, binding) =>
    this.#using().codes.matches(code, envelope, binding);

  recall: HashingTurn['recall'] = (password, memory, owner) =>
    this.#using().memory.recall(password, memory, owner);

  remember: HashingTurn['remember'] = (password, memory, binding) =>
    this.#using().memory.remember(password, memory, binding);

  #using(): TurnWork {
    if (this.#over || this.#away) throw new Error('this turn to hash is over');
    return this.work;
  }
}

const overloaded = (retryAfterSeconds: number): Refused<CapacityRefusal> =>
  refused({ code: 'temporarily_overloaded', retryAfterSeconds });
