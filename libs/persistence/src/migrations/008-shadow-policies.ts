import { sqlMigration } from './sql-migration.js';

/**
 * Policies that are tried out before they bind. They stand in the row of the one that is in force, so
 * that a request which reads the one reads the other without looking anything else up. A row of
 * version 0 holds nothing but a shadow.
 */
export const ShadowPolicies = sqlMigration(
  'ShadowPolicies1763800000008',
  `
  -- shadow: NULL where there is none. shadow_version counts publishing and withdrawing alike.
  ALTER TABLE tenancy.policy
    ADD COLUMN shadow jsonb,
    ADD COLUMN shadow_version integer NOT NULL DEFAULT 0,
    ADD COLUMN shadow_since timestamptz;

  -- counted: 'seen', 'would_fail', or the code of a violation. Nothing of any person.
  CREATE TABLE credentials.shadow_count (
    tenant    text COLLATE "C" NOT NULL,
    scope     text COLLATE "C" NOT NULL,
    version   integer NOT NULL,
    day       date NOT NULL,
    counted   text COLLATE "C" NOT NULL,
    passwords integer NOT NULL,
    PRIMARY KEY (tenant, scope, version, day, counted),
    FOREIGN KEY (tenant, scope) REFERENCES tenancy.policy ON DELETE CASCADE
  );
  `,
);
