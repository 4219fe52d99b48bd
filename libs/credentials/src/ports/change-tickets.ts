import type { Secret, SubjectId, TenantId, VerificationType } from '#libs/identity';

/** What a ticket says: somebody has shown the password of this identifier on this device. */
export interface ChangeTicket {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Type and normalised spelling, `MOBILE|+917411639213`. */
  readonly identifier: string;
  /** As the client names it. */
  readonly device: string;
  /** As it stood then: every change moves it, so that none is changed by the same ticket twice. */
  readonly epoch: number;
  /** What a login service has seen beside the password; absent: nothing. */
  readonly secondFactor?: VerificationType;
}

/** An authentic one, which is not to say that it is still good. */
export interface ShownTicket extends ChangeTicket {
  /** Unguessable and its own. */
  readonly id: string;
  /** More than 5 minutes old. */
  readonly expired: boolean;
}

export abstract class ChangeTickets {
  /** Long enough to think of a new password, too short to be found in a log and used. */
  static readonly SECONDS = 300;

  abstract raise(ticket: ChangeTicket): Promise<Secret>;

  /** Undefined: not one that we raised for this tenant. */
  abstract read(tenant: TenantId, ticket: Secret): Promise<ShownTicket | undefined>;
}
