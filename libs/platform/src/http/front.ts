import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';

import type { Health } from '../health.js';
import type { Metrics } from '../metrics.js';
import { report } from './answered.js';
import { readStrictBodies } from './bodies.js';
import { problemPage } from '../wire/problem-page.js';
import type { Word } from '../wire/words.js';
import { answerClientErrors } from './client-errors.js';
import type { WebOrigins } from './cors.js';
import { openToBrowsers } from './cors.js';
import { DialectErrors } from './dialect-errors.js';
import type { Dialects } from './dialects.js';
import type { Edge } from './edge.js';
import { watch } from './edge.js';
import type { BodyLimit } from './places.js';
import { settle } from './places.js';
import { ReplyAdapter } from './reply-adapter.js';
import { send } from './send.js';

/** Milliseconds. */
export interface TimeLimits {
  /** Until the headers are there: 5 s, so that a slow client holds a socket and nothing else. */
  readonly headers: number;
  /** Until the whole request is there: 10 s. */
  readonly request: number;
  /** How often the two are looked at: 1 s; with Node's own 30 s they would be up to 35 and 40. */
  readonly look: number;
  /** For accepted requests to finish at the end: 20 s of the 30 after which Kubernetes kills. */
  readonly grace: number;
}

export const TIME_LIMITS: TimeLimits = {
  headers: 5_000,
  request: 10_000,
  look: 1_000,
  grace: 20_000,
};

/** Longer than the 60 s after which common load balancers drop an idle connection themselves. */
const KEEP_ALIVE_MS = 72_000;

/** Sixteen times the longest password: nobody makes us read what no route needs. */
export const BODY_LIMIT_BYTES = 16 * 1024;

/** The name of a group, every character of it percent-encoded: 128 times at most 9 signs. */
const LONGEST_PARAMETER = 1280;

export interface FrontOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly dialects: Dialects;
  /** What the pages under /problems explain. */
  readonly words: Readonly<Record<string, Word>>;
  readonly trustedProxies: number;
  readonly separate: boolean;
  readonly bodyLimits: readonly BodyLimit[];
  /** Without it no page of another origin reads an answer. */
  readonly origins: WebOrigins | undefined;
  readonly formRoutes: readonly string[];
  readonly limits: TimeLimits;
}

/** Everything between the sockets and Nest: who may knock, what is read, how it is answered. */
export class Front implements Edge {
  readonly adapter: ReplyAdapter;
  readonly errors: DialectErrors;
  readonly trustedProxies: number;
  readonly separate: boolean;
  stopping = false;
  readonly #internalSockets = new WeakSet<Socket>();

  constructor(private readonly options: FrontOptions) {
    this.trustedProxies = options.trustedProxies;
    this.separate = options.separate;
    this.errors = new DialectErrors(options.dialects, options.logger);
    this.adapter = new ReplyAdapter({
      http: this.#http(),
      requestTimeout: options.limits.request,
      keepAliveTimeout: KEEP_ALIVE_MS,
      bodyLimit: BODY_LIMIT_BYTES,
      routerOptions: { maxParamLength: LONGEST_PARAMETER },
      skipMiddie: true,
      requestIdHeader: false,
      genReqId: () => randomUUID(),
      clientErrorHandler: answerClientErrors(options.dialects),
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
        this.errors.answer(error, request, reply),
    });
    this.#furnish(this.adapter.getInstance());
  }

  isInternal({ socket }: { readonly socket: Socket }): boolean {
    return this.#internalSockets.has(socket);
  }

  /** A second door to the same routes; {@link watch} tells by the socket which one was used. */
  internalServer(): Server {
    const server = createServer(this.#http(), this.adapter.getInstance().routing);
    server.requestTimeout = this.options.limits.request;
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.on('connection', (socket) => this.#internalSockets.add(socket));
    server.on('clientError', answerClientErrors(this.options.dialects));
    return server;
  }

  #http(): { headersTimeout: number; connectionsCheckingInterval: number } {
    const { headers, look } = this.options.limits;
    return { headersTimeout: headers, connectionsCheckingInterval: look };
  }

  #furnish(instance: FastifyInstance): void {
    const { health, logger, metrics, bodyLimits, formRoutes, words, origins } = this.options;
    instance.addHook('onRoute', settle(bodyLimits, formRoutes));
    if (origins) openToBrowsers(instance, origins);
    watch(instance, this);
    report(instance, logger, metrics);
    readStrictBodies(instance);
    instance.get('/health/live', (_request, reply) => send(health.live(), reply));
    instance.get('/health/ready', async (_request, reply) => send(await health.ready(), reply));
    instance.get<{ Params: { code: string } }>('/problems/:code', ({ params }, reply) =>
      send(problemPage(params.code, words), reply),
    );
    instance.get('/metrics', async (_request, reply) => send(await metrics.page(), reply));
  }
}
