import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { AccessRefusal, RequestRefusal } from '#libs/identity';

import { RefusalException } from '../wire/refusal-exception.js';
import { arrivedOverPlainHttp } from './origin.js';
import type { Place } from './places.js';

/** What every request of a process is judged and answered by. */
export interface Edge {
  /** How many proxies in front of us append to `X-Forwarded-*`. */
  readonly trustedProxies: number;
  /** Whether internal routes have a port of their own. */
  readonly separate: boolean;
  /** Whether a request came in by that port. */
  isInternal(request: FastifyRequest): boolean;
  /** From then on every answer closes its connection. */
  readonly stopping: boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    edge: Edge;
  }
  interface FastifyRequest {
    /** Undefined where no route matches. */
    place: Place | undefined;
  }
  interface FastifyContextConfig {
    place?: Place;
  }
}

/** The first look at a request, before its body is read. */
export function watch(instance: FastifyInstance, edge: Edge): void {
  instance.decorate('edge', edge);
  instance.decorateRequest('place', undefined);
  instance.addHook('onRequest', (request, reply, done) => {
    request.place = request.routeOptions.config.place;
    if (edge.stopping) void reply.header('connection', 'close');
    const refusal = objection(edge, request);
    if (refusal) done(new RefusalException(refusal));
    else done();
  });
}

type Objection = RequestRefusal | AccessRefusal | undefined;

function objection(edge: Edge, request: FastifyRequest): Objection {
  const internal = edge.separate && edge.isInternal(request);
  const listener = request.place?.listener;
  if (edge.separate && listener && listener !== 'both' && (listener === 'internal') !== internal) {
    return { code: 'not_found' };
  }
  // Probes come straight from the machine that runs us, and carry no secret.
  if (listener === 'both') return undefined;
  return arrivedOverPlainHttp(request, edge.trustedProxies, internal)
    ? { code: 'forbidden', reason: 'plain_http' }
    : undefined;
}
