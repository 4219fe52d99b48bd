import { sqlMigration } from './sql-migration.js';

/**
 * People who have proven nothing yet. Two may have the same identifier, because families share a
 * telephone and directories hold duplicates: the rows tell so instead of giving it to whoever came
 * first, and then neither is found by it.
 */
export const Claimants = sqlMigration(
  'Claimants1763800000014',
  `
  ALTER TABLE directory.identifier
    DROP CONSTRAINT identifier_pkey,
    ADD PRIMARY KEY (tenant, type, lookup, subject);

  -- Guesses at identifiers that nobody has; by a MAC, so that the table tells none of them.
  CREATE TABLE credentials.shadow_attempts (
    tenant      text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
    shadow      text COLLATE "C" NOT NULL,
    failures    integer NOT NULL,
    wait_until  timestamptz,
    disabled_at timestamptz,
    failed_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant, shadow)
  ) WITH (fillfactor = 70);
  CREATE INDEX shadow_attempts_by_age ON credentials.shadow_attempts (tenant, failed_at);

  -- What one network has tried in the minute that ends then. Worth nothing after a crash.
  CREATE UNLOGGED TABLE credentials.address_attempts (
    network text COLLATE "C" PRIMARY KEY,
    counted integer NOT NULL,
    ends_at timestamptz NOT NULL
  ) WITH (fillfactor = 70);
  CREATE INDEX address_attempts_by_end ON credentials.address_attempts (ends_at);
  `,
);
