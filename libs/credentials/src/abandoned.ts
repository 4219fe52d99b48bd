import type { CapacityRefusal, Origin } from '#libs/identity';

/**
 * Refuses, in words that nobody will read, to spend a slow hash on somebody who has hung up. Asked
 * before the commit only: what stands is never undone.
 */
export const abandoned = ({ isGone }: Origin): CapacityRefusal | undefined =>
  isGone?.() ? { code: 'temporarily_overloaded', retryAfterSeconds: 1 } : undefined;
