import { sqlMigration } from './sql-migration.js';

/**
 * Which web pages speak for a tenant: origins whose scripts may call us, pages that people are sent
 * to, and whether the dialect that needs no token is open. No row: none of it.
 */
export const RegisteredClients = sqlMigration(
  'RegisteredClients1763800000013',
  `
  CREATE TABLE tenancy.registered_clients (
    tenant  text COLLATE "C" PRIMARY KEY REFERENCES tenancy.tenant ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    origins text[] NOT NULL,
    pages   jsonb NOT NULL,
    mfa_v1  boolean NOT NULL
  );
  `,
);
