import type { RunningService, ServiceOptions } from './server.js';

export type { RunningService, ServiceOptions } from './server.js';

/**
 * Starts one process: one Nest application behind one or two ports. Nest and Fastify take longer to load
 * than all the rest, so that they are loaded by whoever serves and not by every program that reads a
 * setting. @throws CannotListen
 */
export const startService = async (options: ServiceOptions): Promise<RunningService> =>
  (await import('./server.js')).serve(options);
