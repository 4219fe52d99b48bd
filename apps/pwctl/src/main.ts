import { readPwctlConfiguration } from '#libs/platform';

import { argumentsOf, USAGE } from './arguments.js';
import { BREACH_USAGE, runBreach } from './commands/breach.js';
import { processTerminal } from './commands/breach/terminal.js';
import { HASH_USAGE, runHash } from './commands/hash.js';
import { HOST_USAGE, hostCommandOf, runHost } from './commands/host.js';
import { IMPORT_USAGE, importCommandOf } from './commands/import.js';
import { runDry, runImport } from './commands/import/run.js';
import { migrateDatabase } from './commands/migrate.js';
import { PEPPER_USAGE, runPepper } from './commands/pepper.js';
import { runUnlock, UNLOCK_USAGE, unlockCommandOf } from './commands/unlock.js';

/** sysexits.h: EX_USAGE. */
const WRONG_USAGE = 64;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Undefined: these arguments are no command of ours. */
type Run = (line: readonly string[]) => Promise<number> | undefined;

const COMMANDS: Readonly<Record<string, Run>> = {
  breach: ([, ...rest]) => runBreach(rest, processTerminal()),
  host: ([, ...rest]) => {
    const command = hostCommandOf(rest);
    return command && runHost(migrationUrl().reveal(), command, print).then(() => 0);
  },
  import: ([, ...rest]) => {
    const command = importCommandOf(rest);
    if (!command) return undefined;
    if (command.dryRun) return runDry(command, processTerminal());
    const { migrationUrl: url, pepperKeys } = readPwctlConfiguration();
    if (!pepperKeys)
      throw new Error('LATCHKEY_PEPPER_KEYS_FILE is missing: it seals what is imported');
    return runImport(command, { migrationUrl: url, pepperKeys }, processTerminal());
  },
  migrate: (line) => {
    const given = argumentsOf(line);
    return (
      given && migrateDatabase({ migrationUrl: migrationUrl(), ...given }, print).then(() => 0)
    );
  },
  hash: ([, ...rest]) => runHash(rest, processTerminal()),
  pepper: ([, ...rest]) => runPepper(rest, processTerminal()),
  unlock: ([, ...rest]) => {
    const command = unlockCommandOf(rest);
    return command && runUnlock(migrationUrl().reveal(), command, print).then(() => 0);
  },
};

const migrationUrl = () => readPwctlConfiguration().migrationUrl;

const ALL_USAGE = [
  USAGE,
  HOST_USAGE,
  IMPORT_USAGE,
  UNLOCK_USAGE,
  PEPPER_USAGE,
  HASH_USAGE,
  BREACH_USAGE,
];

const line = process.argv.slice(2);
const [name = ''] = line;
try {
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const running = run?.(line);
  if (!running) complain(ALL_USAGE.join('\n'));
  process.exitCode = (await running) ?? WRONG_USAGE;
} catch (error) {
  // A refused connection to several addresses has a code and an empty message.
  const { message, code } = error as { message?: string; code?: string };
  complain(message || code || 'pwctl failed');
  process.exitCode = 1;
}
