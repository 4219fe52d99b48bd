import type { SubjectId, TenantId } from '#libs/identity';
import type { AgeVerdict } from '#libs/password-policy';

import type { SavedPolicies } from './tenant-policies.js';

/** A tenant where people have passwords, and what it and its groups ask of them. */
export interface RemindingTenant {
  readonly tenant: TenantId;
  readonly policies: SavedPolicies;
  readonly secondFactorRequired: boolean;
}

/** A password that its owner could change, and what its age means to them. */
export interface AgeingPassword {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly version: number;
  readonly age: AgeVerdict;
  /** The expiry that its owner has been reminded of. */
  readonly remindedOf?: Date;
}

export abstract class ExpiryReminders {
  abstract tenants(): Promise<readonly RemindingTenant[]>;

  /**
   * Passwords that are at least `days` old, by subject, at most 500 that come `after` one. Not those
   * of people who are disabled or managed elsewhere.
   */
  abstract older(
    tenant: TenantId,
    days: number,
    after: SubjectId | undefined,
  ): Promise<readonly AgeingPassword[]>;

  /**
   * Journals `password_expiring`, or `password_expired`, and remembers the expiry, both or neither. False: somebody else did
   * it before, or the password is another one by now.
   */
  abstract remind(password: AgeingPassword, expiresAt: Date): Promise<boolean>;
}
