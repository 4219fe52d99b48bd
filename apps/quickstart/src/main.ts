import 'reflect-metadata';

import {
  CannotListen,
  ConfigurationError,
  logUnhandled,
  readQuickstartConfiguration,
  stopOnSignals,
} from '#libs/platform';

import { CannotStart } from './cannot-start.js';
import { PEOPLE } from './demo/people.js';
import { startQuickstart } from './quickstart.js';
import { welcome } from './tour/welcome.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** What a person can act on is told in its own words, anything else with its stack. */
const tell = (error: unknown): void => {
  const known = [CannotStart, CannotListen, ConfigurationError].some(
    (kind) => error instanceof kind,
  );
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`\n${text ?? ''}\n`);
};

try {
  const quickstart = await startQuickstart(readQuickstartConfiguration(), say);
  logUnhandled(quickstart.logger);
  stopOnSignals(quickstart, quickstart.logger);
  // A closed terminal is a wish to stop, too, and would leave the database running otherwise.
  process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
  say(welcome({ ...quickstart, people: PEOPLE }));
} catch (error) {
  tell(error);
  process.exit(1);
}
