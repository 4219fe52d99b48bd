import type { Origin } from '#libs/identity';

/** Where something was asked for, and by which program where not by the person's own request. */
export interface Cause extends Origin {
  readonly client?: string;
}
