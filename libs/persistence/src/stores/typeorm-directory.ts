import type { Clients } from '#libs/credentials';
import type { IdentifierType, SubjectId, TenantId, VerificationType } from '#libs/identity';
import type { Preset } from '#libs/password-policy';

import type { Database } from '../database.js';
import {
  PUT_ADMIN,
  PUT_CLIENTS,
  PUT_IDENTIFIER,
  PUT_LINK,
  PUT_MEDIUM,
  PUT_SERVICE_CLIENT,
  PUT_SUBJECT,
  PUT_TENANT,
} from './directory-statements.js';

export interface TenantRegistration {
  readonly id: TenantId;
  readonly name: string;
  readonly brand?: string;
  /** ISO 3166-1 alpha-2: where national telephone numbers belong. */
  readonly region?: string;
  readonly methods: Iterable<VerificationType>;
  readonly secondFactor: 'optional' | 'required';
  /** What its policy starts from; rules that it has already stay. */
  readonly preset: Preset;
}

export interface SubjectRegistration {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly status?: 'active' | 'disabled';
  /** The enterprise provider that owns this identity. */
  readonly managedBy?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
  readonly identifiers?: readonly {
    readonly type: IdentifierType;
    readonly value: string;
    readonly lookup: string;
    readonly verifiedAt?: Date;
  }[];
  readonly links?: readonly { readonly iss: string; readonly sub: string }[];
}

export interface MediumRegistration {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** A UUID. */
  readonly id: string;
  readonly type: Exclude<VerificationType, 'PASSWORD'>;
  readonly name: string;
  readonly verifiedAt?: Date;
  /** Default: now. Lists show mediums in this order. */
  readonly enrolledAt?: Date;
}

export interface ServiceClientRegistration {
  readonly issuer: string;
  readonly client: string;
  readonly tenants: readonly TenantId[] | 'all';
  readonly scopes: readonly string[];
}

/**
 * Registers tenants and people as a whole, again and again with the same outcome. Runs on the
 * migrations' connection: no service's role may do this.
 */
export class TypeormDirectory {
  constructor(private readonly database: Database) {}

  async putTenant(tenant: TenantRegistration): Promise<void> {
    const { id, name, brand, region, methods, secondFactor, preset } = tenant;
    const settings = [[...methods], secondFactor, preset];
    await this.database.query(PUT_TENANT, [id, name, brand, region, ...settings]);
  }

  /** @throws if a link belongs to somebody else already. */
  async putSubject(registration: SubjectRegistration): Promise<void> {
    const { tenant, subject, status = 'active', managedBy, names = {}, groups = [] } = registration;
    const person = [status, managedBy, JSON.stringify(names), [...groups]];
    await this.database.query(PUT_SUBJECT, [tenant, subject, ...person]);
    for (const { type, lookup, value, verifiedAt } of registration.identifiers ?? []) {
      const values = [tenant, subject, type, lookup, value, verifiedAt];
      await this.database.query(PUT_IDENTIFIER, values);
    }
    for (const { iss, sub } of registration.links ?? []) {
      const put = await this.database.query(PUT_LINK, [tenant, subject, iss, sub]);
      if (put.length === 0) throw new Error('this link belongs to another subject');
    }
  }

  async putMedium(medium: MediumRegistration): Promise<void> {
    const { tenant, subject, id, type, name, verifiedAt, enrolledAt } = medium;
    const values = [tenant, subject, id, type, name, verifiedAt, enrolledAt];
    await this.database.query(PUT_MEDIUM, values);
  }

  async putAdmin(tenant: TenantId, subject: SubjectId): Promise<void> {
    await this.database.query(PUT_ADMIN, [tenant, subject]);
  }

  async putClients(tenant: TenantId, { origins, pages, mfaV1 }: Clients): Promise<void> {
    await this.database.query(PUT_CLIENTS, [tenant, [...origins], JSON.stringify(pages), mfaV1]);
  }

  async putServiceClient(client: ServiceClientRegistration): Promise<void> {
    const tenants = client.tenants === 'all' ? null : [...client.tenants];
    const values = [client.issuer, client.client, tenants, [...client.scopes]];
    await this.database.query(PUT_SERVICE_CLIENT, values);
  }
}
