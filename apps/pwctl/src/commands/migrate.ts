import { readFile } from 'node:fs/promises';

import type { Secret } from '#libs/identity';
import type { LoginRole } from '#libs/persistence';
import { migrate } from '#libs/persistence';
import { readPwctlConfiguration } from '#libs/platform';

import { argumentsOf, MIGRATE_USAGE } from '../arguments.js';
import type { Command } from '../command.js';

export interface MigrateCommand {
  readonly migrationUrl: Secret;
  readonly rolePrefix?: string;
  /** A file, so that no password stands in a command line: `{"password":"…","relay":"…"}`. */
  readonly passwordsFile?: string;
}

type Print = (line: string) => void;

const ROLES: readonly LoginRole[] = ['password', 'verification', 'relay'];

export const migrateCommand: Command = {
  usage: MIGRATE_USAGE,
  run(line, { print }) {
    const given = argumentsOf(line);
    if (!given) return undefined;
    const { migrationUrl } = readPwctlConfiguration();
    return migrateDatabase({ migrationUrl, ...given }, print).then(() => 0);
  },
};

/** Brings a production database to this version, and says what was done and what is left to do. */
export async function migrateDatabase(command: MigrateCommand, print: Print): Promise<void> {
  const { migrationUrl, rolePrefix, passwordsFile } = command;
  const passwords = passwordsFile === undefined ? {} : await readPasswords(passwordsFile);
  const { applied, roles } = await migrate({
    url: migrationUrl.reveal(),
    kind: 'production',
    passwords,
    ...(rolePrefix !== undefined && { rolePrefix }),
  });
  for (const step of applied) print(`applied ${step}`);
  if (applied.length === 0) print('nothing was missing');
  for (const role of ROLES) {
    const set = passwords[role] === undefined ? 'password unchanged' : 'password set';
    print(`role of ${role}: ${roles[role]} (${set})`);
  }
}

/** @throws Error that names the file and the mistake, never a value. */
async function readPasswords(file: string): Promise<Partial<Record<LoginRole, string>>> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error;
    throw new Error(`${file} ${missing ? 'cannot be read' : 'is not JSON'}`);
  }
  const entries = Object.entries(document ?? {});
  const wrong = entries.find(
    ([role, password]) =>
      !(ROLES as readonly string[]).includes(role) || typeof password !== 'string' || !password,
  );
  if (typeof document !== 'object' || !document || Array.isArray(document) || wrong) {
    throw new Error(`${file} must hold passwords by role, of ${ROLES.join(', ')} and no other`);
  }
  return Object.fromEntries(entries) as Partial<Record<LoginRole, string>>;
}
