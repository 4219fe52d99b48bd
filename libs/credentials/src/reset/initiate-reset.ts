import type { Origin, Outcome, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';
import type { Language } from '#libs/password-policy';

import type { AdmitUnproven } from '../admit-unproven.js';
import type {
  AskedFor,
  ResetMedium,
  ResetProcessing,
  ResetRequests,
} from '../ports/reset-requests.js';
import type { ResetSecrets, ResetTokens } from '../ports/reset-secrets.js';
import type { ResetRefusal } from './reset-refusal.js';

export interface InitiateResetCommand {
  readonly tenant: TenantId;
  readonly asked: AskedFor;
  readonly medium: ResetMedium | 'IVR';
  readonly processing: ResetProcessing;
  readonly language?: Language;
  readonly origin: Origin;
}

export interface InitiatedReset {
  readonly requestToken: string;
}

/**
 * Takes in that somebody has forgotten their password. It only enqueues: whether there is such a
 * person, and where they are reached, is looked up later by a worker, so that the answer is the same
 * for everybody, and so is the work behind it.
 */
export class InitiateReset {
  constructor(
    private readonly admitUnproven: AdmitUnproven,
    private readonly requests: ResetRequests,
    private readonly secrets: ResetSecrets,
    private readonly tokens: ResetTokens,
  ) {}

  async initiate(command: InitiateResetCommand): Promise<Outcome<InitiatedReset, ResetRefusal>> {
    const { medium, processing, ...about } = command;
    const { tenant, origin } = about;
    // Links go by mail: in a text message they are what people are taught not to follow.
    if (medium === 'IVR' || (medium === 'SMS' && processing === 'LINK')) {
      return refused({ code: 'verification_type_not_supported' });
    }
    const barred = await this.admitUnproven.barred(tenant, origin);
    if (barred) return refused(barred);
    const name = { tenant, id: this.secrets.id() };
    await this.requests.enqueue({ ...about, ...name, medium, processing });
    return done({ requestToken: this.tokens.requestToken(name) });
  }
}
