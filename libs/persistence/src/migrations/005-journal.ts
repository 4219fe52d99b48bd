import { sqlMigration } from './sql-migration.js';

/**
 * What happened, in each subject's own order, written in the change's own transaction: no NOTIFY, no
 * advisory lock and no global sequence, so that one subject's rows are all that a change touches.
 * Events outlive the person's other rows, hence no foreign key.
 */
export const Journal = sqlMigration(
  'Journal1763800000005',
  `
  CREATE TABLE journal.stream (
    tenant   text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    last_seq integer NOT NULL,
    PRIMARY KEY (tenant, subject)
  ) WITH (fillfactor = 70);

  CREATE TABLE journal.event (
    tenant      text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    subject_seq integer NOT NULL,
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    type        text NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    data        jsonb NOT NULL,
    PRIMARY KEY (tenant, subject, subject_seq),
    UNIQUE (tenant, id)
  );

  -- Grants keep the services from it; this keeps the owner's slips from it, too.
  CREATE FUNCTION journal.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $body$ BEGIN RAISE EXCEPTION 'journal.event is append-only'; END $body$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.event
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewriting();

  -- Events that the relay has not looked at yet.
  CREATE TABLE journal.arrival (
    tenant      text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    subject_seq integer NOT NULL,
    arrived_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, subject, subject_seq)
  );
  CREATE INDEX arrival_in_order ON journal.arrival (arrived_at);

  -- due_at: when it may be claimed; while leased, when the lease ends. attempts numbers the leases.
  CREATE TABLE journal.delivery (
    tenant      text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    subject_seq integer NOT NULL,
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    channel     text NOT NULL CHECK (channel IN ('mail')),
    address     text NOT NULL,
    state       text NOT NULL DEFAULT 'due'
                CHECK (state IN ('due', 'leased', 'acknowledged', 'dead')),
    attempts    integer NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_error  text,
    PRIMARY KEY (tenant, subject, subject_seq, id)
  );
  CREATE INDEX delivery_unfinished ON journal.delivery (due_at) WHERE state IN ('due', 'leased');
  `,
);
