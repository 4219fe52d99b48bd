import { sqlMigration } from './sql-migration.js';

/** Changes are counted where they are made, by the statement that makes them. */
export const CountedChanges = sqlMigration(
  'CountedChanges1763800000030',
  `
  -- recent_changes: how often it was changed in the minute that began at counted_from.
  ALTER TABLE credentials.password
    ADD COLUMN recent_changes integer NOT NULL DEFAULT 0,
    ADD COLUMN counted_from timestamptz;

  DELETE FROM credentials.request_count WHERE operation = 'change';
  `,
);
