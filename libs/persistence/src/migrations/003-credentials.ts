import { sqlMigration } from './sql-migration.js';

/**
 * The secrets. sealed_password is the only way to an envelope, one subject at a time: its owner has
 * no login, and a fixed search_path keeps a caller's objects out of it. PL/pgSQL keeps its plan for
 * the session; SQL functions are planned anew by every query before PostgreSQL 18.
 */
export const Credentials = sqlMigration(
  'Credentials1763800000003',
  `
  CREATE TABLE credentials.password (
    tenant         text COLLATE "C" NOT NULL,
    subject        text COLLATE "C" NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    envelope       text NOT NULL,
    policy_version integer,
    breach_state   text NOT NULL DEFAULT 'clean'
                   CHECK (breach_state IN ('clean', 'undetermined', 'breached')),
    must_change    boolean NOT NULL DEFAULT false,
    last_change_id text COLLATE "C" NOT NULL,
    changed_at     timestamptz NOT NULL,
    quarantined_at timestamptz,
    PRIMARY KEY (tenant, subject),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  ) WITH (fillfactor = 70);

  CREATE TABLE credentials.attempts (
    tenant      text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    class       text NOT NULL CHECK (class IN ('owner', 'known_device', 'stranger')),
    failures    integer NOT NULL,
    wait_until  timestamptz,
    disabled_at timestamptz,
    PRIMARY KEY (tenant, subject, class),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  ) WITH (fillfactor = 70);

  CREATE VIEW credentials.password_presence AS
    SELECT p.tenant, p.subject, p.changed_at FROM credentials.password p;

  CREATE FUNCTION credentials.sealed_password(of_tenant text, of_subject text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $body$ BEGIN
      RETURN (SELECT p.envelope FROM credentials.password p
              WHERE p.tenant = of_tenant AND p.subject = of_subject);
    END $body$;
  REVOKE ALL ON FUNCTION credentials.sealed_password(text, text) FROM PUBLIC;
  `,
);
