import type { ConnectOptions } from './connect.js';
import { connect } from './connect.js';
import type { Database } from './database.js';
import type { Installation } from './installation.js';
import { assertKind, assertRestricted, readInstallation } from './installation.js';
import type { Kind } from './migrations/migrate.js';
import type { LoginRole } from './migrations/roles.js';

/**
 * Opens the database as a service must find it: of the right kind and version, through a role that
 * can do no more than the service needs.
 * @throws Error with what to do.
 */
export async function openServiceDatabase(
  service: Exclude<LoginRole, 'relay'>,
  kind: Kind,
  options: ConnectOptions,
): Promise<{ readonly database: Database } & Installation> {
  const database = await connect(options);
  try {
    const installation = await readInstallation(database);
    assertKind(installation, kind);
    await assertRestricted(database, service);
    return { database, ...installation };
  } catch (error) {
    await database.close();
    throw error;
  }
}
