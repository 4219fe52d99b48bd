import type { DemoPerson } from './people.js';

/** A program instead of a person: it belongs to no tenant, its row grants what it may. */
export const SERVICE = 'service';

/** What one call asks a token to say. */
export interface TokenRequest {
  readonly who: DemoPerson | typeof SERVICE;
  readonly scopes: readonly string[];
  readonly amr: readonly string[];
  readonly acr?: string;
  /** Seconds added to now; negative is longer ago. */
  readonly authTimeOffset: number;
  /** Seconds. */
  readonly expiresIn: number;
}
