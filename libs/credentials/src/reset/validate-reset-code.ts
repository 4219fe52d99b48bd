import type {
  CapacityRefusal,
  Origin,
  Outcome,
  Refused,
  Secret,
  VerificationType,
} from '#libs/identity';
import { done, Password, refused, subjectId } from '#libs/identity';

import type { AdmitUnproven } from '../admit-unproven.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { PasswordHashing } from '../ports/password-hashing.js';
import type { FollowedReset, ResetName, ResetRequests } from '../ports/reset-requests.js';
import type { ResetSecrets, ResetTokens } from '../ports/reset-secrets.js';
import { codeBinding } from './code-binding.js';
import { CODE_MINUTES, EXCHANGE_MINUTES, GUESSES } from './limits.js';
import type { ResetRefusal } from './reset-refusal.js';
import { INVALID_PROOF } from './reset-refusal.js';
import { isSent, secondProof } from './second-proof.js';

export interface ValidateResetCodeCommand {
  readonly requestToken: string;
  /** As it was typed, or as the link carried it. */
  readonly code: Secret;
  readonly origin: Origin;
}

/**
 * What a new password is exchanged for, or what is to be proven next: a code that has gone out by mail
 * or telephone, or a factor that the login service of the person looks at.
 */
export type ValidatedReset = { readonly exchange: Secret } | { readonly next: VerificationType };

const CODE = /^\d{8}$/;

type Step = FollowedReset & { readonly step: 1 | 2 };

/**
 * Takes the code, or what the link carried, and answers what a new password is exchanged for. Wrong,
 * expired, never sent and nobody's: the same answer after the same work, one try booked and one slow
 * hash; a link is 256 bits, which nobody guesses, and costs neither.
 */
export class ValidateResetCode {
  constructor(
    private readonly admitUnproven: AdmitUnproven,
    private readonly requests: ResetRequests,
    private readonly hashing: PasswordHashing,
    private readonly secrets: ResetSecrets,
    private readonly tokens: ResetTokens,
    private readonly credentials: PasswordCredentials,
  ) {}

  async validate(
    command: ValidateResetCodeCommand,
  ): Promise<Outcome<ValidatedReset, ResetRefusal>> {
    const { requestToken, code, origin } = command;
    const name = this.tokens.open(requestToken);
    const barred = await this.admitUnproven.barred(name?.tenant, origin);
    if (barred) return refused(barred);
    if (!name) return INVALID_PROOF;
    const typed = CODE.test(code.reveal());
    const step = typed ? await this.guessed(name, code) : await this.followed(name, code);
    if (!step) return INVALID_PROOF;
    if ('kind' in step) return step;

    if (step.step === 1 && step.secondFactorRequired) {
      const next = await this.secondOf(name, step);
      if (!next) return INVALID_PROOF;
      const how = { codeIsSent: isSent(next), minutes: CODE_MINUTES };
      await this.requests.askSecond(name, how);
      return done({ next });
    }
    await this.requests.prove(name, EXCHANGE_MINUTES);
    return done({ exchange: this.tokens.exchange(name) });
  }

  /** What the plan of the request has counted on; undefined: it has been taken away since. */
  private async secondOf(name: ResetName, { method }: Step): Promise<VerificationType | undefined> {
    const subject = await this.requests.ownerOf(name);
    const account = subject && (await this.credentials.toVerify(name.tenant, subject, 'owner'));
    return account && secondProof(method, account.enrolled);
  }

  private async followed(name: ResetName, link: Secret): Promise<Step | undefined> {
    const followed = await this.requests.followed(name, this.secrets.digest(link));
    return followed && { ...followed, step: 1 };
  }

  private async guessed(
    name: ResetName,
    code: Secret,
  ): Promise<Step | Refused<CapacityRefusal> | undefined> {
    const guessed = await this.requests.guessed(name, GUESSES);
    if (!guessed) return undefined;
    const typed = new Password(code.reveal());
    const { tenant, id } = name;
    const sent = guessed.code;
    const subject = sent?.subject ?? subjectId(id);
    const owner = { tenant, subject, purpose: 'verify' } as const;
    const matched = await this.hashing.admitted(owner, (turn) =>
      sent
        ? turn.matchesCode(typed, sent.envelope, codeBinding(name, sent.subject, guessed.step))
        : turn.decoyCode(typed),
    );
    if (typeof matched !== 'boolean') return matched;
    return matched ? guessed : undefined;
  }
}
