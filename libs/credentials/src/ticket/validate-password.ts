import type { Origin, Outcome, Password, Secret, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { ClaimedIdentifier, Claimant, FindClaimant } from '../find-claimant.js';
import { identifierText } from '../find-claimant.js';
import type { VerifyClaimant } from '../login/verify-claimant.js';
import type { AnswerTimes } from '../ports/answer-times.js';
import type { ChangeTickets } from '../ports/change-tickets.js';
import type { SecurityLog } from '../ports/security-log.js';
import type { NamedTenant } from '../ports/tenants.js';
import { recordRefusal } from '../record-outcome.js';
import type { PasswordRefusal } from '../refusal.js';
import type { AdmitClaimant } from './admit-claimant.js';

export interface ValidatePasswordCommand {
  readonly brand: string;
  readonly identifier: ClaimedIdentifier;
  /** As the client names it: the ticket is good on no other. */
  readonly device: string;
  readonly password: Password;
  readonly origin: Origin;
}

type Refusable<Value> = Promise<Outcome<Value, PasswordRefusal>>;

/**
 * Proves the current password of an identifier, for people without a session, and raises the ticket
 * that opens a change. Unknown, without a password, disabled, managed and wrong answer alike, after
 * the same queries and one hash, at a time that tells nothing of them.
 */
export class ValidatePassword {
  constructor(
    private readonly admitClaimant: AdmitClaimant,
    private readonly findClaimant: FindClaimant,
    private readonly verifyClaimant: VerifyClaimant,
    private readonly times: AnswerTimes,
    private readonly tickets: ChangeTickets,
    private readonly log: SecurityLog,
  ) {}

  async validate(command: ValidatePasswordCommand): Refusable<Secret> {
    const { brand, origin } = command;
    const admitted = await this.admitClaimant.admit(brand, origin);
    if (admitted.kind === 'refused') return admitted;
    const named = admitted.value;
    return this.times.evenly(
      () => this.judged(named, command),
      ({ kind }) => kind === 'refused',
    );
  }

  private async judged(named: NamedTenant, command: ValidatePasswordCommand): Refusable<Secret> {
    const { tenant } = named;
    const { identifier, origin } = command;
    const claimant = await this.findClaimant.find(named, identifier, origin);
    const outcome = await this.tried(tenant, claimant, command);
    if (outcome.kind === 'refused') {
      const who = { tenant, ...(claimant.subject && { sub: claimant.subject }) };
      recordRefusal(this.log, who, origin, outcome.refusal);
    }
    return outcome;
  }

  private async tried(
    tenant: TenantId,
    claimant: Claimant,
    { password, device, origin }: ValidatePasswordCommand,
  ): Refusable<Secret> {
    const asked = { tenant, claimant, password, origin };
    const tried = await this.verifyClaimant.verify({ ...asked, evidence: 'stranger' });
    if (tried.kind === 'refused') {
      // This interface has one word for everything that may be tried again.
      const { retryAfterSeconds } = tried.refusal;
      return refused({ code: 'temporarily_overloaded', retryAfterSeconds });
    }
    switch (tried.value.result) {
      case 'not_verified':
        return refused({ code: 'invalid_current_password' });
      case 'locked': {
        const { retryAfterSeconds } = tried.value;
        return refused({ code: 'too_many_attempts', retryAfterSeconds });
      }
      case 'verified': {
        const proven = { subject: tried.value.subject, epoch: tried.value.epoch };
        const bound = { tenant, identifier: identifierText(claimant), device };
        return done(await this.tickets.raise({ ...bound, ...proven }));
      }
    }
  }
}
