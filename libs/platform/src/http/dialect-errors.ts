import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

import { Unavailable } from '../wire/refusal-exception.js';
import type { Dialects } from './dialects.js';
import { pathOf } from './dialects.js';
import { refusalOf } from './refusal-of.js';
import { send } from './send.js';

/**
 * Turns whatever was thrown, before or in a controller, into the answer of the path's dialect.
 * What nobody expected is logged and told as `internal_error`, nothing more (ASVS 5.0 16.5.1).
 */
@Catch()
export class DialectErrors implements ExceptionFilter {
  constructor(
    private readonly dialects: Dialects,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const refusal = refusalOf(error, request.routeOptions.bodyLimit);
    this.#log(error, request, refusal !== undefined);
    if (reply.sent || reply.raw.headersSent) return;
    if (lingers(request)) reply.removeHeader('connection');
    const said = this.dialects.refuse(refusal ?? { code: 'internal_error' }, {
      requestId: request.id,
      path: spokenPath(request),
    });
    void send(said, reply);
  }

  #log(error: unknown, request: FastifyRequest, expected: boolean): void {
    const about = { request_id: request.id, route: request.place?.template ?? 'unmatched', error };
    if (!expected) this.logger.error(about, 'unexpected error');
    else if (error instanceof Unavailable) this.logger.warn(about, 'dependency unavailable');
  }
}

/** Twice the largest body that any route of ours reads. */
const LINGER_BYTES = 2 * 1024 * 1024;

/**
 * Fastify closes the connection behind a refused body, which cuts off the answer to somebody who is
 * still sending it. A body that says how long it is, and is not very long, is read to its end and
 * dropped instead, so that the answer arrives (RFC 9112 §9.6).
 */
function lingers({ headers, server }: FastifyRequest): boolean {
  return !server.edge.stopping && Number(headers['content-length']) <= LINGER_BYTES;
}

/** The route's spelling where there is one: `/%70assword-srv/password` is native, too. */
const spokenPath = (request: FastifyRequest): string =>
  request.place?.template ?? pathOf(request.raw.url ?? '/');
