import type { Outcome } from '#libs/identity';
import { MULTI_FACTOR_ACR, refused } from '#libs/identity';

import { barredAccount } from '../admit-caller.js';
import type { ChangeAllowance } from '../change-allowance.js';
import type { Answered } from '../first-answer.js';
import type { Idempotency } from '../idempotency.js';
import { unusableKey } from '../idempotency-key.js';
import type { PasswordInForce } from '../password-writer.js';
import type { ShownTicket } from '../ports/change-tickets.js';
import type { Claim } from '../ports/idempotent-requests.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { SecurityLog } from '../ports/security-log.js';
import { recordOutcome } from '../record-outcome.js';
import type { PasswordRefusal } from '../refusal.js';
import type { Replacement, ReplacePassword } from '../replace-password.js';
import type { ReadTicket, TicketClaim } from './read-ticket.js';

export interface ChangeByTicketCommand extends TicketClaim, Replacement {}

type Refusable<Value> = Promise<Outcome<Value, PasswordRefusal>>;

/** Replaces a password by a new one, for whoever holds a ticket and knows the current one. */
export class ChangeByTicket {
  constructor(
    private readonly readTicket: ReadTicket,
    private readonly credentials: PasswordCredentials,
    private readonly idempotency: Idempotency,
    private readonly replacePassword: ReplacePassword,
    private readonly allowance: ChangeAllowance,
    private readonly log: SecurityLog,
  ) {}

  async change(command: ChangeByTicketCommand): Promise<Answered<PasswordRefusal>> {
    const { origin, currentPassword, newPassword } = command;
    const unusable = unusableKey(origin);
    if (unusable) return refused(unusable);
    const read = await this.readTicket.read(command);
    if (read.kind === 'refused') return read;
    const { tenant, subject, id: proof } = read.value;
    // Before its expiry, its use and its epoch: whoever lost the answer finds a spent ticket.
    const outcome = await this.idempotency.once(
      { tenant, subject, operation: 'change', proof, body: [currentPassword, newPassword], origin },
      (claim) => this.judged(read.value, command, claim),
    );
    await this.allowance.told(origin, outcome);
    recordOutcome(this.log, { caller: { tenant, sub: subject }, origin }, outcome);
    return outcome;
  }

  private async judged(
    { tenant, subject, epoch, expired, secondFactor }: ShownTicket,
    command: ChangeByTicketCommand,
    claim: Claim | undefined,
  ): Refusable<PasswordInForce> {
    if (expired) return refused({ code: 'invalid_token', problem: 'expired' });
    const account = await this.credentials.toVerify(tenant, subject, 'stranger');
    if (account?.standing.status !== 'active') {
      return refused({ code: 'invalid_token', problem: 'invalid' });
    }
    if (account.standing.epoch !== epoch) {
      return refused({ code: 'invalid_token', problem: 'session_ended' });
    }

    const barred = barredAccount(account);
    if (barred) return refused(barred);
    // The password alone has raised it, unless a login service has stepped it up since.
    const shown = secondFactor !== undefined && account.enrolled.has(secondFactor);
    if (account.tenant.secondFactorRequired && !shown) {
      return refused({ code: 'insufficient_user_authentication', acrValues: [MULTI_FACTOR_ACR] });
    }
    const { origin } = command;
    const objection = this.allowance.objection(account, origin);
    if (objection) return refused(objection);
    const writer = { tenant, account, origin, evidence: 'stranger', claim } as const;
    return this.replacePassword.replace(writer, command);
  }
}
