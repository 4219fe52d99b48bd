import { sqlMigration } from './sql-migration.js';

/**
 * Requests that may be sent again, by a MAC of their key. The outcome is json and not jsonb, because
 * it is told again byte for byte, and jsonb has an order of names of its own.
 */
export const Idempotency = sqlMigration(
  'Idempotency1763800000011',
  `
  -- attempts numbers the leases. answered_at: of a change, its commit.
  CREATE TABLE journal.idempotency (
    tenant      text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    lookup      text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    state       text NOT NULL DEFAULT 'in_flight' CHECK (state IN ('in_flight', 'done')),
    attempts    integer NOT NULL DEFAULT 1,
    lease_until timestamptz NOT NULL,
    outcome     json,
    answered_at timestamptz,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant, subject, lookup),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE,
    CONSTRAINT done_has_an_outcome CHECK ((state = 'done') = (outcome IS NOT NULL)),
    CONSTRAINT outcome_has_its_time CHECK ((outcome IS NULL) = (answered_at IS NULL))
  ) WITH (fillfactor = 70);
  CREATE INDEX idempotency_expiring ON journal.idempotency (expires_at);
  `,
);
