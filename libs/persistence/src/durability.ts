import type { Database } from './database.js';
import { statement } from './statement.js';

const DURABILITY = statement(
  'installation_durability',
  `SELECT current_setting('synchronous_standby_names') AS standbys,
     current_setting('synchronous_commit') AS waits, current_setting('fsync') AS fsync`,
  'concerns the installation, which has no tenant',
);

interface DurabilityRow {
  readonly standbys: string;
  readonly waits: string;
  readonly fsync: string;
}

export interface Durability {
  /** A commit is answered only when a standby has it on its disk, too. */
  readonly confirmed: boolean;
  /** A commit is answered only when it is on this server's disk. */
  readonly onDisk: boolean;
}

/** What an acknowledged change survives. */
export async function readDurability(database: Database): Promise<Durability> {
  const [row] = await database.query<DurabilityRow>(DURABILITY, []);
  const waits = row?.waits === 'on' || row?.waits === 'remote_apply';
  return {
    confirmed: waits && row.standbys !== '',
    onDisk: row?.fsync === 'on' && row.waits !== 'off',
  };
}

/**
 * Says what an operator may lose, unless that was accepted. Nobody accepts a server that forgets
 * what it has answered itself.
 */
export async function warnOfLosses(
  database: Database,
  { accepted }: { readonly accepted: boolean },
  warn: (message: string) => void,
): Promise<void> {
  const { confirmed, onDisk } = await readDurability(database);
  if (!onDisk) {
    warn(
      'the database answers commits before they are on its disk: a crash loses changes that people ' +
        'were told of; set fsync and synchronous_commit to on',
    );
  }
  if (confirmed || accepted) return;
  warn(
    'no synchronous standby confirms commits: a fail-over may undo changes that people were told ' +
      'of, and bring back old passwords and ended sessions; set synchronous_standby_names, or ' +
      'accept the loss by LATCHKEY_ACCEPT_COMMIT_LOSS=yes',
  );
}
