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
  /** Seconds since 1970; instead of the offset. */
  readonly authTime?: number;
  /** Seconds. */
  readonly expiresIn: number;
  /** A session that exists already; without it each token is a session of its own. */
  readonly session?: { readonly sid: string; readonly epoch: number };
}
