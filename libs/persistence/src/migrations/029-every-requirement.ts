import { sqlMigration } from './sql-migration.js';

/** A later request for a weaker reason no longer takes the place of a graver one of the same scope. */
export const EveryRequirement = sqlMigration(
  'EveryRequirement1763800000029',
  `
  ALTER TABLE credentials.change_requirement
    DROP CONSTRAINT change_requirement_pkey,
    ADD PRIMARY KEY (tenant, scope, reason);
  `,
);
