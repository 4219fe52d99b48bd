import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Server } from 'node:http';
import type { Logger } from 'pino';

import type { HealthChecks } from '../health.js';
import { Health } from '../health.js';
import { NestLogger } from '../logging/nest-logger.js';
import { Metrics } from '../metrics.js';
import type { PathDialect } from '../wire/reply.js';
import type { Word } from '../wire/words.js';
import { COMMON_WORDS } from '../wire/words.js';
import type { WebOrigins } from './cors.js';
import { Dialects } from './dialects.js';
import type { TimeLimits } from './front.js';
import { Front, TIME_LIMITS } from './front.js';
import { drain, listen } from './listening.js';
import type { BodyLimit } from './places.js';

export interface ServiceOptions {
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  /** Where internal routes and /metrics are, and only there; without it everything is on `port`. */
  readonly internalPort?: number | undefined;
  readonly logger: Logger;
  /** Asked in this order; what none of them speaks is answered as problem details. */
  readonly dialects: readonly PathDialect[];
  /** For the `type` of those problem details. */
  readonly publicUrl?: string | undefined;
  /** What the pages that `type` points to explain; without it the common words. */
  readonly words?: Readonly<Record<string, Word>>;
  readonly trustedProxies?: number;
  readonly metrics?: Metrics;
  readonly health?: HealthChecks;
  readonly bodyLimits?: readonly BodyLimit[];
  readonly origins?: WebOrigins;
  /** Route templates that HTML forms are posted to. */
  readonly formRoutes?: readonly string[];
  readonly limits?: Partial<TimeLimits>;
}

export interface RunningService {
  readonly app: INestApplication;
  readonly url: string;
  readonly port: number;
  readonly internalPort: number | undefined;
  /** Refuses new connections, finishes what was accepted, then lets the module close its things. */
  stop(): Promise<void>;
}

/** Starts one process: one Nest application behind one or two ports. @throws CannotListen */
export async function serve(options: ServiceOptions): Promise<RunningService> {
  const { host, logger } = options;
  const health = new Health(options.health ?? {}, logger);
  const limits = { ...TIME_LIMITS, ...options.limits };
  const front = frontOf(options, health, limits);
  const app = await nestApplication(options, front);
  const open: Server = front.adapter.getInstance().server;
  const internal = front.separate ? front.internalServer() : undefined;
  const servers = internal ? [internal, open] : [open];
  const stop = async (): Promise<void> => {
    health.stopping();
    front.stopping = true;
    const finished = await drain(servers, limits.grace);
    if (!finished) logger.warn('stopped although some requests had not come to their end');
    await app.close();
  };
  try {
    const internalPort =
      internal && (await listen(internal, doorOf('LATCHKEY_INTERNAL_PORT', options)));
    const port = await listen(open, doorOf('PORT', options));
    logger.info({ host, port, internal_port: internalPort }, 'listening');
    return { app, url: urlOf(host, port), port, internalPort, stop: once(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

const frontOf = (options: ServiceOptions, health: Health, limits: TimeLimits): Front =>
  new Front({
    logger: options.logger,
    metrics: options.metrics ?? new Metrics(options.name),
    health,
    dialects: new Dialects(options.dialects, options.publicUrl),
    words: options.words ?? COMMON_WORDS,
    trustedProxies: options.trustedProxies ?? 0,
    separate: options.internalPort !== undefined,
    bodyLimits: options.bodyLimits ?? [],
    origins: options.origins,
    formRoutes: options.formRoutes ?? [],
    limits,
  });

async function nestApplication(
  { module, logger }: ServiceOptions,
  { adapter, errors }: Front,
): Promise<INestApplication> {
  const app = await NestFactory.create(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  app.useGlobalFilters(errors);
  await app.init();
  await adapter.getInstance().ready();
  return app;
}

type Door = Parameters<typeof listen>[1];

const doorOf = (
  variable: 'PORT' | 'LATCHKEY_INTERNAL_PORT',
  { host, port, internalPort = 0 }: ServiceOptions,
): Door => ({ variable, host, port: variable === 'PORT' ? port : internalPort });

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const name = reachable.includes(':') ? `[${reachable}]` : reachable;
  return `http://${name}:${String(port)}`;
}

/** Stopping twice is stopping once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
