import { readPwctlConfiguration } from '#libs/platform';

import { argumentsOf, USAGE } from './arguments.js';
import { BREACH_USAGE, runBreach } from './commands/breach.js';
import { processTerminal } from './commands/breach/terminal.js';
import { migrateDatabase } from './commands/migrate.js';

/** sysexits.h: EX_USAGE. */
const WRONG_USAGE = 64;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const [group, ...rest] = process.argv.slice(2);
try {
  process.exitCode =
    group === 'breach' ? await runBreach(rest, processTerminal()) : await runMigrate();
} catch (error) {
  // A refused connection to several addresses has a code and an empty message.
  const { message, code } = error as { message?: string; code?: string };
  complain(message || code || 'pwctl failed');
  process.exitCode = 1;
}

async function runMigrate(): Promise<number> {
  const given = argumentsOf(process.argv.slice(2));
  if (!given) {
    complain(`${USAGE}\n${BREACH_USAGE}`);
    return WRONG_USAGE;
  }
  const { migrationUrl } = readPwctlConfiguration();
  await migrateDatabase({ migrationUrl, ...given }, print);
  return 0;
}
