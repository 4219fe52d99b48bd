import type { Origin, Outcome, Password, Secret, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { Claimant } from '../find-claimant.js';
import type { AnswerTimes } from '../ports/answer-times.js';
import type { DeviceTokens, KnownDevice } from '../ports/device-tokens.js';
import type { PasswordHashing } from '../ports/password-hashing.js';
import type { SecurityLog } from '../ports/security-log.js';
import type { Verification } from '../verify-password.js';
import type { FindLoginClaimant, Whom } from './find-login-claimant.js';
import type { ClaimRefusal, VerifyClaimant } from './verify-claimant.js';
import { isNo } from './verify-claimant.js';

export interface VerifyLoginCommand {
  readonly tenant: TenantId;
  readonly whom: Whom;
  readonly password: Password;
  /** What the login service knows of the person's client; absent: it remembers no devices. */
  readonly client?: { readonly device?: Secret };
  /** With the client's address, where the service told it. */
  readonly origin: Origin;
}

export type LoginVerification = Verification & {
  /** For the client to show with its next login: this device is known from now on. */
  readonly deviceToken?: Secret;
};

export type VerifyLoginRefusal = ClaimRefusal | { readonly code: 'not_found' };

type Refusable<Value> = Promise<Outcome<Value, VerifyLoginRefusal>>;

/**
 * Tells a login service whether a password is somebody's. Unknown, without a password, disabled and
 * wrong: the same answer, after the same queries and one hash, at a time that tells nothing (R02).
 */
export class VerifyLogin {
  constructor(
    private readonly findClaimant: FindLoginClaimant,
    private readonly verifyClaimant: VerifyClaimant,
    private readonly devices: DeviceTokens,
    private readonly times: AnswerTimes,
    private readonly log: SecurityLog,
    private readonly hashing: PasswordHashing,
  ) {}

  verify(command: VerifyLoginCommand): Refusable<LoginVerification> {
    return this.times.evenly(() => this.judged(command), isNo);
  }

  private async judged(command: VerifyLoginCommand): Refusable<LoginVerification> {
    const { tenant, whom, password, origin } = command;
    const crowded = this.hashing.crowded(tenant, 'verify');
    if (crowded) return crowded;
    const claimant = await this.findClaimant.find(tenant, whom, origin);
    if (!claimant) return refused({ code: 'not_found' });

    const known = this.knownDevice(command, claimant);
    const evidence = known ? 'known_device' : 'stranger';
    const tried = await this.verifyClaimant.verify({
      ...{ tenant, claimant, password },
      ...{ evidence, origin },
    });
    if (tried.kind === 'refused') return tried;
    this.record(command, claimant, tried.value);
    return done(this.remembering(command, tried.value, known));
  }

  private knownDevice(
    { tenant, client }: VerifyLoginCommand,
    { subject, epoch }: Claimant,
  ): KnownDevice | undefined {
    if (!client?.device || subject === undefined || epoch === undefined) return undefined;
    return this.devices.read({ tenant, subject, epoch }, client.device);
  }

  /** A device that is known well enough keeps its token. */
  private remembering(
    { tenant, client }: VerifyLoginCommand,
    verification: Verification,
    known: KnownDevice | undefined,
  ): LoginVerification {
    if (!client || verification.result !== 'verified') return verification;
    if (known && !known.ageing) return verification;
    const { subject, epoch } = verification;
    return { ...verification, deviceToken: this.devices.issue({ tenant, subject, epoch }, known) };
  }

  private record(
    { tenant, origin }: VerifyLoginCommand,
    { subject: sub }: Claimant,
    { result }: Verification,
  ): void {
    const who = { tenant, ...(sub && { sub }) };
    if (result === 'verified') this.log.record('authn_login_success', who, origin);
    else if (result === 'not_verified') this.log.record('authn_login_fail', who, origin);
    else this.log.record('excess_rate_limit_exceeded', who, origin, 'attempts');
  }
}
