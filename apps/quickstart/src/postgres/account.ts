import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Whom the server runs as. PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/** Undefined: we are no root, and the server runs as ourselves. */
export function serverAccount(cluster: string, say: (text: string) => void): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(cluster);
  if (owner && owner.uid !== 0) return owner;
  return named(NAME) ?? created(say) ?? named('nobody');
}

function ownerOf(path: string): Account | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { uid: found.uid, gid: found.gid };
}

function named(name: string): Account | undefined {
  const uid = idOf('-u', name);
  const gid = idOf('-g', name);
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function idOf(which: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [which, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function created(say: (text: string) => void): Account | undefined {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', [...options, NAME]);
  const account = named(NAME);
  if (account) say(`Created the system user "${NAME}": PostgreSQL refuses to run as root.`);
  return account;
}

/** Whether `account` can get at `path`: by trying, because modes do not tell everything. */
export function reaches(account: Account | undefined, test: '-x' | '-w' | '-r', path: string) {
  const { status } = spawnSync('/bin/sh', ['-c', `test ${test} "$0"`, path], {
    ...account,
    cwd: '/',
  });
  return status === 0;
}
