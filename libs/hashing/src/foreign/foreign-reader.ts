import { ForeignHashes } from '#libs/credentials';
import type { ForeignHash, UnreadableForeign } from '#libs/credentials';
import type { Outcome, Secret } from '#libs/identity';
import { done, refused } from '#libs/identity';

import { ReadHash } from './read-hash.js';
import { readForeign } from './read-foreign.js';

/** Reads hashes that fit into the memory which all hashes share. */
export class ForeignReader extends ForeignHashes {
  constructor(private readonly memoryBudgetMiB: number) {
    super();
  }

  read(text: Secret): Outcome<ForeignHash, UnreadableForeign> {
    const reading = readForeign(text.reveal().trim(), this.memoryBudgetMiB * 1024);
    if (reading.kind === 'read') return done(new ReadHash(reading.foreign));
    return refused({ code: reading.kind, reason: reading.reason });
  }
}
