import type { SubjectId, TenantId } from '#libs/identity';

/** Everything that is kept sealed by a key of the ring. */
export const SEALED_KINDS = ['password', 'history', 'reset_code'] as const;

export type SealedKind = (typeof SEALED_KINDS)[number];

/** How many rows of a kind need a key. */
export interface KeyUse {
  readonly kind: SealedKind;
  readonly keyId: string;
  readonly rows: number;
}

export interface SealedRow {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** The change of a password or of a remembered one, or the request that a code is of. */
  readonly id: string;
  /** Of a code. */
  readonly step: 1 | 2;
  readonly envelope: string;
}

export interface ResealedRow extends SealedRow {
  /** The same text in another envelope. */
  readonly next: string;
}

/** All that is sealed, of all tenants. Reading it takes rights that no service has. */
export abstract class SealedRows {
  /** Needs no envelope to be read, so services may ask it, too. */
  abstract keysInUse(): Promise<readonly KeyUse[]>;
  /** The next rows that another key than `writer` has sealed, in a fixed order, after `last`. */
  abstract next(
    kind: SealedKind,
    writer: string,
    last: SealedRow | undefined,
    limit: number,
  ): Promise<readonly SealedRow[]>;
  /**
   * Writes each envelope, unless the row has another one by now or somebody is writing it: then what
   * they write stands. Waits for nobody. How many were written.
   */
  abstract replace(kind: SealedKind, rows: readonly ResealedRow[]): Promise<number>;
}
