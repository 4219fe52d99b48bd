import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

import { dress, isReply, send } from './send.js';

/** Lets controllers return a Reply, without an interceptor's price on every request. */
export class ReplyAdapter extends FastifyAdapter {
  override reply(
    response: ServerResponse | FastifyReply,
    body: unknown,
    statusCode?: number,
  ): FastifyReply {
    if (!('request' in response)) return super.reply(response, body, statusCode);
    if (isReply(body)) return send(body, response);
    dress(response);
    return super.reply(response, body, statusCode);
  }
}
