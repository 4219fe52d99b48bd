import type { KeyUse, SealedKind, SealedRows } from '#libs/credentials';

import type { KeyRing } from './key-ring.js';

/** What operators call them. */
export const SEALED_ROWS: Readonly<Record<SealedKind, string>> = {
  password: 'passwords',
  history: 'remembered passwords',
  reset_code: 'codes of resets',
};

/**
 * Whether the ring opens everything that is stored. A key that is still needed would otherwise be
 * missed one person at a time.
 * @throws Error that names each missing key, how many rows need it, and what to do.
 */
export async function assertKeysHeld(rows: SealedRows, ring: KeyRing): Promise<void> {
  const missing = (await rows.keysInUse()).filter(({ keyId }) => ring.find(keyId) === undefined);
  if (missing.length === 0) return;
  const ids = [...new Set(missing.map(({ keyId }) => keyId))];
  const lacks = ids.map((id) => `"${id}", which ${needs(missing, id)} need`).join('; ');
  throw new Error(
    `LATCHKEY_PEPPER_KEYS_FILE does not hold the key ${lacks}. Put it back behind the first key ` +
      'of the file; `pwctl pepper rotate` seals these rows by the first key, and once ' +
      '`pwctl pepper keys` shows none of them the key may go.',
  );
}

const needs = (uses: readonly KeyUse[], id: string): string =>
  uses
    .filter(({ keyId }) => keyId === id)
    .map(({ kind, rows }) => `${rows} ${SEALED_ROWS[kind]}`)
    .join(' and ');
