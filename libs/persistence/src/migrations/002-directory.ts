import { sqlMigration } from './sql-migration.js';

/**
 * Who people are. directory.subject is the lock row: whoever writes several rows of one person locks
 * it first. Room is left on its pages, so that the update of every change stays on the page (HOT).
 */
export const Directory = sqlMigration(
  'Directory1763800000002',
  `
  CREATE TABLE directory.subject (
    tenant          text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
    subject         text COLLATE "C" NOT NULL CHECK (subject ~ '^[!-~]{1,255}$'),
    status          text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    managed_by      text,
    epoch           integer NOT NULL DEFAULT 0,
    cutoff_at       timestamptz,
    kept_session    jsonb,
    factors_version integer NOT NULL DEFAULT 0,
    names           jsonb NOT NULL DEFAULT '{}',
    groups          text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant, subject)
  ) WITH (fillfactor = 80);

  -- People of issuers other than the tenant's home; an equal sub means nothing.
  CREATE TABLE directory.subject_link (
    tenant  text COLLATE "C" NOT NULL,
    iss     text COLLATE "C" NOT NULL,
    sub     text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, iss, sub),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );
  CREATE INDEX subject_link_of_subject ON directory.subject_link (tenant, subject);

  CREATE TABLE directory.identifier (
    tenant      text COLLATE "C" NOT NULL,
    type        text COLLATE "C" NOT NULL
                CHECK (type IN ('EMAIL', 'MOBILE', 'USERNAME', 'EXTERNALID')),
    lookup      text COLLATE "C" NOT NULL,
    value       text NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    verified_at timestamptz,
    PRIMARY KEY (tenant, type, lookup),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );
  CREATE INDEX identifier_of_subject ON directory.identifier (tenant, subject);

  CREATE TABLE tenancy.admin (
    tenant  text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, subject),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );
  `,
);
