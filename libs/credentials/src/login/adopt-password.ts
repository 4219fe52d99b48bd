import type { CapacityRefusal, Outcome, Refused } from '#libs/identity';
import { done, refused } from '#libs/identity';
import { attemptLimit } from '#libs/password-policy';

import { abandoned } from '../abandoned.js';
import type { Account } from '../account.js';
import type { NamedIdentifier } from '../find-claimant.js';
import { mayUsePassword } from '../may-use-password.js';
import type { Attempts } from '../ports/attempts.js';
import type {
  LegacyQuestion,
  LegacyUnavailable,
  LegacyVerifier,
} from '../ports/legacy-verifiers.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from '../ports/password-hashing.js';
import type { PasswordImports } from '../ports/password-imports.js';
import type { ChangeIds } from '../ports/surroundings.js';
import type { Verification, VerifyPasswordCommand } from '../verify-password.js';

/** A circuit that has opened lets somebody find out after so long. */
export const LEGACY_UNAVAILABLE: LegacyUnavailable = {
  code: 'legacy_verifier_unavailable',
  retryAfterSeconds: 30,
};

/** `look_here`: what can be known of this password is in our own database by now. */
export type Adoption =
  'look_here' | Outcome<Verification, LegacyUnavailable> | Refused<CapacityRefusal>;

/**
 * Takes over the password of a person who has never had one here, at the moment at which they use it:
 * other software is asked, and what it confirms becomes ours, once. As with any import no policy can
 * refuse it; what it falls short of is due at once, because it is here in the clear. Whoever had one
 * here is never asked about: an old one elsewhere is none of theirs any more.
 */
export class AdoptPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly attempts: Attempts,
    private readonly hashing: PasswordHashing,
    private readonly imports: PasswordImports,
    private readonly changeIds: ChangeIds,
  ) {}

  async beforehand(
    verifier: LegacyVerifier,
    command: VerifyPasswordCommand,
    named: NamedIdentifier,
  ): Promise<Adoption> {
    const { tenant, subject, password } = command;
    if (!(await this.toBeAsked(command))) return 'look_here';
    const { type, lookup: value } = named;
    const asked = { tenant, subject, password };
    const question = type === 'SUBJECT' ? asked : { ...asked, identifier: { type, value } };
    return this.hashing.admitted({ tenant, subject, purpose: 'verify' }, async (turn) => {
      // Once more: meanwhile it may have been taken over, and guesses may have been counted.
      const account = await this.toBeAsked(command);
      return account ? this.asked(turn, verifier, { command, question, account }) : 'look_here';
    });
  }

  /** Somebody who may use a password, need not wait, and has never had one here. */
  private async toBeAsked({
    tenant,
    subject,
    evidence,
  }: VerifyPasswordCommand): Promise<Account | undefined> {
    const account = await this.credentials.toVerify(tenant, subject, evidence);
    if (!account || account.credential || account.waitSeconds > 0) return undefined;
    if (!mayUsePassword(account) || (await this.imports.everHad(tenant, subject))) return undefined;
    return account;
  }

  private async asked(
    turn: HashingTurn,
    verifier: LegacyVerifier,
    { command, question, account }: Asked,
  ): Promise<Adoption> {
    const { tenant, subject, password, evidence, origin } = command;
    const gone = abandoned(origin);
    if (gone) return refused(gone);
    switch (await turn.whileAway(() => verifier.verify(question))) {
      case 'unknown':
        return refused(LEGACY_UNAVAILABLE);
      case 'invalid': {
        // The same hash and the same count as any other wrong password.
        await turn.decoy(password, command);
        const limit = attemptLimit(account.policy, evidence);
        await this.attempts.failed({ tenant, subject, evidence, limit, cause: origin });
        return done({ result: 'not_verified' });
      }
      case 'valid': {
        const binding = { tenant, subject, changeId: this.changeIds.next() };
        const envelope = await turn.seal(password, binding);
        await this.imports.adopt(tenant, { ...binding, envelope, scheme: 'argon2id' }, origin);
        return 'look_here';
      }
    }
  }
}

interface Asked {
  readonly command: VerifyPasswordCommand;
  readonly question: LegacyQuestion;
  readonly account: Account;
}
