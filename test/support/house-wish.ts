import type { LegacyVerifiers } from '#libs/credentials';
import type { KeyRing, QueueLimits } from '#libs/hashing';
import type { ServiceOptions } from '#libs/platform';

import type { BreachSettings } from '../../apps/password-srv/src/breach/open-breach-sources.js';
import type { TestDatabase } from './postgres.js';

/** What a test wants otherwise than a house has it. */
export interface HouseWish extends BreachSettings {
  readonly triesPerMinute?: number;
  readonly trustedProxies?: number;
  readonly mfaV1?: boolean;
  /** Whether the tenant of the first person is the default one. */
  readonly firstIsDefault?: boolean;
  /** Otherwise the one that all test files of this worker share. */
  readonly database?: TestDatabase;
  readonly ring?: KeyRing;
  readonly legacyVerifiers?: LegacyVerifiers;
  /** Otherwise those of two workers at the least cost, which nobody fills. */
  readonly queue?: QueueLimits;
  /** Otherwise those of a service. */
  readonly timeLimits?: ServiceOptions['limits'];
}
