import type { KeyUse } from '#libs/credentials';
import type { KeyRing } from '#libs/hashing';
import { SEALED_ROWS } from '#libs/hashing';
import type { Database } from '#libs/persistence';
import { TypeormSealedRows } from '#libs/persistence';

import type { Terminal } from '../breach/terminal.js';

export interface PepperParts {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly terminal: Terminal;
}

const grouped = (count: number): string => count.toLocaleString('en');

/** `1,204 passwords by key "k1"` */
export const useLine = ({ kind, keyId, rows }: KeyUse): string =>
  `${grouped(rows)} ${SEALED_ROWS[kind]} by key "${keyId}"`;

/** Which keys the rows need, and which the ring has. 1 where one is missing. */
export async function showKeys({ database, ring, terminal }: PepperParts): Promise<number> {
  const uses = await new TypeormSealedRows(database).keysInUse();
  for (const use of uses) terminal.print(useLine(use) + remark(use, ring));
  const needed = new Set(uses.map(({ keyId }) => keyId));
  for (const { id } of ring.readers) {
    if (!needed.has(id)) {
      terminal.print(`key "${id}" seals nothing any more: see docs/keys.md for when it may go`);
    }
  }
  return uses.some(({ keyId }) => ring.find(keyId) === undefined) ? 1 : 0;
}

function remark({ keyId }: KeyUse, ring: KeyRing): string {
  if (keyId === ring.writer.id) return ', which seals now';
  return ring.find(keyId) ? '' : ', WHICH IS NOT IN THE KEY RING';
}
