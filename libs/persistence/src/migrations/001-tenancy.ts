import { sqlMigration } from './sql-migration.js';

/**
 * Whose settings apply. Small tables, the same on every node of a distributed database. Ids compare
 * byte for byte, hence the collation.
 */
export const Tenancy = sqlMigration(
  'Tenancy1763800000001',
  `
  CREATE TABLE tenancy.installation (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    kind        text NOT NULL CHECK (kind IN ('demo', 'production')),
    session_key bytea NOT NULL CHECK (length(session_key) = 32)
  );

  CREATE TABLE tenancy.tenant (
    id     text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    name   text NOT NULL,
    brand  text UNIQUE,
    region text CHECK (region ~ '^[A-Z]{2}$')
  );

  CREATE TABLE tenancy.settings (
    tenant        text COLLATE "C" PRIMARY KEY REFERENCES tenancy.tenant ON DELETE CASCADE,
    version       integer NOT NULL DEFAULT 1,
    methods       text[] NOT NULL,
    second_factor text NOT NULL CHECK (second_factor IN ('optional', 'required')),
    policy_preset text NOT NULL CHECK (policy_preset IN ('nist-800-63b-4', 'pci-dss-4', 'legacy'))
  );

  -- tenants: NULL grants all of them.
  CREATE TABLE tenancy.service_client (
    issuer  text COLLATE "C" NOT NULL,
    client  text COLLATE "C" NOT NULL,
    tenants text[],
    scopes  text[] NOT NULL,
    PRIMARY KEY (issuer, client)
  );
  `,
);
