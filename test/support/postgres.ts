import { randomBytes } from 'node:crypto';

import type { ConnectOptions, Database, LoginRole } from '#libs/persistence';
import { connect } from '#libs/persistence';
import pg from 'pg';

/** A migrated database. The roles are those that the services use. */
export interface TestDatabase {
  readonly name: string;
  /** May do everything: for arranging and for looking. */
  readonly ownerUrl: string;
  readonly urls: Readonly<Record<LoginRole, string>>;
  /** The names of the roles behind the URLs. */
  readonly roles: Readonly<Record<LoginRole | 'owner', string>>;
}

interface Run {
  readonly adminUrl: string;
  readonly template: string;
  readonly passwords: Readonly<Record<LoginRole, string>>;
}

/** duplicate_database; object_in_use, when a copy of the template begins while another ends. */
const EXISTS = '42P04';
const IN_USE = '55006';

/** This Jest worker's database, shared by its test files: use people and tenants of your own. */
export async function testDatabase(): Promise<TestDatabase> {
  const { template } = run();
  return copyOfTemplate(`${template}_w${process.env['JEST_WORKER_ID'] ?? '1'}`);
}

/** A database for one test that turns it upside down. Dropped with the run. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { template } = run();
  return copyOfTemplate(`${template}_${randomBytes(4).toString('hex')}`);
}

/** An empty database without schemas, for the migrations themselves. */
export async function emptyDatabase(): Promise<{ readonly name: string; readonly url: string }> {
  const { adminUrl, template } = run();
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await asAdmin((client) => client.query(`CREATE DATABASE ${name}`));
  return { name, url: at(adminUrl, name) };
}

/** Locks a subject's row, as a change does; answers how to let go of it. */
export async function holdSubject(
  url: string,
  { tenant, subject }: { readonly tenant: string; readonly subject: string },
): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(
    'SELECT 1 FROM directory.subject WHERE tenant = $1 AND subject = $2 FOR NO KEY UPDATE',
    [tenant, subject],
  );
  return () => client.end();
}

/** SQL as the owner, for arranging and looking. */
export async function sql<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Moves the minute in which a person's changes are counted. */
export const moveChanges = (
  ownerUrl: string,
  { tenant, subject }: { readonly tenant: string; readonly subject: string },
  by: string,
): Promise<unknown> =>
  sql(
    ownerUrl,
    `UPDATE credentials.password SET counted_from = counted_from + $3::interval
     WHERE tenant = $1 AND subject = $2`,
    [tenant, subject, by],
  );

/** The pool of a service, as the service would open it. Close it in afterAll. */
export const connected = (url: string, options: Partial<ConnectOptions> = {}): Promise<Database> =>
  connect({ url, applicationName: 'test', ...options });

async function copyOfTemplate(name: string): Promise<TestDatabase> {
  const { adminUrl, template, passwords } = run();
  await asAdmin((client) => createUnlessThere(client, name, template));
  const as = (role: LoginRole): string => {
    const url = new URL(at(adminUrl, name));
    url.username = `${template}_${role}`;
    url.password = passwords[role];
    return url.href;
  };
  const roles = { owner: `${template}_owner`, ...byRole((role) => `${template}_${role}`) };
  return { name, ownerUrl: at(adminUrl, name), urls: byRole(as), roles };
}

const byRole = (of: (role: LoginRole) => string): Record<LoginRole, string> => ({
  password: of('password'),
  verification: of('verification'),
  relay: of('relay'),
});

async function createUnlessThere(client: pg.Client, name: string, template: string): Promise<void> {
  for (;;) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return;
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code === EXISTS) return;
      if (code !== IN_USE) throw error;
    }
  }
}

function run(): Run {
  const given = process.env['LATCHKEY_TEST_CLUSTER'];
  if (given === undefined) {
    throw new Error('no database was started for this run: name test/integration, or no path');
  }
  return JSON.parse(given) as Run;
}

function at(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: run().adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
