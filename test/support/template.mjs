import pg from 'pg';

/** The same cluster, another database. */
export function databaseUrl(adminUrl, database) {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Migrated by the program itself, from dist: this runs in plain node, outside Jest. */
export async function createTemplate(adminUrl, template, passwords) {
  let persistence;
  try {
    persistence = await import('../../dist/libs/persistence/src/index.js');
  } catch (error) {
    throw new Error('the tests need a build: run `npm run build` first', { cause: error });
  }
  await withAdmin(adminUrl, (client) => client.query(`CREATE DATABASE ${template}`));
  const url = databaseUrl(adminUrl, template);
  await persistence.migrate({ url, kind: 'production', passwords });
}

export async function dropTestDatabases(adminUrl, template) {
  await withAdmin(adminUrl, async (client) => {
    const like = [`${template.replaceAll('_', '\\_')}%`];
    const databases = 'SELECT datname AS name FROM pg_database WHERE datname LIKE $1';
    for (const { name } of (await client.query(databases, like)).rows) {
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    }
    const roles = 'SELECT rolname AS name FROM pg_roles WHERE rolname LIKE $1';
    for (const { name } of (await client.query(roles, like)).rows) {
      await client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(name)}`);
    }
  });
}

async function withAdmin(adminUrl, work) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
