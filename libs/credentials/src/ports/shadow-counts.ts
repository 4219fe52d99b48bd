import type { TenantId } from '#libs/identity';
import type { ShadowVerdict, ViolationCode } from '#libs/password-policy';

/** Which shadow: a later version of it is another one. */
export interface ShadowMark {
  readonly tenant: TenantId;
  /** Undefined: the whole tenant's. */
  readonly group: string | undefined;
  readonly version: number;
}

/** What was counted on one day (UTC). */
export interface ShadowDay {
  /** As in 2026-03-01. */
  readonly day: string;
  readonly seen: number;
  readonly wouldFail: number;
  readonly violations: ReadonlyMap<ViolationCode, number>;
}

/** How passwords seen in the clear stand to policies in shadow: numbers, and nothing else of them. */
export abstract class ShadowCounts {
  /**
   * One password more. Waits for nothing: it is written down within seconds, and lost if the process
   * is killed before.
   */
  abstract add(shadow: ShadowMark, verdict: ShadowVerdict): void;

  /** One password that could not be scored. */
  abstract missed(): void;

  /** The days so far, oldest first; everything that this process has counted is among them. */
  abstract soFar(shadow: ShadowMark): Promise<readonly ShadowDay[]>;
}
