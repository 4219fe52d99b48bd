import type { CommonRefusal } from '#libs/identity';

/** A refusal on its way from a guard, a pipe or a parser to the dialect of the request's path. */
export class RefusalException extends Error {
  constructor(readonly refusal: CommonRefusal) {
    super(refusal.code);
  }
}

/** A dependency cannot be reached for now: 503 with `Retry-After`, never a wrong "no". */
export class Unavailable extends Error {
  constructor(
    readonly dependency: string,
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options);
  }
}
