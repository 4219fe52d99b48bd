import type { Origin, Secret } from '#libs/identity';

import type { RequestMark, Requester } from './idempotent-requests.js';

/** What the same key means the same request in: its scope, and what its body says. */
export interface RepeatableRequest extends Requester {
  readonly operation: 'change' | 'set' | 'reset' | 'assign';
  /** The proof or ticket that opens the operation, where it is not a session. */
  readonly proof?: string;
  /** What the body says, whatever an interface calls it, in a fixed order. */
  readonly body: readonly (Secret | string | undefined)[];
  readonly origin: Origin;
}

export abstract class RequestMarks {
  /**
   * The marks of a request by every key that may have made them, the one that writes first. The
   * fingerprint's key is derived from `key` itself, which nobody keeps: without it a fingerprint
   * would be a fast hash of passwords.
   */
  abstract of(request: RepeatableRequest, key: Secret): readonly [RequestMark, ...RequestMark[]];

  /** In constant time. */
  abstract equal(fingerprint: string, other: string): boolean;
}
