import type { IdentifierType, SubjectId, TenantId } from '#libs/identity';

/** Whom an identifier means. One that two people have means neither of them. */
export type Found =
  | { readonly kind: 'subject'; readonly subject: SubjectId; readonly epoch: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous' };

export abstract class LoginIdentifiers {
  /** By the normalised spelling, within its type alone. One query on the primary. */
  abstract find(tenant: TenantId, type: IdentifierType, lookup: string): Promise<Found>;

  /** The subject itself, as services know people. Undefined: there is no such tenant. One query. */
  abstract ofSubject(tenant: TenantId, subject: SubjectId): Promise<Found | undefined>;
}
