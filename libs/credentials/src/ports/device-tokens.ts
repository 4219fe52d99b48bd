import type { Secret, SubjectId, TenantId } from '#libs/identity';

/** Whose device, in which generation of their sessions. */
export interface DeviceOwner {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /**
   * A token dies with it. People change a password because somebody else may know it, and whoever has
   * signed in with the old one holds a token, too: that device must be a stranger again, or its failures
   * would be booked where the owner's own devices wait.
   */
  readonly epoch: number;
}

export interface KnownDevice {
  /** Names the device, and nothing of its owner; renewed tokens keep it. */
  readonly device: string;
  /** Whether it is time for another token. */
  readonly ageing: boolean;
}

/** Signed proofs that somebody has signed in on a device before (product §7: known device). */
export abstract class DeviceTokens {
  /** How long a device is remembered on which nobody signs in: a long holiday and a season. */
  static readonly DAYS = 90;

  /** For a device that has none yet, or for the one that `known` names. */
  abstract issue(owner: DeviceOwner, known?: KnownDevice): Secret;

  /** Undefined: not one that was issued for this person and generation, or too old. */
  abstract read(owner: DeviceOwner, token: Secret): KnownDevice | undefined;
}
