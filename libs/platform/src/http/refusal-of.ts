import { HttpException } from '@nestjs/common';

import type { CommonRefusal } from '#libs/identity';

import { RefusalException, Unavailable } from '../wire/refusal-exception.js';

/** What the framework's own complaints mean in our words, by HTTP status. */
const BY_STATUS: Readonly<Record<number, CommonRefusal>> = {
  401: { code: 'invalid_token', problem: 'invalid' },
  403: { code: 'forbidden', reason: 'scope_missing' },
  404: { code: 'not_found' },
  405: { code: 'not_found' },
  415: { code: 'unsupported_media_type' },
  503: { code: 'temporarily_overloaded', retryAfterSeconds: 2 },
};

const UNREADABLE: CommonRefusal = {
  code: 'invalid_request',
  fields: [{ field: 'request', problem: 'is not a complete HTTP request that can be read' }],
};

/**
 * The refusal that an error stands for; undefined: nobody expected it.
 * @param maximumBytes how large a body may be where the error arose.
 */
export function refusalOf(error: unknown, maximumBytes: number): CommonRefusal | undefined {
  if (error instanceof RefusalException) return error.refusal;
  if (error instanceof Unavailable) {
    return { code: 'temporarily_overloaded', retryAfterSeconds: error.retryAfterSeconds };
  }
  const status = statusOf(error);
  if (status === undefined) return undefined;
  if (status === 413) return { code: 'body_too_large', maximumBytes };
  return BY_STATUS[status] ?? (status < 500 ? UNREADABLE : undefined);
}

/** Nest's exceptions, and the errors of Fastify and Node that carry a status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : undefined;
}
