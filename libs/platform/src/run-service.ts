import type { Environment } from './configuration/read.js';
import { ConfigurationError } from './configuration/read.js';
import type { LogLevel } from './configuration/settings.js';
import { logUnhandled, stopOnSignals } from './http/process-end.js';
import { startService } from './http/start-service.js';
import type { Logger } from './logging/logger.js';
import { createLogger } from './logging/logger.js';
import { Metrics } from './metrics.js';
import type { OpenedService } from './opened-service.js';

interface Given {
  readonly host: string;
  readonly port: number;
  readonly internalPort: number;
  readonly publicUrl?: string | undefined;
  readonly trustedProxies: number;
  readonly logLevel: LogLevel;
}

/**
 * The whole life of a service's process: reads the configuration, opens the service, puts it behind
 * its two ports, and ends in order on a signal. What prevents the start is said in words.
 */
export async function runService<Issuers, Settings extends Given>(
  name: string,
  read: (
    environment: Environment | undefined,
    parseIssuers: (document: unknown) => Issuers,
  ) => Settings,
  parseIssuers: (document: unknown) => Issuers,
  open: (given: Settings & { publicUrl: string }, logger: Logger) => Promise<OpenedService>,
): Promise<void> {
  const settings = configured(() => read(undefined, parseIssuers));
  const logger = createLogger({ service: name, level: settings.logLevel });
  logUnhandled(logger);
  const given = { ...settings, publicUrl: settings.publicUrl ?? localUrl(settings) };
  try {
    const service = await open(given, logger);
    const metrics = new Metrics(name);
    service.measure(metrics);
    const running = await startService({ ...given, ...service, name, logger, metrics });
    stopOnSignals({ stop: () => running.stop().then(() => service.close()) }, logger);
  } catch (error) {
    logger.fatal({ error }, 'cannot start');
    process.exitCode = 1;
    logger.flush(() => process.exit(1));
  }
}

/** Good enough to look a problem up on the machine itself; LATCHKEY_PUBLIC_URL says it better. */
const localUrl = ({ port }: Given): string => `http://localhost:${String(port)}`;

function configured<Settings>(read: () => Settings): Settings {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
