import type { ClientBase } from 'pg';

import { SCHEMAS } from './index.js';
import type { Roles } from './roles.js';

/**
 * The rooms before the furniture. Schemas are made by whoever migrates and given away at once, so
 * that the owner needs no right on the database itself.
 */
export async function prepareSchemas(client: ClientBase, roles: Roles): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)`,
    [[...SCHEMAS, 'jobs']],
  );
  const there = new Set(rows.map(({ name }) => name));
  const missing = SCHEMAS.filter((schema) => !there.has(schema));
  for (const schema of missing) {
    await client.query(`CREATE SCHEMA ${schema} AUTHORIZATION ${roles.owner}`);
  }
  // The job library makes and upgrades its own tables there.
  if (!there.has('jobs')) await client.query(`CREATE SCHEMA jobs AUTHORIZATION ${roles.relay}`);
}
