import { existsSync } from 'node:fs';

import type { Secret } from '#libs/identity';

import { CannotStart } from '../cannot-start.js';
import { serverAccount } from './account.js';
import { Cluster } from './cluster.js';
import { freePort } from './free-port.js';
import { chooseHome, homeIn } from './home.js';
import type { Home } from './home.js';
import { orphaned } from './orphan.js';
import { serverPrograms } from './programs.js';

/** Of two processes that choose the same free port, one gets it; thrice in a row is no accident. */
const TRIES = 3;

/** What the data folder keeps of its database. */
export interface KeptPostgres {
  readonly folder: string;
  /** Names the place of the data where the folder itself cannot be. */
  readonly place: string;
  /** The superuser's. */
  readonly password: Secret;
}

export interface RunningPostgres {
  readonly home: Home;
  url(role: string, password: string, database: string): string;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL on the loopback interface. The library that carries it would stop the server on
 * the first signal, while accepted requests are still being finished; so only its programs are used.
 */
export async function startPostgres(
  { folder, place, password }: KeptPostgres,
  say: (text: string) => void,
): Promise<RunningPostgres> {
  const account = serverAccount(homeIn(folder).cluster, say);
  const home = await chooseHome(folder, place, account, say);
  const programs = await serverPrograms(home.shelf, account);
  const cluster = new Cluster(home, programs, account);
  if (!existsSync(home.cluster)) await cluster.create(password);
  if (await orphaned(home.cluster)) await cluster.stop();
  const port = await started(cluster);
  return {
    home,
    url: (role, secret, database) => `postgres://${role}:${secret}@127.0.0.1:${port}/${database}`,
    stop: () => cluster.stop(),
  };
}

async function started(cluster: Cluster): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      await cluster.start(port);
      return port;
    } catch (error) {
      if (attempt === TRIES || !(error instanceof CannotStart)) throw error;
    }
  }
}
