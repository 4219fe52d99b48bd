import { createHmac } from 'node:crypto';

import type { HashOwner } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { KeyRing } from './envelope/key-ring.js';

/** What stands in for the hash of somebody who has none. */
export interface Decoys {
  /** Without anybody: our own format. */
  of(nobody?: HashOwner): string;
}

/** One format that some people of a tenant have, and how many of them: 0.25 is a quarter. */
export interface DecoyShare {
  /** A hash of that format and cost, of a password that nobody has. */
  readonly hash: string;
  readonly share: number;
}

/** The formats of a tenant besides our own, from memory: a look-up would take its time. */
export type DecoyShares = (tenant: TenantId) => readonly DecoyShare[];

const OURS_ALONE: DecoyShares = () => [];

/**
 * Formats as often as people of the tenant have them, and for the same name always the same one: who
 * asks twice about nobody must not see two costs, nor about many nobodies a cost that no person has.
 */
export class MixedDecoys implements Decoys {
  constructor(
    private readonly ring: KeyRing,
    private readonly own: string,
    private readonly others: DecoyShares = OURS_ALONE,
  ) {}

  of(nobody?: HashOwner): string {
    const others = nobody ? this.others(nobody.tenant) : [];
    if (!nobody || others.length === 0) return this.own;
    let point = this.pointOf(nobody);
    for (const { hash, share } of others) {
      if (point < share) return hash;
      point -= share;
    }
    return this.own;
  }

  /** From 0 to 1, evenly, and by a key: nobody can tell which names get which format. */
  private pointOf({ tenant, subject }: HashOwner): number {
    const mac = createHmac('sha256', this.ring.writer.keyFor('decoy', tenant));
    return mac.update(subject).digest().readUInt32BE() / 2 ** 32;
  }
}
