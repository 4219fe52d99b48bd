import { sqlMigration } from './sql-migration.js';

/**
 * What people's passwords were before, and why one has to be changed. As with the password itself, a
 * function is the only way to the envelopes, one subject at a time.
 */
export const History = sqlMigration(
  'History1763800000007',
  `
  -- entry_id: the change that made it the password. generation: the parameters of its hash.
  CREATE TABLE credentials.history (
    tenant     text COLLATE "C" NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    entry_id   text COLLATE "C" NOT NULL,
    generation text COLLATE "C" NOT NULL,
    envelope   text NOT NULL,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, subject, entry_id),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );

  CREATE FUNCTION credentials.sealed_history(of_tenant text, of_subject text)
    RETURNS TABLE (id text, generation text, envelope text)
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $body$ BEGIN
      RETURN QUERY SELECT h.entry_id, h.generation, h.envelope FROM credentials.history h
        WHERE h.tenant = of_tenant AND h.subject = of_subject
        ORDER BY h.entered_at DESC, h.entry_id;
    END $body$;
  REVOKE ALL ON FUNCTION credentials.sealed_history(text, text) FROM PUBLIC;

  ALTER TABLE credentials.password
    ADD COLUMN must_change_reason text CHECK (must_change_reason IN ('requested_by_admin',
      'requested_by_service', 'compromised', 'breached', 'expired', 'policy_tightened')),
    ADD CONSTRAINT must_change_has_a_reason CHECK (must_change = (must_change_reason IS NOT NULL));
  `,
);
