import type { Origin, Outcome } from '#libs/identity';
import { refused } from '#libs/identity';

import type { Answered } from './first-answer.js';
import { answerText, contextOf, firstAnswer } from './first-answer.js';
import type { KeyRefusal } from './idempotency-key.js';
import { readKey, UNUSABLE_KEY } from './idempotency-key.js';
import type { PasswordInForce } from './password-writer.js';
import type { Claim, IdempotentRequests } from './ports/idempotent-requests.js';
import type { RepeatableRequest, RequestMarks } from './ports/request-marks.js';
import type { PasswordRefusal } from './refusal.js';

/**
 * Which refusals are the answer for good. The others tell of the token, of the moment or of us, and
 * with another token or at another moment the same request may succeed.
 */
const KEPT = {
  invalid_current_password: true,
  no_password_set: true,
  password_already_set: true,
  changed_meanwhile: true,
  password_policy_violated: true,
  password_breached: true,
  password_too_young: true,
  invalid_request: false,
  invalid_token: false,
  insufficient_user_authentication: false,
  forbidden: false,
  subject_mismatch: false,
  password_not_enabled: false,
  managed_identity: false,
  contact_not_verified: false,
  quarantined: false,
  idempotency_key_reused: false,
  request_in_flight: false,
  too_many_attempts: false,
  temporarily_overloaded: false,
  breach_check_unavailable: false,
  outcome_unknown: false,
} as const satisfies Record<PasswordRefusal['code'], boolean>;

const isKept = ({ code }: Coded): boolean =>
  (KEPT as Partial<Record<string, boolean>>)[code] ?? false;

interface Coded {
  readonly code: string;
}

/** Most requests are done within a second, also where they wait for their turn to hash. */
const IN_FLIGHT: KeyRefusal = { code: 'request_in_flight', retryAfterSeconds: 1 };

/** Answers a request once, however often it is sent, if its client gave it a key. */
export class Idempotency {
  constructor(
    private readonly requests: IdempotentRequests,
    private readonly marks: RequestMarks,
    /** Longer than the request may take, so that only one whose process died is taken over. */
    private readonly leaseSeconds: number,
  ) {}

  /**
   * Runs `work` unless the same request was answered before, and then answers that. Whoever changes
   * something in `work` hands the claim on to {@link InstallPassword}, which keeps the answer in the
   * change's own transaction. Without a key it just runs.
   */
  async once<No extends Coded>(
    request: RepeatableRequest,
    work: (claim?: Claim) => Promise<Outcome<PasswordInForce, No>>,
  ): Promise<Answered<No | KeyRefusal>> {
    const { repeatable } = request.origin;
    if (!repeatable) return work();
    const key = readKey(repeatable.key);
    if (!key) return refused(UNUSABLE_KEY);

    const marks = this.marks.of(request, key);
    const found = await this.requests.claim(request, marks, this.leaseSeconds);
    if (found.kind === 'claimed') return this.carriedOut(found, request.origin, work);

    const mark = marks.find(({ lookup }) => lookup === found.lookup);
    if (!mark || !this.marks.equal(mark.fingerprint, found.fingerprint)) {
      return refused({ code: 'idempotency_key_reused' });
    }
    if (found.answer) return firstAnswer(found.answer);
    if (found.leased) return refused(IN_FLIGHT);

    const { tenant, subject } = request;
    const claim = await this.requests.takeOver({ tenant, subject, ...found }, this.leaseSeconds);
    return claim ? this.carriedOut(claim, request.origin, work) : refused(IN_FLIGHT);
  }

  private async carriedOut<No extends Coded>(
    claim: Claim,
    origin: Origin,
    work: (claim: Claim) => Promise<Outcome<PasswordInForce, No>>,
  ): Promise<Answered<No>> {
    try {
      return await this.concluded(claim, origin, await work(claim));
    } catch (error) {
      // The answer does not wait for a database that may be what failed.
      void this.requests.release(claim);
      throw error;
    }
  }

  private async concluded<No extends Coded>(
    claim: Claim,
    origin: Origin,
    outcome: Outcome<PasswordInForce, No>,
  ): Promise<Answered<No>> {
    if (outcome.kind === 'done') return outcome;
    if (isKept(outcome.refusal)) {
      const other = await this.requests.keep(claim, answerText(outcome, contextOf(origin)));
      return other ? firstAnswer(other) : outcome;
    }
    const released = this.requests.release(claim);
    // A change that did stand after all is not forgotten: its transaction has kept its answer.
    if (outcome.refusal.code !== 'outcome_unknown') await released;
    return outcome;
  }
}
