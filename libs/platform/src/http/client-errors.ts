import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';

import type { CommonRefusal } from '#libs/identity';

import type { Dialects } from './dialects.js';
import { pathOf } from './dialects.js';

/** Node's `clientError`; every part but the message may be missing. */
interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: unknown;
}

const UNREADABLE: CommonRefusal = {
  code: 'invalid_request',
  fields: [{ field: 'request', problem: 'is not HTTP that can be read' }],
};

/** Answers what never became a request: bad syntax, too long headers, or too slow to arrive. */
export const answerClientErrors =
  (dialects: Dialects) =>
  (error: ClientError, socket: Socket): void => {
    if (error.code !== 'ECONNRESET' && socket.writable && !answering(socket)) {
      socket.write(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? TOO_SLOW : raw(error, dialects));
    }
    socket.destroy();
  };

const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Half an answer must not be followed by another one (as Node's own handler does it). */
function answering(socket: Socket & { _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent ?? false;
}

function raw({ rawPacket }: ClientError, dialects: Dialects): string {
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  const target = /^[A-Z]+ (\S+) HTTP\//u.exec(packet)?.[1];
  const requestId = randomUUID();
  const path = pathOf(target ?? '/');
  const { status, headers, body } = dialects.refuse(UNREADABLE, { requestId, path });
  const text = JSON.stringify(body);
  const lines = {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    'content-length': String(Buffer.byteLength(text)),
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  };
  return [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`),
    '',
    text,
  ].join('\r\n');
}
