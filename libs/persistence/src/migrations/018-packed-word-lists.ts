import { sqlMigration } from './sql-migration.js';

/**
 * A tenant's list as requests look it up: one value in the format of corpora. The words beside it are
 * for the admin who edits them. A list without it was saved before there was one, and is packed by
 * whoever reads it.
 */
export const PackedWordLists = sqlMigration(
  'PackedWordLists1763800000018',
  `
  ALTER TABLE tenancy.word_list
    ADD COLUMN packed bytea CHECK (length(packed) <= 1048576);
  `,
);
