import type { FastifyCorsOptions } from '@fastify/cors';
import fastifyCors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { pathOf } from './dialects.js';
import { placeOf } from './places.js';

/** Which web origins browsers may hand our answers to. */
export interface WebOrigins {
  /** Whether any tenant lists it. Whether the caller's does is judged once the caller is known. */
  isRegistered(origin: string): Promise<boolean>;
}

const CLOSED: FastifyCorsOptions = { origin: false };

/** The first ten are what clients of the published interfaces send. */
const ALLOWED_HEADERS = [
  ...['accept', 'cache-control', 'authorization', 'content-type', 'idempotency-key'],
  ...['requestId', 'trackId', 'lat', 'lon', 'acceptlanguage', 'accept-language'],
  ...['if-match', 'if-none-match'],
];

/** What scripts need to act on an answer; the rest of our headers is for browsers and proxies. */
const EXPOSED_HEADERS = [
  ...['allow', 'etag', 'ratelimit', 'ratelimit-policy', 'retry-after', 'www-authenticate'],
  ...['link', 'x-request-id'],
];

/**
 * Seconds for which a browser need not ask again. What it remembers are methods and headers; the
 * origin is judged with every request.
 */
const PREFLIGHT_AGE = 600;

const OPEN: FastifyCorsOptions = {
  origin: true,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  allowedHeaders: ALLOWED_HEADERS,
  exposedHeaders: EXPOSED_HEADERS,
  maxAge: PREFLIGHT_AGE,
  strictPreflight: false,
};

/**
 * Answers preflights, and lets registered origins read answers, refusals included (Fetch §3.2). It
 * has to be the first to look at a request, so that whatever is refused later can be read, too.
 */
export function openToBrowsers(instance: FastifyInstance, origins: WebOrigins): void {
  const delegator = (
    request: FastifyRequest,
    done: (error: Error | null, options?: FastifyCorsOptions) => void,
  ): void => {
    const { origin = '' } = request.headers;
    if (!isPublished(request)) return done(null, CLOSED);
    origins
      .isRegistered(origin)
      .then((registered) => done(null, registered ? OPEN : CLOSED))
      .catch(done);
  };
  // Called, not registered: what is registered begins after every hook that is added here.
  const toBrowsers = Object.create(instance, {
    addHook: { value: (_: string, judge: Judge) => instance.addHook('onRequest', ofPages(judge)) },
  }) as FastifyInstance;
  fastifyCors(toBrowsers, { delegator }, () => undefined);
}

type Judge = (request: FastifyRequest, reply: FastifyReply, done: () => void) => void;

/** Programs send no origin, and need not pay for options that are composed anew for each request. */
const ofPages =
  (judge: Judge): Judge =>
  (request, reply, done) => {
    if (request.headers.origin !== undefined) return judge(request, reply, done);
    void reply.header('vary', 'Origin');
    done();
  };

const ANY = '*';

/** Pages are no clients of internal routes. A preflight has no route of its own to be judged by. */
function isPublished({ routeOptions: { url = ANY }, raw }: FastifyRequest): boolean {
  return placeOf(url === ANY ? pathOf(raw.url ?? '/') : url).listener === 'open';
}
