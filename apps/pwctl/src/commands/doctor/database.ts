import { assertKeysHeld, readRing } from '#libs/hashing';
import type { Secret } from '#libs/identity';
import type { Database, LoginRole } from '#libs/persistence';
import {
  assertKind,
  assertRestricted,
  ClockWatch,
  connect,
  readInstallation,
  TypeormSealedRows,
  warnOfLosses,
} from '#libs/persistence';
import { systemClock } from '#libs/platform';

import type { Finding } from './finding.js';
import { fine, reasonOf, risky, tried, wrong } from './finding.js';

interface Given {
  readonly databaseUrl: Secret;
  readonly acceptCommitLoss: boolean;
  readonly pepperKeys?: Secret;
  readonly ticketKeys?: Secret | undefined;
}

/** The database, what this role may do there, what a commit survives, and whose keys the rows need. */
export async function databaseFindings(
  role: Exclude<LoginRole, 'relay'>,
  given: Given,
): Promise<readonly Finding[]> {
  let database: Database;
  try {
    database = await reached(given.databaseUrl, 'DATABASE_URL');
  } catch (error) {
    return [wrong('database', reasonOf(error))];
  }
  try {
    const schema = await schemaFinding(database);
    const found = [fine('database', 'answers'), schema];
    if (schema.result !== 'fine') return found;
    const more = await Promise.all([
      roleFinding(database, role),
      durabilityFindings(database, given.acceptCommitLoss),
      clockFinding(database),
      keyFindings(database, given),
    ]);
    return [...found, ...more.flat()];
  } finally {
    await database.close();
  }
}

/** A service waits for a database that is away; here somebody waits for an answer. @throws Error */
export async function reached(url: Secret, variable: string): Promise<Database> {
  const giveUp = new AbortController();
  let away: string | undefined;
  try {
    return await connect({
      ...{ url: url.reveal(), applicationName: 'pwctl-doctor', poolSize: 1 },
      signal: giveUp.signal,
      onWaiting: (message) => {
        away = message;
        giveUp.abort();
      },
    });
  } catch (error) {
    if (away === undefined) throw error;
    throw new Error(
      `a service would be ${away}: start it, or correct the host and port of ${variable}`,
    );
  }
}

const schemaFinding = (database: Database): Promise<Finding> =>
  tried('schema', 'is of this version, and of production', async () =>
    assertKind(await readInstallation(database), 'production'),
  );

export const roleFinding = (database: Database, role: LoginRole): Promise<Finding> =>
  tried('role', `may do what the ${role} role needs, and no more`, () =>
    assertRestricted(database, role),
  );

async function durabilityFindings(
  database: Database,
  accepted: boolean,
): Promise<readonly Finding[]> {
  const losses: string[] = [];
  await warnOfLosses(database, { accepted }, (loss) => losses.push(loss));
  if (losses.length > 0) return losses.map((loss) => risky('durability', loss));
  const loss = accepted ? ', but for a loss at a fail-over, which is accepted' : '';
  return [fine('durability', `what is acknowledged survives${loss}`)];
}

async function clockFinding(database: Database): Promise<Finding> {
  const quiet = { error: () => undefined, info: () => undefined };
  const clocks = new ClockWatch(database, systemClock, quiet);
  await clocks.look();
  const seconds = Math.round(clocks.skewSeconds);
  const apart = `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the database`;
  if (!clocks.apart) return fine('clock', `is ${apart}`);
  return wrong(
    'clock',
    `is ${apart}, so that tokens and waits are judged by different times: ` +
      'set the clocks of both machines by the same NTP servers',
  );
}

/** verification-srv has none. */
async function keyFindings(
  database: Database,
  { pepperKeys, ticketKeys }: Given,
): Promise<readonly Finding[]> {
  if (!pepperKeys) return [];
  const held = tried('keys', 'the key ring opens every row', () =>
    assertKeysHeld(
      new TypeormSealedRows(database),
      readRing('LATCHKEY_PEPPER_KEYS_FILE', pepperKeys),
    ),
  );
  const tickets = ticketKeys
    ? tried('keys', 'change tickets can be signed', () =>
        readRing('LATCHKEY_TICKET_KEYS_FILE', ticketKeys),
      )
    : fine('keys', 'without LATCHKEY_TICKET_KEYS_FILE no tenant has mfa-v1');
  return Promise.all([held, tickets]);
}
