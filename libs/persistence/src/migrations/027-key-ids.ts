import { sqlMigration } from './sql-migration.js';

/**
 * Which key of the ring sealed a row, in the clear as the envelope has it, so that nobody has to read
 * an envelope to know which keys are still needed. Stored, because an index over the envelope itself
 * would take every change off its page (HOT); equal keys share their entries in the index.
 */
export const KeyIds = sqlMigration(
  'KeyIds1763800000027',
  `
  ALTER TABLE credentials.password
    ADD COLUMN key_id text COLLATE "C" GENERATED ALWAYS AS (split_part(envelope, '.', 2)) STORED;
  CREATE INDEX password_by_key ON credentials.password (key_id);

  ALTER TABLE credentials.history
    ADD COLUMN key_id text COLLATE "C" GENERATED ALWAYS AS (split_part(envelope, '.', 2)) STORED;
  CREATE INDEX history_by_key ON credentials.history (key_id);

  ALTER TABLE credentials.reset_request
    ADD COLUMN key_id text COLLATE "C" GENERATED ALWAYS AS (split_part(code, '.', 2)) STORED;
  CREATE INDEX reset_request_by_key ON credentials.reset_request (key_id)
    WHERE key_id IS NOT NULL;
  `,
);
