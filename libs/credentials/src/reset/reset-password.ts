import type { Origin, Outcome, Password, Secret } from '#libs/identity';
import { refused } from '#libs/identity';

import type { AdmitUnproven } from '../admit-unproven.js';
import type { Answered } from '../first-answer.js';
import type { Idempotency } from '../idempotency.js';
import { unusableKey } from '../idempotency-key.js';
import type { PasswordInForce } from '../password-writer.js';
import type { Claim } from '../ports/idempotent-requests.js';
import type { ResetName, ResetRequests } from '../ports/reset-requests.js';
import type { ResetTokens } from '../ports/reset-secrets.js';
import { NEW_PASSWORDS } from './limits.js';
import type { RedeemReset } from './redeem-reset.js';
import type { ResetRefusal } from './reset-refusal.js';
import { INVALID_PROOF } from './reset-refusal.js';

export interface ResetPasswordCommand {
  readonly requestToken: string;
  readonly exchange: Secret;
  readonly password: Password;
  readonly origin: Origin;
}

/** What is the new password's fault; of anything else the request does not bear the cost. */
const COUNTED: ReadonlySet<string> = new Set(['password_policy_violated', 'password_breached']);

/**
 * Gives a new password to whoever has proven to be reached where the person is. Ends every session
 * and every other request; a refused password leaves the request open, ten of them close it.
 */
export class ResetPassword {
  constructor(
    private readonly admitUnproven: AdmitUnproven,
    private readonly requests: ResetRequests,
    private readonly tokens: ResetTokens,
    private readonly idempotency: Idempotency,
    private readonly redeemReset: RedeemReset,
  ) {}

  async reset(command: ResetPasswordCommand): Promise<Answered<ResetRefusal>> {
    const { requestToken, exchange, password, origin } = command;
    const unusable = unusableKey(origin);
    if (unusable) return refused(unusable);
    const name = this.tokens.open(requestToken);
    const barred = await this.admitUnproven.barred(name?.tenant, origin);
    if (barred) return refused(barred);
    if (!name || !this.tokens.isExchange(name, exchange)) return INVALID_PROOF;

    const subject = await this.requests.ownerOf(name);
    if (!subject) return INVALID_PROOF;
    const { tenant, id: proof } = name;
    const scope = { tenant, subject, operation: 'reset', proof } as const;
    // Before its expiry, its use and its epoch: whoever lost the answer finds a spent request.
    return this.idempotency.once<ResetRefusal>({ ...scope, body: [password], origin }, (claim) =>
      this.attempted(name, command, claim),
    );
  }

  private async attempted(
    name: ResetName,
    { password, origin }: ResetPasswordCommand,
    claim: Claim | undefined,
  ): Promise<Outcome<PasswordInForce, ResetRefusal>> {
    // Booked before it is judged, so that many at once are no more than ten.
    const proven = await this.requests.attempted(name, NEW_PASSWORDS);
    if (!proven) return INVALID_PROOF;

    const { tenant } = name;
    const outcome = await this.redeemReset.redeem({ tenant, ...proven, password, origin, claim });
    const failed = outcome.kind === 'refused';
    if (failed && !COUNTED.has(outcome.refusal.code)) await this.requests.forgiven(name);
    return outcome;
  }
}
