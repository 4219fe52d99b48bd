import type { FastifyReply } from 'fastify';

import type { Reply } from '../wire/reply.js';

/** Two years, as browsers' preload lists ask; ASVS 5.0 3.4.1 asks for one, subdomains included. */
const HSTS = 'max-age=63072000; includeSubDomains';

/** Tells a finished answer from the plain object of a controller that is not ours. */
export const isReply = (body: unknown): body is Reply =>
  typeof body === 'object' &&
  body !== null &&
  'body' in body &&
  'status' in body &&
  typeof body.status === 'number';

/** The headers of every answer. What an answer says itself goes before. */
export function dress(to: FastifyReply): void {
  to.header('x-request-id', to.request.id);
  to.header('x-content-type-options', 'nosniff');
  to.header('cache-control', 'no-store');
  if (to.server.edge.trustedProxies > 0) to.header('strict-transport-security', HSTS);
}

/** Sends an answer; text and bytes go as they are, everything else as JSON. */
export function send({ status, headers, body }: Reply, to: FastifyReply): FastifyReply {
  dress(to);
  to.code(status);
  for (const name in headers) {
    to.header(name, name === 'vary' ? joined(to.getHeader(name), headers[name]) : headers[name]);
  }
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    return to.send(body);
  }
  if (!headers || !('content-type' in headers)) {
    to.header('content-type', 'application/json; charset=utf-8');
  }
  return to.send(JSON.stringify(body));
}

/** What an answer varies by on its own account comes beside what it varies by for every page. */
const joined = (...names: unknown[]): string => names.filter(Boolean).join(', ');
