import type {
  FieldProblem,
  Outcome,
  RequestRefusal,
  Secret,
  TenantId,
  VerificationType,
} from '#libs/identity';
import { done, refused, SECOND_FACTORS } from '#libs/identity';

import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { ResetRequests } from '../ports/reset-requests.js';
import type { ResetTokens } from '../ports/reset-secrets.js';
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

export type StepUpResetRefusal = Extract<RequestRefusal, { code: 'invalid_request' }>;

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

  async stepUp(command: StepUpResetCommand): Promise<Outcome<SteppedUpReset, StepUpResetRefusal>> {
    const { tenant, requestToken, method } = command;
    if (!SECOND_FACTORS.has(method)) return unusable(NO_SECOND_FACTOR);
    const name = this.tokens.open(requestToken);
    const half = name?.tenant === tenant ? await this.requests.halfProven(name) : undefined;
    if (!name || !half) return unusable(NO_REQUEST);
    const account = await this.credentials.toVerify(tenant, half.subject, 'stranger');
    if (account?.standing.status !== 'active') return unusable(NO_REQUEST);
    // A service that is mistaken about the person is told so.
    if (!account.enrolled.has(method)) return unusable(NOT_ENROLLED);
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

const NO_SECOND_FACTOR: FieldProblem = { field: 'method', problem: 'is no second factor' };

const NOT_ENROLLED: FieldProblem = {
  field: 'method',
  problem: 'is not enrolled by this person, or switched off',
};

const SHOWN_BEFORE: FieldProblem = {
  field: 'method',
  problem: 'is how the first code was sent',
};

const unusable = (field: FieldProblem) =>
  refused({ code: 'invalid_request', fields: [field] } as const);
