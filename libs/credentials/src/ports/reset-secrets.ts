import type { Password, Secret } from '#libs/identity';

import type { ResetName } from './reset-requests.js';

/** Makes what nobody can guess, and recognises links without keeping them. */
export abstract class ResetSecrets {
  abstract id(): string;

  /** 8 digits; NIST SP 800-63B-4 §3.1.3.2 asks for 6. The limits on tries make up for their length. */
  abstract code(): Password;

  /** 256 bits, so that a plain digest keeps it (no slow hash is needed). */
  abstract link(): Secret;

  /** SHA-256. */
  abstract digest(link: Secret): string;
}

/** What clients carry between the steps: opaque, authenticated, and bound to the request. */
export abstract class ResetTokens {
  /** Names the request and its tenant; made of nothing else. */
  abstract requestToken(name: ResetName): string;

  /** Undefined: not one of ours. */
  abstract open(requestToken: string): ResetName | undefined;

  /** The same for the same request, so that a repeated step does not beat the first one. */
  abstract exchange(name: ResetName): Secret;

  /** In constant time. */
  abstract isExchange(name: ResetName, given: Secret): boolean;
}
