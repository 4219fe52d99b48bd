import { join, resolve } from 'node:path';

import { connect } from '#libs/persistence';
import type { Logger, QuickstartConfiguration } from '#libs/platform';
import { Metrics, startService, systemClock } from '#libs/platform';

import { openDemoDatabase } from './demo-database.js';
import { DemoIssuer, demoIssuers, keptSigner } from './demo/demo-issuer.js';
import { Epochs } from './demo/epochs.js';
import { openFileLog } from './file-log.js';
import { openDataFolder } from './folder/data-folder.js';
import { requireFree } from './folder/folder-lock.js';
import { furnish } from './furnish.js';
import { FileMailbox } from './mailbox/file-mailbox.js';
import { DemoScreens } from './pages/demo-screens.js';
import { freePort, requireFreePort } from './postgres/free-port.js';
import { QuickstartModule } from './quickstart.module.js';
import type { QuickstartParts } from './quickstart.module.js';
import { openServices, passwordSettings, together } from './services.js';
import { Teardown } from './teardown.js';

export interface Quickstart {
  readonly url: string;
  readonly folder: string;
  readonly log: string;
  /** Whether this start made the data. */
  readonly fresh: boolean;
  readonly logger: Logger;
  stop(): Promise<void>;
}

type Say = (text: string) => void;

/** Both services, their database and the demo around them. @throws with what to do. */
export async function startQuickstart(
  given: QuickstartConfiguration,
  say: Say,
): Promise<Quickstart> {
  await requireFree(resolve(given.dataDir));
  const port = given.port === 0 ? await freePort() : given.port;
  await requireFreePort(port, given.host);
  const teardown = new Teardown();
  try {
    return await started({ ...given, port }, teardown, say);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function started(
  given: QuickstartConfiguration,
  teardown: Teardown,
  say: Say,
): Promise<Quickstart> {
  const { host, port } = given;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const folder = await openDataFolder(given.dataDir, url);
  teardown.after(() => folder.release());
  const log = join(folder.path, 'quickstart.log');
  const { logger, close } = openFileLog(log, given.logLevel);
  teardown.after(async () => close());

  const database = await openDemoDatabase(folder, say);
  teardown.after(() => database.server.stop());
  const signer = await keptSigner(folder.keys);
  const mailbox = await FileMailbox.open(join(folder.path, 'mailbox.jsonl'), systemClock);
  const demo = { database, keys: folder.keys, issuers: demoIssuers(signer), mailer: mailbox, url };
  const settings = await passwordSettings(given, demo);
  const fresh = await furnish(database, settings, { logger, clock: systemClock });

  const services = await openServices(settings, database, { logger, teardown });
  const connection = await connect({
    url: database.roles.verification.reveal(),
    applicationName: 'demo-issuer',
    poolSize: 1,
  });
  teardown.after(() => connection.close());
  const epochs = new Epochs(connection);
  const issuer = new DemoIssuer(signer, epochs, systemClock);
  const screens = await DemoScreens.open();
  await serve(
    { services, issuer, epochs, mailbox, screens, url },
    { host, port },
    { logger, teardown },
  );
  return { url, folder: folder.path, log, fresh, logger, stop: () => teardown.run() };
}

async function serve(
  parts: QuickstartParts,
  place: { readonly host: string; readonly port: number },
  { logger, teardown }: { readonly logger: Logger; readonly teardown: Teardown },
): Promise<void> {
  const metrics = new Metrics('quickstart');
  for (const service of parts.services) service.measure(metrics);
  const running = await startService({
    ...together(parts.services),
    ...place,
    name: 'quickstart',
    module: QuickstartModule.register(parts),
    publicUrl: parts.url,
    logger,
    metrics,
  });
  teardown.after(() => running.stop());
}
