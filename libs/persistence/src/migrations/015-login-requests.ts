import { sqlMigration } from './sql-migration.js';

/**
 * Logins that a service has begun for somebody. Only a digest of the id is kept: who reads the table
 * can show nobody's methods with it.
 */
export const LoginRequests = sqlMigration(
  'LoginRequests1763800000015',
  `
  CREATE TABLE verification.login_request (
    tenant     text COLLATE "C" NOT NULL,
    digest     bytea NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    epoch      integer NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, digest),
    FOREIGN KEY (tenant, subject) REFERENCES directory.subject ON DELETE CASCADE
  );
  CREATE INDEX login_request_of_subject ON verification.login_request (tenant, subject, expires_at);
  `,
);
