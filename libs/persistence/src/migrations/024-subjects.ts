import { PUT } from './put-subject.js';
import { ERASE, EXPORT, SETTLE } from './subject-functions.js';
import { sqlMigration } from './sql-migration.js';

/**
 * People as their directory tells them. What concerns tables of several owners, a new proof that holds
 * back what was there before and an erasure above all, are functions: one person at a time is all that
 * a service can write of the directory, and nobody has to be given the tables.
 */
export const Subjects = sqlMigration(
  'Subjects1763800000024',
  `
  -- directory_version: the last that the directory has named, where it names any.
  ALTER TABLE directory.subject ADD COLUMN directory_version bigint;

  -- A link that is new may bring a proof; those from before have brought theirs.
  ALTER TABLE directory.subject_link ADD COLUMN linked_at timestamptz NOT NULL DEFAULT '-infinity';
  ALTER TABLE directory.subject_link ALTER COLUMN linked_at SET DEFAULT clock_timestamp();

  ALTER TABLE credentials.password
    DROP CONSTRAINT password_must_change_reason_check,
    ADD CONSTRAINT password_must_change_reason_check CHECK (must_change_reason IN
      ('requested_by_admin', 'requested_by_service', 'compromised', 'breached', 'expired',
       'policy_tightened', 'temporary'));

  CREATE INDEX event_of_change ON journal.event (tenant, (data ->> 'change_id'))
    WHERE data ? 'change_id';

  -- The one rewriting that there is: an address is forgotten with the person whose it was.
  DROP TRIGGER append_only ON journal.event;
  CREATE FUNCTION journal.only_forgetting() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $body$ BEGIN
      IF to_jsonb(NEW) - 'data' = to_jsonb(OLD) - 'data' AND NEW.data = OLD.data - 'ip' THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'journal.event is append-only';
    END $body$;
  CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON journal.event
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewriting();
  CREATE TRIGGER only_forgetting BEFORE UPDATE ON journal.event
    FOR EACH ROW EXECUTE FUNCTION journal.only_forgetting();

  CREATE FUNCTION journal.append(of_tenant text, of_subject text, what text, told jsonb)
    RETURNS void
    LANGUAGE sql SET search_path = pg_catalog, pg_temp
    AS $body$
      WITH numbered AS (
        INSERT INTO journal.stream AS j (tenant, subject, last_seq) VALUES (of_tenant, of_subject, 1)
        ON CONFLICT (tenant, subject) DO UPDATE SET last_seq = j.last_seq + 1
        RETURNING j.last_seq AS seq
      ), recorded AS (
        INSERT INTO journal.event (tenant, subject, subject_seq, type, data)
        SELECT of_tenant, of_subject, n.seq, what, told FROM numbered n
      )
      INSERT INTO journal.arrival (tenant, subject, subject_seq)
      SELECT of_tenant, of_subject, n.seq FROM numbered n
    $body$;

  ${PUT}
  ${SETTLE}
  ${ERASE}
  ${EXPORT}
  `,
);
