import { sqlMigration } from './sql-migration.js';

/**
 * What the last look for breaches has shown: which local corpus had spoken, and when. A row that
 * nobody has looked at owes a look.
 */
export const BreachRecords = sqlMigration(
  'BreachRecords1763800000010',
  `
  ALTER TABLE credentials.password
    ALTER COLUMN breach_state SET DEFAULT 'undetermined',
    ADD COLUMN breach_corpus text,
    ADD COLUMN breach_corpus_date timestamptz,
    ADD COLUMN breach_checked_at timestamptz;
  `,
);
