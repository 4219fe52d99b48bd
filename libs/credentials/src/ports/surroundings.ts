import type { ChangeId, TenantId } from '#libs/identity';

/** The one door for names that must be unguessable and unique. */
export abstract class ChangeIds {
  abstract next(): ChangeId;
}

/** What the issuers of a tenant do about sessions that end here. */
export abstract class SessionIssuers {
  /**
   * `ended` only where every issuer of the tenant carries our epoch, so that no token of an ended
   * session can be renewed into a live one; otherwise `pending`, because nobody has acknowledged.
   */
  abstract acknowledgement(tenant: TenantId): 'ended' | 'pending';
}
