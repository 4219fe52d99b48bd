import type { FieldProblem, Outcome, Secret, TenantId, VerificationType } from '#libs/identity';
import { done } from '#libs/identity';

import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { ResetRequests } from '../ports/reset-requests.js';
import type { ResetTokens } from '../ports/reset-secrets.js';
import type { ShownFactorRefusal } from '../shown-factor.js';
import { isNoSecondFactor, isNotEnrolled, unusable } from '../shown-factor.js';
import { EXCHANGE_MINUTES } from './limits.js';

export interface StepUpResetCommand {
  readonly tenant: TenantId;
  /** As the client got it when the reset was initiated. */
  readonly requestToken: string;
  /** What the person has just shown to the service that asks. */
  readonly method: VerificationType;
}

export interface SteppedUpReset {
  readonly exchange: Secret;
  readonly expiresInSeconds: number;
}

/**
 * Takes the word of a login service that the person has shown a factor of theirs, in place of the
 * second code of a reset: we hold no secrets of such factors. The first code has been proven here.
 */
export class StepUpReset {
  constructor(
    private readonly requests: ResetRequests,
    private readonly credentials: PasswordCredentials,
    private readonly tokens: ResetTokens,
  ) {}

  async stepUp(command: StepUpResetCommand): Promise<Outcome<SteppedUpReset, ShownFactorRefusal>> {
    const { tenant, requestToken, method } = command;
    const objection = isNoSecondFactor(method);
    if (objection) return objection;
    const name = this.tokens.open(requestToken);
    const half = name?.tenant === tenant ? await this.requests.halfProven(name) : undefined;
    if (!name || !half) return unusable(NO_REQUEST);
    const account = await this.credentials.toVerify(tenant, half.subject, 'stranger');
    if (account?.standing.status !== 'active') return unusable(NO_REQUEST);
    const mistaken = isNotEnrolled(account, method);
    if (mistaken) return mistaken;
    if (method === half.method) return unusable(SHOWN_BEFORE);
    await this.requests.prove(name, EXCHANGE_MINUTES);
    const exchange = this.tokens.exchange(name);
    return done({ exchange, expiresInSeconds: EXCHANGE_MINUTES * 60 });
  }
}

const NO_REQUEST: FieldProblem = {
  field: 'reset_request_id',
  problem: 'is none of this tenant that waits for its second proof',
};

const SHOWN_BEFORE: FieldProblem = {
  field: 'method',
  problem: 'is how the first code was sent',
};
