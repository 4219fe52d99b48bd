import type { Database } from './database.js';
import { StatementFailed } from './failures.js';
import { MIGRATION_NAMES, MIGRATION_TABLE } from './migrations/index.js';
import type { Kind } from './migrations/migrate.js';
import type { LoginRole } from './migrations/roles.js';
import { statement } from './statement.js';

export interface Installation {
  readonly kind: Kind;
  /** 32 random bytes, the same for every process of the installation: keys the MACs of tokens. */
  readonly sessionKey: Uint8Array;
}

const NO_TENANT = 'concerns the installation, which has no tenant';

const APPLIED = statement(
  'installation_applied',
  `SELECT m.name FROM ${MIGRATION_TABLE.schema}.${MIGRATION_TABLE.name} m`,
  NO_TENANT,
);

const INSTALLATION = statement(
  'installation_read',
  'SELECT i.kind, i.session_key FROM tenancy.installation i',
  NO_TENANT,
);

const ROLE = statement(
  'installation_role',
  `SELECT current_user AS name, r.rolsuper OR r.rolcreaterole OR r.rolbypassrls AS mighty,
     pg_has_role(p.relowner, 'MEMBER') AS owner,
     has_column_privilege(p.oid, 'envelope', 'SELECT')
       OR has_column_privilege(h.oid, 'envelope', 'SELECT') AS reads_envelopes,
     has_function_privilege(f.oid, 'EXECUTE')
       AND has_schema_privilege(p.relnamespace, 'USAGE') AS opens_one,
     has_table_privilege(e.oid, 'UPDATE, DELETE, TRUNCATE') AS rewrites_journal
   FROM pg_roles r, pg_class p, pg_class h, pg_class e, pg_proc f
   WHERE r.rolname = current_user
     AND p.relname = 'password' AND p.relnamespace = 'credentials'::regnamespace
     AND h.relname = 'history' AND h.relnamespace = p.relnamespace
     AND f.proname = 'sealed_password' AND f.pronamespace = p.relnamespace
     AND e.relname = 'event' AND e.relnamespace = 'journal'::regnamespace`,
  NO_TENANT,
);

/** undefined_table, invalid_schema_name, insufficient_privilege: no migration has passed here. */
const NOT_MIGRATED = new Set(['42P01', '3F000', '42501']);

/**
 * What a service must know at start.
 * @throws Error with what to do, if the database is older or newer than this program.
 */
export async function readInstallation(database: Database): Promise<Installation> {
  const applied = new Set((await migrated(database)).map(({ name }) => name));
  if (MIGRATION_NAMES.some((name) => !applied.has(name))) {
    throw new Error('The database is older than this program: run `pwctl migrate`.');
  }
  if (applied.size > MIGRATION_NAMES.length) {
    throw new Error('The database is newer than this program: install the newer program.');
  }
  const [row] = await database.query<{ kind: Kind; session_key: Uint8Array }>(INSTALLATION, []);
  if (!row) throw new Error('The database bears no mark of its kind: run `pwctl migrate`.');
  return { kind: row.kind, sessionKey: row.session_key };
}

/** @throws Error where a demonstration would meet what is not one. */
export function assertKind({ kind }: Installation, wanted: Kind): void {
  if (kind === wanted) return;
  throw new Error(`This is a ${kind} database; this process needs a ${wanted} one.`);
}

async function migrated(database: Database): Promise<readonly { name: string }[]> {
  try {
    return await database.query<{ name: string }>(APPLIED, []);
  } catch (error) {
    if (!(error instanceof StatementFailed) || !NOT_MIGRATED.has(error.sqlState)) throw error;
    throw new Error(
      'The database has not been migrated, or not for this role: run `pwctl migrate`.',
    );
  }
}

interface RoleRow {
  readonly name: string;
  readonly mighty: boolean;
  readonly owner: boolean;
  readonly reads_envelopes: boolean;
  readonly opens_one: boolean;
  readonly rewrites_journal: boolean;
}

/**
 * Whether this connection can do no more than the named service needs.
 * @throws Error naming what it can do too much, or too little.
 */
export async function assertRestricted(database: Database, service: LoginRole): Promise<void> {
  const [role] = await database.query<RoleRow>(ROLE, []);
  if (!role) throw new Error('The database does not say who we are.');
  const objections = [
    role.mighty && 'is a superuser or may create roles',
    role.owner && 'is the owner of the tables or a member of it',
    role.reads_envelopes && 'can read every password hash at once',
    role.rewrites_journal && 'can rewrite the journal',
    role.opens_one !== (service === 'password') &&
      (role.opens_one ? 'can read a password hash' : 'cannot read a password hash'),
  ].filter((objection) => objection !== false);
  if (objections.length === 0) return;
  throw new Error(
    `The database role "${role.name}" ${objections.join(', ')}: connect as the ${service} role that \`pwctl migrate\` made.`,
  );
}
