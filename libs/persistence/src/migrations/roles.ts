import type { ClientBase } from 'pg';

/** The four roles of one installation. Quoted, ready for SQL. */
export interface Roles {
  /** Owns everything, logs in nowhere. */
  readonly owner: string;
  readonly password: string;
  readonly verification: string;
  readonly relay: string;
}

export const LOGIN_ROLES = ['password', 'verification', 'relay'] as const;

export type LoginRole = (typeof LOGIN_ROLES)[number];

/** PostgreSQL cuts identifiers at 63 bytes; the longest ending, `_verification`, needs 13. */
const LONGEST_PREFIX = 50;

/**
 * Roles belong to the whole cluster, so their names carry the database's: two installations in one
 * cluster must not share them.
 */
export function rolePrefix(database: string): string {
  const prefix = database.toLowerCase().replace(/[^a-z0-9_]/g, '_');
  if (prefix.length > LONGEST_PREFIX || !/^[a-z_]/.test(prefix)) {
    throw new Error(
      `the database name "${database}" makes no role prefix: state one of up to ${LONGEST_PREFIX} characters (a-z, 0-9, _)`,
    );
  }
  return prefix;
}

export const roleNames = (prefix: string): Record<keyof Roles, string> => ({
  owner: `${prefix}_owner`,
  password: `${prefix}_password`,
  verification: `${prefix}_verification`,
  relay: `${prefix}_relay`,
});

/**
 * Held by the role, so that they bind behind a transaction pooler, too, which passes on no settings
 * of a connection. Numbers: a request ends within 10 s, and no statement may outlive it.
 */
const SETTINGS = {
  timezone: 'UTC',
  synchronous_commit: 'on',
  statement_timeout: '5s',
  lock_timeout: '3s',
  idle_in_transaction_session_timeout: '10s',
};

/** The SQL that makes what is missing, statement by statement; also what an administrator is shown. */
export function creation(
  client: ClientBase,
  names: Record<keyof Roles, string>,
  missing: readonly string[],
  migrator: string,
): readonly string[] {
  const quote = (name: string): string => client.escapeIdentifier(name);
  return missing.flatMap((name) => {
    const role = quote(name);
    if (name === names.owner) {
      return [`CREATE ROLE ${role} NOLOGIN`, `GRANT ${role} TO ${quote(migrator)}`];
    }
    const settings = Object.entries(SETTINGS).map(
      ([setting, value]) => `ALTER ROLE ${role} SET ${setting} = '${value}'`,
    );
    const member = name === names.relay ? [`GRANT ${role} TO ${quote(migrator)}`] : [];
    return [`CREATE ROLE ${role} LOGIN`, ...settings, ...member];
  });
}
