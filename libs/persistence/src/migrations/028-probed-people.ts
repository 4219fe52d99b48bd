import { PUT } from './put-subject.js';
import { sqlMigration } from './sql-migration.js';

/** `put_subject` as 024 gives it now, for databases that had it when it still read whole tables. */
export const ProbedPeople = sqlMigration(
  'ProbedPeople1763800000028',
  PUT.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'),
);
