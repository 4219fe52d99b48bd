import type { SubjectId, TenantId, VerificationType } from '#libs/identity';

import type { Medium } from './verification-methods.js';

/** What may be shown to somebody who has not logged in yet. */
export interface BeforeLogin {
  readonly switchedOn: ReadonlySet<VerificationType>;
  /** Whom a service opened the request for; absent when it is unknown, over or of an ended epoch. */
  readonly opened?: {
    readonly subject: SubjectId;
    /** Enrolled and usable, in enrolment order; the ids mean something within this request only. */
    readonly mediums: readonly Medium[];
    readonly hasPassword: boolean;
  };
}

export abstract class LoginRequests {
  /**
   * Remembers that a login of this person has begun; the id itself is not stored. Undefined: the
   * tenant has no such active person.
   */
  abstract open(request: {
    readonly tenant: TenantId;
    readonly subject: SubjectId;
    readonly id: string;
    readonly lifetimeSeconds: number;
  }): Promise<{ readonly expiresAt: Date } | undefined>;

  /** The same one query whether the request is known or not. Undefined: there is no such tenant. */
  abstract beforeLogin(
    tenant: TenantId,
    requestId: string | undefined,
  ): Promise<BeforeLogin | undefined>;
}

/** Ids of at least 128 random bits: who holds one may see where the person is reached, masked. */
export abstract class LoginRequestIds {
  abstract next(): string;
}
