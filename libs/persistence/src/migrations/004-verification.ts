import { sqlMigration } from './sql-migration.js';

/** What people have enrolled, and where they can be reached. PASSWORD is never a medium. */
export const Verification = sqlMigration(
  'Verification1763800000004',
  `
  CREATE TABLE verification.medium (
    tenant         text COLLATE "C" NOT NULL,
    subject        text COLLATE "C" NOT NULL,
    id             uuid NOT NULL DEFAULT gen_random_uuid(),
    type           text COLLATE "C" NOT NULL
                   CHECK (type IN ('EMAIL', 'SMS', 'IVR', 'TOTP', 'BACKUPCODE', 'FIDO2', 'PUSH',
                                   'TOUCHID', 'FACE', 'PATTERN')),
    name           text NOT NULL,
    verified_at    timestamptz,
    enrolled_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    quarantined_at timestamptz,
    PRIMARY KEY (tenant, subject, id),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );

  -- One row per address however often and in whatever case it is known.
  CREATE VIEW verification.verified_contact AS
    SELECT c.tenant, c.subject, c.type, min(c.address) AS address, min(c.verified_at) AS verified_at
    FROM (
      SELECT m.tenant, m.subject, m.type, m.name AS address, m.verified_at
      FROM verification.medium m
      WHERE m.type IN ('EMAIL', 'SMS', 'IVR') AND m.verified_at IS NOT NULL
        AND m.quarantined_at IS NULL
      UNION ALL
      SELECT i.tenant, i.subject, CASE i.type WHEN 'MOBILE' THEN 'SMS' ELSE i.type END,
             i.value, i.verified_at
      FROM directory.identifier i
      WHERE i.type IN ('EMAIL', 'MOBILE') AND i.verified_at IS NOT NULL
    ) c
    GROUP BY c.tenant, c.subject, c.type, lower(c.address);
  `,
);
