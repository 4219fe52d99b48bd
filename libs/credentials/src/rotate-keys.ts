import type { Outcome } from '#libs/identity';
import { changeId, done, refused } from '#libs/identity';

import type { EnvelopeBinding } from './ports/password-hashing.js';
import type {
  KeyUse,
  ResealedRow,
  SealedKind,
  SealedRow,
  SealedRows,
} from './ports/sealed-rows.js';
import { SEALED_KINDS } from './ports/sealed-rows.js';
import type { SealingKeys } from './ports/sealing-keys.js';
import { codeBinding } from './reset/code-binding.js';

export interface RotationProgress {
  readonly done: number;
  readonly total: number;
}

export interface RotationWatch {
  readonly batch: number;
  /** After every batch; the next one waits for it. */
  readonly onProgress: (progress: RotationProgress) => Promise<void> | void;
}

export interface DamagedRow extends Pick<SealedRow, 'tenant' | 'subject'> {
  readonly kind: SealedKind;
}

export interface Rotation {
  readonly resealed: number;
  /** Rows that no key opens; they are left as they are. */
  readonly damaged: readonly DamagedRow[];
  /** Counted afterwards. */
  readonly uses: readonly KeyUse[];
  /** Rows that another key than the writing one has sealed, the damaged ones among them. */
  readonly left: number;
}

export interface KeysMissing {
  readonly code: 'keys_missing';
  /** What the ring cannot open. */
  readonly uses: readonly KeyUse[];
}

/** Rows that somebody was writing are met again in the next round; who writes on for more is told. */
const MOST_ROUNDS = 5;

/**
 * Seals everything anew by the first key of the ring, while people go on changing their passwords.
 * The hashes stay what they are, so nobody has to log in. Interrupted anywhere, it goes on with what
 * is left when it is started again.
 */
export class RotateKeys {
  constructor(
    private readonly rows: SealedRows,
    private readonly keys: SealingKeys,
  ) {}

  async rotate(watch: RotationWatch): Promise<Outcome<Rotation, KeysMissing>> {
    const before = await this.rows.keysInUse();
    const missing = before.filter(({ keyId }) => !this.keys.holds(keyId));
    if (missing.length > 0) return refused({ code: 'keys_missing', uses: missing });

    const total = this.leftOf(before);
    const damaged = new Map<string, DamagedRow>();
    let resealed = 0;
    const told = (rows: number): Promise<void> | void => {
      resealed += rows;
      return watch.onProgress({ done: Math.min(resealed, total), total });
    };
    for (let round = 0; ; round += 1) {
      for (const kind of SEALED_KINDS) await this.walk(kind, watch.batch, damaged, told);
      const uses = await this.rows.keysInUse();
      const left = this.leftOf(uses);
      if (left <= damaged.size || round === MOST_ROUNDS - 1) {
        return done({ resealed, damaged: [...damaged.values()], uses, left });
      }
    }
  }

  private leftOf(uses: readonly KeyUse[]): number {
    const others = uses.filter(({ keyId }) => keyId !== this.keys.writer);
    return others.reduce((sum, { rows }) => sum + rows, 0);
  }

  private async walk(
    kind: SealedKind,
    batch: number,
    damaged: Map<string, DamagedRow>,
    told: (rows: number) => Promise<void> | void,
  ): Promise<void> {
    let last: SealedRow | undefined;
    for (;;) {
      const found = await this.rows.next(kind, this.keys.writer, last, batch);
      last = found.at(-1);
      if (!last) return;
      const anew = found.flatMap((row) => this.resealed(kind, row, damaged));
      await told(anew.length === 0 ? 0 : await this.rows.replace(kind, anew));
    }
  }

  private resealed(
    kind: SealedKind,
    row: SealedRow,
    damaged: Map<string, DamagedRow>,
  ): readonly ResealedRow[] {
    const { tenant, subject, id } = row;
    const resealed = this.keys.reseal(kind, row.envelope, bindingOf(kind, row));
    if (resealed !== 'damaged') return [{ ...row, next: resealed.envelope }];
    damaged.set(JSON.stringify([kind, tenant, subject, id]), { kind, tenant, subject });
    return [];
  }
}

function bindingOf(kind: SealedKind, { tenant, subject, id, step }: SealedRow): EnvelopeBinding {
  return kind === 'reset_code'
    ? codeBinding({ tenant, id }, subject, step)
    : { tenant, subject, changeId: changeId(id) };
}
