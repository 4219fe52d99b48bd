import { sqlMigration } from './sql-migration.js';

/**
 * What is open of resets, and how much of it a person has had lately. Nothing in these rows is a
 * secret that can be used: codes are sealed hashes, links are digests.
 */
export const Resets = sqlMigration(
  'Resets1763800000012',
  `
  -- due_at: when the next message may be sent, or when its lease ends; NULL: none is due.
  -- subject, epoch, place: once a worker has looked the person up. place numbers their requests.
  CREATE TABLE credentials.reset_request (
    tenant       text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
    id           uuid NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    asked_type   text NOT NULL CHECK (asked_type IN ('EMAIL', 'MOBILE', 'USERNAME', 'SUB')),
    asked_value  text NOT NULL,
    medium       text NOT NULL CHECK (medium IN ('EMAIL', 'SMS')),
    processing   text NOT NULL CHECK (processing IN ('CODE', 'LINK')),
    ip           text,
    request_id   text NOT NULL,
    due_at       timestamptz DEFAULT clock_timestamp(),
    attempts     integer NOT NULL DEFAULT 0,
    subject      text COLLATE "C",
    epoch        integer,
    place        integer,
    step         smallint NOT NULL DEFAULT 1 CHECK (step IN (1, 2)),
    method       text CHECK (method IN ('EMAIL', 'SMS')),
    code         text,
    link         text COLLATE "C",
    code_until   timestamptz,
    link_until   timestamptz,
    tries        integer NOT NULL DEFAULT 0,
    proven_until timestamptz,
    refusals     integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  ) WITH (fillfactor = 70);
  CREATE INDEX reset_request_due ON credentials.reset_request (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX reset_request_of_subject ON credentials.reset_request (tenant, subject);
  CREATE INDEX reset_request_in_time ON credentials.reset_request (asked_at);

  -- whom: a subject; or a space and a request's id, where there is no person to count on.
  CREATE TABLE credentials.reset_allowance (
    tenant      text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
    whom        text COLLATE "C" NOT NULL,
    initiations timestamptz[] NOT NULL DEFAULT '{}',
    guesses     timestamptz[] NOT NULL DEFAULT '{}',
    place       integer NOT NULL DEFAULT 0,
    exceeded    boolean NOT NULL DEFAULT false,
    used_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, whom)
  ) WITH (fillfactor = 70);
  CREATE INDEX reset_allowance_in_time ON credentials.reset_allowance (used_at);

  -- Where people were reached until lately, because whoever resets a password may first have
  -- replaced the contacts that would hear of it.
  CREATE TABLE verification.replaced_contact (
    tenant      text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    type        text COLLATE "C" NOT NULL CHECK (type IN ('EMAIL', 'SMS')),
    address     text NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, subject, type, address),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );

  CREATE FUNCTION verification.keep_contact(of_tenant text, of_subject text, of_type text,
      of_address text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $body$
      INSERT INTO verification.replaced_contact AS c (tenant, subject, type, address)
      SELECT s.tenant, s.subject, CASE of_type WHEN 'MOBILE' THEN 'SMS' ELSE of_type END, of_address
      FROM directory.subject s WHERE s.tenant = of_tenant AND s.subject = of_subject
      ON CONFLICT (tenant, subject, type, address) DO UPDATE SET replaced_at = clock_timestamp()
    $body$;
  REVOKE ALL ON FUNCTION verification.keep_contact(text, text, text, text) FROM PUBLIC;

  CREATE FUNCTION verification.medium_replaced() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $body$ BEGIN
      PERFORM verification.keep_contact(OLD.tenant, OLD.subject, OLD.type, OLD.name);
      RETURN NULL;
    END $body$;
  CREATE TRIGGER kept_for_notices_when_changed AFTER UPDATE ON verification.medium FOR EACH ROW
    WHEN (OLD.type IN ('EMAIL', 'SMS') AND OLD.verified_at IS NOT NULL AND OLD.quarantined_at IS NULL
      AND (NEW.name <> OLD.name OR NEW.type <> OLD.type OR NEW.verified_at IS NULL))
    EXECUTE FUNCTION verification.medium_replaced();
  CREATE TRIGGER kept_for_notices_when_deleted AFTER DELETE ON verification.medium FOR EACH ROW
    WHEN (OLD.type IN ('EMAIL', 'SMS') AND OLD.verified_at IS NOT NULL AND OLD.quarantined_at IS NULL)
    EXECUTE FUNCTION verification.medium_replaced();

  CREATE FUNCTION directory.identifier_replaced() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $body$ BEGIN
      PERFORM verification.keep_contact(OLD.tenant, OLD.subject, OLD.type, OLD.value);
      RETURN NULL;
    END $body$;
  CREATE TRIGGER kept_for_notices_when_changed AFTER UPDATE ON directory.identifier FOR EACH ROW
    WHEN (OLD.type IN ('EMAIL', 'MOBILE') AND OLD.verified_at IS NOT NULL
      AND (NEW.value <> OLD.value OR NEW.subject <> OLD.subject OR NEW.verified_at IS NULL))
    EXECUTE FUNCTION directory.identifier_replaced();
  CREATE TRIGGER kept_for_notices_when_deleted AFTER DELETE ON directory.identifier FOR EACH ROW
    WHEN (OLD.type IN ('EMAIL', 'MOBILE') AND OLD.verified_at IS NOT NULL)
    EXECUTE FUNCTION directory.identifier_replaced();

  CREATE VIEW verification.reset_contact AS
    SELECT c.tenant, c.subject, c.type, c.address FROM verification.verified_contact c
    UNION
    SELECT r.tenant, r.subject, r.type, r.address FROM verification.replaced_contact r
    WHERE r.replaced_at > clock_timestamp() - interval '30 days';
  `,
);
