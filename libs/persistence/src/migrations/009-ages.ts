import { sqlMigration } from './sql-migration.js';

/**
 * When passwords have to be changed, for whom not, and who was told. Whole tenants and groups are
 * asked by one row, however many people they have.
 */
export const Ages = sqlMigration(
  'Ages1763800000009',
  `
  -- Whose password is older than required_at has to change it. Scopes are those of tenancy.policy.
  CREATE TABLE credentials.change_requirement (
    tenant      text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
    scope       text COLLATE "C" NOT NULL CHECK (length(scope) <= 128),
    reason      text NOT NULL
                CHECK (reason IN ('requested_by_admin', 'requested_by_service', 'compromised')),
    required_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, scope)
  );

  -- Whom a rule does not bind, who answers for it, and until when.
  CREATE TABLE credentials.exemption (
    tenant   text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    rule     text NOT NULL CHECK (rule IN ('maximum_age', 'minimum_age')),
    owner    text NOT NULL,
    reason   text NOT NULL,
    until_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, subject, rule),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );

  -- Counted per person and operation in windows of a minute; one row is used again and again.
  CREATE TABLE credentials.request_count (
    tenant    text COLLATE "C" NOT NULL,
    subject   text COLLATE "C" NOT NULL,
    operation text NOT NULL,
    began_at  timestamptz NOT NULL,
    requests  integer NOT NULL,
    PRIMARY KEY (tenant, subject, operation),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  ) WITH (fillfactor = 70);

  -- Where requests without a token belong that name no tenant.
  CREATE TABLE tenancy.host (
    host   text COLLATE "C" PRIMARY KEY CHECK (host ~ '^[a-z0-9.:_-]{1,253}$'),
    tenant text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE
  );

  -- Count every save, so that nobody saves what was judged beside something else.
  ALTER TABLE tenancy.tenant
    ADD COLUMN policies_version integer NOT NULL DEFAULT 0,
    ADD COLUMN exemptions_version integer NOT NULL DEFAULT 0;

  -- tightened_at: when the password was first seen not to meet a policy that grew stricter.
  -- reminded_of: the expiry that its owner has been reminded of.
  ALTER TABLE credentials.password
    ADD COLUMN tightened_at timestamptz,
    ADD COLUMN reminded_of timestamptz;

  CREATE OR REPLACE VIEW credentials.password_presence AS
    SELECT p.tenant, p.subject, p.changed_at, p.must_change_reason, p.quarantined_at
    FROM credentials.password p;
  `,
);
