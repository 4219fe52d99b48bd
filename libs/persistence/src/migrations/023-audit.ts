import { sqlMigration } from './sql-migration.js';

/** What a tenant's admins read of the journal: backwards in time, a page after the other. */
export const Audit = sqlMigration(
  'Audit1763800000023',
  `
  CREATE INDEX event_in_time ON journal.event (tenant, occurred_at, id);
  `,
);
