import { existsSync, lstatSync } from 'node:fs';
import { chmod, chown, mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import { CannotStart } from '../cannot-start.js';
import type { Account } from './account.js';
import { reaches } from './account.js';

/** Where the server keeps its data and, where needed, a copy of its programs. */
export interface Home {
  readonly cluster: string;
  readonly log: string;
  /** Written once everything that a new database needs is in it. */
  readonly furnished: string;
  /** A folder that the server's account can reach. */
  readonly shelf: string;
}

/** Survives a reboot, unlike /tmp. */
const ELSEWHERE = '/var/tmp';

export const homeIn = (shelf: string): Home => ({
  cluster: join(shelf, 'postgres', 'cluster'),
  log: join(shelf, 'postgres', 'postgres.log'),
  furnished: join(shelf, 'postgres', 'furnished'),
  shelf,
});

/**
 * The data folder if the server's account can reach it, otherwise one of its own, which is said.
 * `place` is a name kept in the data folder: who deletes that begins anew there, too.
 */
export async function chooseHome(
  folder: string,
  place: string,
  account: Account | undefined,
  say: (text: string) => void,
): Promise<Home> {
  const home = homeIn(folder);
  if (existsSync(home.cluster) && !reaches(account, '-x', home.cluster)) throw foreign(home);
  if (await usable(folder, account)) return home;
  if (!account) throw foreign(home);
  const shelf = join(ELSEWHERE, `latchkey-${place}`);
  await requireOwn(shelf);
  say(`PostgreSQL cannot run as root, and its own account cannot reach ${folder}.`);
  say(`The database is therefore in ${shelf}.`);
  if (await usable(shelf, account)) return homeIn(shelf);
  throw new CannotStart(
    `PostgreSQL can reach neither ${folder} nor ${shelf}.\n` +
      'Choose another folder (LATCHKEY_DATA_DIR=/path/to/folder npm start) or be an ordinary user.',
  );
}

const foreign = (home: Home) =>
  new CannotStart(
    `The database in ${home.cluster} belongs to somebody else.\n` +
      'Start as its owner, or choose another folder: LATCHKEY_DATA_DIR=/path/to/folder npm start',
  );

async function usable(shelf: string, account: Account | undefined): Promise<boolean> {
  const place = join(shelf, 'postgres');
  await mkdir(place, { recursive: true, mode: 0o700 });
  if (account) await chown(place, account.uid, account.gid);
  if (reaches(account, '-w', place)) return true;
  await rmdir(place).catch(() => undefined); // somebody else's data
  return false;
}

/** Everybody may write to /var/tmp: a folder that is not ours could be a trap. */
async function requireOwn(shelf: string): Promise<void> {
  await mkdir(shelf, { recursive: true });
  const found = lstatSync(shelf);
  const ours = found.isDirectory() && found.uid === process.getuid?.();
  if (ours) return chmod(shelf, 0o755);
  throw new CannotStart(
    `${shelf} belongs to somebody else; remove it or choose another LATCHKEY_DATA_DIR.`,
  );
}
