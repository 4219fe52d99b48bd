import type { Provider } from '@nestjs/common';

import { Idempotency, IdempotentRequests } from '#libs/credentials';
import { KeyedRequestMarks } from '#libs/hashing';
import type { KeyRing } from '#libs/hashing';
import { Database, TypeormIdempotentRequests } from '#libs/persistence';
import { wired } from '#libs/platform';

export interface IdempotencyParts {
  readonly ring: KeyRing;
  /** The longest that a request waits for its turn to hash. */
  readonly hashDeadlineMs: number;
}

/** What a request does besides waiting for its turn is done within this, or its process is dead. */
const BESIDES_WAITING_SECONDS = 5;

/** How a request with an `Idempotency-Key` is answered once. */
export const answeringOnce = ({ ring, hashDeadlineMs }: IdempotencyParts): readonly Provider[] => {
  const marks = new KeyedRequestMarks(ring);
  const lease = hashDeadlineMs / 1000 + BESIDES_WAITING_SECONDS;
  return [
    wired(IdempotentRequests, TypeormIdempotentRequests, [Database]),
    {
      provide: Idempotency,
      useFactory: (requests: IdempotentRequests) => new Idempotency(requests, marks, lease),
      inject: [IdempotentRequests],
    },
  ];
};
