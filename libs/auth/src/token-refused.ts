import type { TokenProblem } from '#libs/identity';

/** Why a token is not accepted: the problem is for its owner, the message for our logs only. */
export class TokenRefused extends Error {
  constructor(
    readonly problem: Extract<TokenProblem, 'missing' | 'invalid' | 'expired'>,
    reason: string,
  ) {
    super(reason);
  }
}
