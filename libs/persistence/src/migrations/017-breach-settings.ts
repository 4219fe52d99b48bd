import { sqlMigration } from './sql-migration.js';

/**
 * The range server that a tenant has named; no row, or no address: none. The index answers how many of
 * a tenant's passwords are in which state without touching a row, and holds nothing that a change of
 * password changes, so that a change still rewrites no index.
 */
export const BreachSettings = sqlMigration(
  'BreachSettings1763800000017',
  `
  CREATE TABLE tenancy.range_server (
    tenant  text COLLATE "C" PRIMARY KEY REFERENCES tenancy.tenant ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    url     text CHECK (length(url) <= 2048),
    sparse  boolean NOT NULL DEFAULT false
  );

  CREATE INDEX password_breach_state
    ON credentials.password (tenant, breach_state, breach_corpus);
  `,
);
