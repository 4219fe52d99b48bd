import { sqlMigration } from './sql-migration.js';

/**
 * What imported hashes are, beside our own: which of them are left, and which decoys a tenant needs.
 * The index holds imported ones alone, so that changes of our own rows stay on their page.
 */
export const Schemes = sqlMigration(
  'Schemes1763800000025',
  `
  ALTER TABLE credentials.password
    ADD COLUMN scheme text COLLATE "C" NOT NULL DEFAULT 'argon2id';
  CREATE INDEX password_of_foreign_scheme ON credentials.password (tenant, scheme)
    WHERE scheme <> 'argon2id';
  `,
);
