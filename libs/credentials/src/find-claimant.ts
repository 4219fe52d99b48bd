import type { IdentifierType, Origin, SubjectId, TenantId } from '#libs/identity';

import type { IdentifierSpelling } from './ports/identifier-spelling.js';
import type { Found, LoginIdentifiers } from './ports/login-identifiers.js';
import type { SecurityLog } from './ports/security-log.js';
import type { NamedTenant } from './ports/tenants.js';

/** How a person names themselves, as a request spelled it. */
export interface ClaimedIdentifier {
  readonly type: IdentifierType;
  readonly value: string;
}

/** An identifier as it is stored and found; `SUBJECT` is the person's own id. */
export interface NamedIdentifier {
  readonly type: IdentifierType | 'SUBJECT';
  /** The normalised spelling, or what was written where there is none. */
  readonly lookup: string;
}

/** Whom somebody claims to be who has proven nothing yet. */
export interface Claimant extends NamedIdentifier {
  /** Absent: nobody, or more than one person, is found by it. */
  readonly subject?: SubjectId;
  /** The generation of their sessions. */
  readonly epoch?: number;
}

/** `MOBILE|+917411639213` */
export const identifierText = ({ type, lookup }: NamedIdentifier): string => `${type}|${lookup}`;

/** Finds whom an identifier means. The same one query, whoever is meant and whether anybody is. */
export class FindClaimant {
  constructor(
    private readonly spelling: IdentifierSpelling,
    private readonly identifiers: LoginIdentifiers,
    private readonly log: SecurityLog,
  ) {}

  async find(where: NamedTenant, identifier: ClaimedIdentifier, origin: Origin): Promise<Claimant> {
    const { tenant } = where;
    const { type, lookup } = this.named(where, identifier);
    const found = await this.identifiers.find(tenant, type, lookup);
    if (found.kind === 'ambiguous') {
      this.log.record('identifier_ambiguous', { tenant }, origin, type);
    }
    return claimantOf({ type, lookup }, found);
  }

  /** Undefined: there is no such tenant. */
  async bySubject(tenant: TenantId, subject: SubjectId): Promise<Claimant | undefined> {
    const found = await this.identifiers.ofSubject(tenant, subject);
    return found && claimantOf({ type: 'SUBJECT', lookup: subject }, found);
  }

  named(
    { region }: NamedTenant,
    { type, value }: ClaimedIdentifier,
  ): NamedIdentifier & { readonly type: IdentifierType } {
    return { type, lookup: this.spelling.lookupOf(type, value, region) ?? value };
  }
}

const claimantOf = (named: NamedIdentifier, found: Found): Claimant =>
  found.kind === 'subject' ? { ...named, subject: found.subject, epoch: found.epoch } : named;
