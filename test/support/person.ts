import { randomUUID } from 'node:crypto';

import type { LoginIdentifier, SubjectId, TenantId } from '#libs/identity';
import type { Preset } from '#libs/password-policy';

import type { TestIssuer } from './tokens.js';

/** What a test needs of a person; everything else is absent. */
export interface PersonWish {
  readonly subject?: SubjectId;
  /** Otherwise everybody has a tenant of their own. */
  readonly sameTenantAs?: Person;
  readonly password?: string;
  /** A verified address; `true` for any. */
  readonly email?: string | true;
  /** A verified number. */
  readonly sms?: string;
  readonly totp?: boolean;
  readonly admin?: boolean;
  readonly managedBy?: string;
  readonly status?: 'active' | 'disabled';
  readonly secondFactor?: 'optional' | 'required';
  readonly preset?: Preset;
  readonly groups?: readonly string[];
  /** Beside the USERNAME that everybody has: their subject. */
  readonly identifiers?: readonly Pick<LoginIdentifier, 'type' | 'value' | 'lookup'>[];
  /** Whether the tenant has switched mfa-v1 on; what the house is opened with, unless told otherwise. */
  readonly mfaV1?: boolean;
  readonly region?: string;
}

export interface TokenWish {
  readonly amr?: readonly string[];
  /** Seconds since the login; undefined leaves `auth_time` out. */
  readonly authAge?: number | undefined;
  readonly scope?: string;
  readonly sub?: string;
  readonly epoch?: number;
}

export interface Person {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** The tenant's home issuer, for tokens that say something else. */
  readonly issuer: TestIssuer;
  /** A token of a session of its own, begun before anything changed. */
  token(wish?: TokenWish): string;
  /** The same from an issuer that is not the tenant's home. */
  tokenOfOtherIssuer(wish: { readonly sub: string }): string;
}

export function personOf(whose: {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly home: TestIssuer;
  readonly other: TestIssuer;
}): Person {
  const { tenant, subject, home, other } = whose;
  const now = (): number => Math.floor(Date.now() / 1000);
  return {
    tenant,
    subject,
    issuer: home,
    token: (wish = {}) => {
      const { amr = ['pwd'], scope, sub = subject, epoch = 0 } = wish;
      const age = 'authAge' in wish ? wish.authAge : 0;
      const auth_time = age === undefined ? undefined : now() - age;
      return home.mint({ sub, tenant, sid: randomUUID(), amr, scope, epoch, auth_time });
    },
    tokenOfOtherIssuer: ({ sub }) =>
      other.mint({ sub, tenant, sid: randomUUID(), amr: ['pwd'], auth_time: now() }),
  };
}
