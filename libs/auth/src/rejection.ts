import { RefusalException } from '#libs/platform';

import { TokenRefused } from './token-refused.js';

/**
 * What a guard throws when passport has let nobody in. `error`: not the token's fault, unless a
 * check of ours said so. `info`: why passport, or jsonwebtoken under it, found the token bad.
 */
export function rejection(error: unknown, info: unknown): Error {
  const cause = error ?? info;
  if (error instanceof Error && !(error instanceof TokenRefused)) return error;
  const problem = cause instanceof TokenRefused ? cause.problem : 'invalid';
  const refusal = new RefusalException({ code: 'invalid_token', problem });
  refusal.cause = cause;
  return refusal;
}
