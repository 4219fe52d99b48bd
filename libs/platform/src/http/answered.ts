import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

import type { Metrics } from '../metrics.js';

/** Probes come every few seconds; they are worth a line to those who debug them only. */
const PROBED = /^\/(?:health|metrics)(?:\/|$)/u;

/** One log line and one measurement per request, by route template: no path, no header, no body. */
export function report(instance: FastifyInstance, logger: Logger, metrics: Metrics): void {
  instance.addHook('onResponse', (request, reply, done) => {
    const template = request.place?.template ?? 'unmatched';
    const { statusCode, elapsedTime } = reply;
    metrics.answered(request.method, template, statusCode, elapsedTime / 1000);
    logger[PROBED.test(template) ? 'debug' : 'info'](
      {
        request_id: request.id,
        method: request.method,
        route: template,
        status: statusCode,
        duration_ms: Math.round(elapsedTime * 100) / 100,
        // What is undefined is not written.
        tenant: tenantOf(request),
        // The client went away before it had the whole answer.
        aborted: reply.raw.writableFinished ? undefined : true,
      },
      'request',
    );
    done();
  });
}

/** The tenant of the proven caller, which the guard leaves on the request. */
function tenantOf(request: FastifyRequest & { caller?: unknown }): string | undefined {
  const { tenant } = (request.caller ?? {}) as { tenant?: unknown };
  return typeof tenant === 'string' ? tenant : undefined;
}
