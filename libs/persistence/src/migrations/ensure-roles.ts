import type { ClientBase } from 'pg';

import type { LoginRole, Roles } from './roles.js';
import { creation, LOGIN_ROLES } from './roles.js';

/** duplicate_object, unique_violation: somebody else made the role in this very moment. */
const MADE_MEANWHILE = new Set(['42710', '23505']);

/**
 * Makes the roles that are missing and sets the passwords that are named.
 * @throws if this login may not, with the SQL that an administrator must run.
 */
export async function ensureRoles(
  client: ClientBase,
  names: Record<keyof Roles, string>,
  passwords: Partial<Record<LoginRole, string>>,
): Promise<void> {
  const me = await whoAmI(client);
  const missing = await missingOf(client, Object.values(names));
  const statements = creation(client, names, missing, me.name);
  if (missing.length > 0 && !me.mayCreateRoles) throw new RolesMissing(me.name, statements);

  for (const statement of statements) await unlessMadeMeanwhile(client, statement);
  if (!me.superuser) await takeMembership(client, names, me.name);
  for (const role of LOGIN_ROLES) {
    const password = passwords[role];
    if (password === undefined) continue;
    const name = client.escapeIdentifier(names[role]);
    await client.query(`ALTER ROLE ${name} PASSWORD ${client.escapeLiteral(password)}`);
  }
}

/** Says word for word what must be run by somebody who may. */
export class RolesMissing extends Error {
  constructor(
    login: string,
    readonly statements: readonly string[],
  ) {
    super(
      `The role "${login}" may not create roles. Ask an administrator to run this, set the ` +
        `passwords of the login roles, and then migrate again:\n\n${statements.join(';\n')};\n`,
    );
  }
}

async function whoAmI(
  client: ClientBase,
): Promise<{ name: string; superuser: boolean; mayCreateRoles: boolean }> {
  const { rows } = await client.query<{ name: string; superuser: boolean; maker: boolean }>(
    `SELECT rolname AS name, rolsuper AS superuser, rolcreaterole AS maker
     FROM pg_roles WHERE rolname = current_user`,
  );
  const { name = '', superuser = false, maker = false } = rows[0] ?? {};
  return { name, superuser, mayCreateRoles: superuser || maker };
}

async function missingOf(client: ClientBase, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name
     WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)`,
    [names],
  );
  return rows.map(({ name }) => name);
}

/** Acts as the owner, and makes the relay's schema: both take membership. */
async function takeMembership(
  client: ClientBase,
  names: Record<keyof Roles, string>,
  me: string,
): Promise<void> {
  for (const role of [names.owner, names.relay]) {
    const { rows } = await client.query<{ member: boolean }>(
      `SELECT pg_has_role(current_user, $1, 'USAGE') AS member`,
      [role],
    );
    if (rows[0]?.member) continue;
    const [granted, to] = [client.escapeIdentifier(role), client.escapeIdentifier(me)];
    await client.query(`GRANT ${granted} TO ${to}`);
  }
}

async function unlessMadeMeanwhile(client: ClientBase, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!MADE_MEANWHILE.has(code)) throw error;
  }
}
