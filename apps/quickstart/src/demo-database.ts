import { randomBytes, randomUUID } from 'node:crypto';

import { Secret } from '#libs/identity';
import { migrate } from '#libs/persistence';
import type { LoginRole } from '#libs/persistence';

import type { DataFolder } from './folder/data-folder.js';
import { startPostgres } from './postgres/embedded-postgres.js';
import type { RunningPostgres } from './postgres/embedded-postgres.js';

const DATABASE = 'postgres';
const ROLE_PREFIX = 'latchkey';

/** The migrated demo database, and who may connect as what. */
export interface DemoDatabase {
  readonly server: RunningPostgres;
  readonly owner: Secret;
  readonly roles: Readonly<Record<LoginRole, Secret>>;
}

/** Starts the server and brings its database to this version, each role with a password of its own. */
export async function openDemoDatabase(
  { path, keys }: DataFolder,
  say: (text: string) => void,
): Promise<DemoDatabase> {
  const kept = async (name: string) => keys.get(`postgres-${name}`, newPassword);
  const place = await keys.get('postgres-place', randomUUID);
  const password = new Secret(await kept('superuser'));
  const server = await startPostgres({ folder: path, place, password }, say);
  try {
    const owner = server.url('postgres', password.reveal(), DATABASE);
    const passwords = {
      password: await kept('password'),
      verification: await kept('verification'),
      relay: await kept('relay'),
    };
    const { roles } = await migrate({
      url: owner,
      kind: 'demo',
      rolePrefix: ROLE_PREFIX,
      passwords,
    });
    const as = (role: LoginRole): Secret =>
      new Secret(server.url(roles[role], passwords[role], DATABASE));
    return {
      server,
      owner: new Secret(owner),
      roles: { password: as('password'), verification: as('verification'), relay: as('relay') },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const newPassword = (): string => randomBytes(24).toString('base64url');
