import { parseArgs } from 'node:util';

import { KeyRing } from '#libs/hashing';
import { connect, readInstallation } from '#libs/persistence';
import { readPwctlConfiguration } from '#libs/platform';

import type { Command } from '../command.js';
import type { Terminal } from './breach/terminal.js';
import { showKeys } from './pepper/keys.js';
import type { PepperParts } from './pepper/keys.js';
import { rotateKeys } from './pepper/rotate.js';

export const PEPPER_USAGE = `pwctl pepper keys
             rotate [--rows-per-second <n>]

Of the key ring LATCHKEY_PEPPER_KEYS_FILE and the database of LATCHKEY_MIGRATION_URL.

  keys    which keys the stored rows need, and how many rows each
  rotate  seals every row by the first key, while the services run; may be interrupted and repeated
`;

/** Counting and walking over tens of millions of rows; nothing waits for these statements. */
const LONGEST_STATEMENT_MS = 600_000;

export const pepperCommand: Command = {
  usage: PEPPER_USAGE,
  run(line, terminal) {
    const given = parsed(line);
    return given && runPepper(given, terminal);
  },
};

async function runPepper(given: { readonly run: Run }, terminal: Terminal): Promise<number> {
  const { migrationUrl, pepperKeys } = readPwctlConfiguration();
  if (!pepperKeys)
    throw new Error('LATCHKEY_PEPPER_KEYS_FILE is missing: the path of the key ring');
  const ring = KeyRing.parse(pepperKeys.reveal());
  const database = await connect({
    url: migrationUrl.reveal(),
    applicationName: 'pwctl-pepper',
    poolSize: 1,
    statementTimeoutMs: LONGEST_STATEMENT_MS,
  });
  try {
    await readInstallation(database);
    return await given.run({ database, ring, terminal });
  } finally {
    await database.close();
  }
}

type Run = (parts: PepperParts) => Promise<number>;

function parsed(line: readonly string[]): { readonly run: Run } | undefined {
  try {
    const options = { 'rows-per-second': { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...line], allowPositionals: true, options });
    const [name, ...more] = positionals;
    const given = values['rows-per-second'];
    const rate = given === undefined ? undefined : Number(given);
    if (more.length > 0 || (rate !== undefined && !(rate >= 1))) return undefined;
    if (name === 'keys' && rate === undefined) return { run: showKeys };
    return name === 'rotate' ? { run: (parts) => rotateKeys(parts, rate) } : undefined;
  } catch {
    return undefined;
  }
}
