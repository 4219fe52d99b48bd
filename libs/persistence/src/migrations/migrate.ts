import type { ClientBase } from 'pg';

import { dataSourceOf, primaryPool } from '../data-source.js';
import { MIGRATIONS, MIGRATION_TABLE } from './index.js';
import { grants } from './grants.js';
import { prepareSchemas } from './prepare-schemas.js';
import type { LoginRole, Roles } from './roles.js';
import { roleNames, rolePrefix } from './roles.js';
import { ensureRoles } from './ensure-roles.js';

export type Kind = 'demo' | 'production';

export interface MigrateOptions {
  /** Of a superuser, or of the database's owner with CREATEROLE. Not through a transaction pooler. */
  readonly url: string;
  readonly kind: Kind;
  /** Default: the database's name. */
  readonly rolePrefix?: string;
  /** Of the login roles; a role that is not named keeps what it has. */
  readonly passwords?: Partial<Record<LoginRole, string>>;
}

export interface Migrated {
  /** The steps that were missing, in order. */
  readonly applied: readonly string[];
  readonly roles: Record<keyof Roles, string>;
}

/** Waits for a migration that runs elsewhere; far above what any step takes. */
const LOCK_WAIT_MS = 120_000;

/** Any number, as long as nobody else takes this lock in the same database. */
const MIGRATION_LOCK = '5499208531';

/**
 * Brings a database to this version: roles, schemas, grants, and the mark of its kind. May be run
 * again and again, and by several processes at once.
 * @throws if the database is of the other kind, or roles are missing that this login may not make.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const source = dataSourceOf({
    url: options.url,
    applicationName: 'latchkey-migrate',
    poolSize: 1,
    statementTimeoutMs: LOCK_WAIT_MS,
    lockTimeoutMs: LOCK_WAIT_MS,
    migrations: MIGRATIONS,
    migrationTable: MIGRATION_TABLE,
  });
  await source.initialize();
  try {
    // One connection: the lock, and the role that the steps run as, belong to it.
    const pool = primaryPool(source);
    await pool.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    const roles = await withClient(pool, (client) => prepared(client, options));
    const steps = await source.runMigrations({ transaction: 'each' });
    await withClient(pool, (client) => finished(client, roles, options.kind));
    return { applied: steps.map(({ name }) => name), roles };
  } finally {
    await source.destroy();
  }
}

async function prepared(
  client: ClientBase,
  options: MigrateOptions,
): Promise<Record<keyof Roles, string>> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const names = roleNames(options.rolePrefix ?? rolePrefix(rows[0]?.name ?? ''));
  await refuseOtherKind(client, options.kind);
  await ensureRoles(client, names, options.passwords ?? {});
  await prepareSchemas(client, quoted(client, names));
  await client.query(`SET ROLE ${client.escapeIdentifier(names.owner)}`);
  return names;
}

async function finished(
  client: ClientBase,
  names: Record<keyof Roles, string>,
  kind: Kind,
): Promise<void> {
  await client.query(`BEGIN; ${grants(quoted(client, names))} COMMIT`);
  // Three random UUIDs hold 366 random bits, from PostgreSQL's strong source.
  const random = ['', '', ''].map(() => 'uuid_send(gen_random_uuid())').join(' || ');
  await client.query(
    `INSERT INTO tenancy.installation (kind, session_key) VALUES ($1, sha256(${random}))
     ON CONFLICT DO NOTHING`,
    [kind],
  );
}

async function refuseOtherKind(client: ClientBase, kind: Kind): Promise<void> {
  const table = await client.query<{ there: boolean }>(
    `SELECT to_regclass('tenancy.installation') IS NOT NULL AS there`,
  );
  if (!table.rows[0]?.there) return;
  const { rows } = await client.query<{ kind: string }>('SELECT kind FROM tenancy.installation');
  const found = rows[0]?.kind;
  if (found !== undefined && found !== kind) {
    throw new Error(`this database is marked "${found}"; it cannot become "${kind}"`);
  }
}

const quoted = (client: ClientBase, names: Record<keyof Roles, string>): Roles => ({
  owner: client.escapeIdentifier(names.owner),
  password: client.escapeIdentifier(names.password),
  verification: client.escapeIdentifier(names.verification),
  relay: client.escapeIdentifier(names.relay),
});

async function withClient<Result>(
  pool: ReturnType<typeof primaryPool>,
  work: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
