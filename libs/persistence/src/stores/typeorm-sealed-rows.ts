import type { KeyUse, ResealedRow, SealedKind, SealedRow } from '#libs/credentials';
import { SealedRows } from '#libs/credentials';

import type { Database } from '../database.js';
import { SEALED } from './sealed-statements.js';

const KINDS = Object.keys(SEALED) as SealedKind[];

const NO_UUID = '00000000-0000-0000-0000-000000000000';

export class TypeormSealedRows extends SealedRows {
  constructor(private readonly database: Database) {
    super();
  }

  override async keysInUse(): Promise<readonly KeyUse[]> {
    const uses: KeyUse[] = [];
    for (const kind of KINDS) {
      const keys = await this.database.query<{ key_id: string }>(SEALED[kind].keys, []);
      for (const { key_id: keyId } of keys) {
        const [counted] = await this.database.query<{ rows: number }>(SEALED[kind].count, [keyId]);
        uses.push({ kind, keyId, rows: counted?.rows ?? 0 });
      }
    }
    return uses;
  }

  override next(
    kind: SealedKind,
    writer: string,
    last: SealedRow | undefined,
    limit: number,
  ): Promise<readonly SealedRow[]> {
    const values = [writer, ...standing(kind, last), limit];
    return this.database.query<SealedRow>(SEALED[kind].next, values);
  }

  override async replace(kind: SealedKind, rows: readonly ResealedRow[]): Promise<number> {
    const written = await this.database.query(SEALED[kind].replace, [
      rows.map(({ tenant }) => tenant),
      rows.map(({ subject }) => subject),
      rows.map(({ id }) => id),
      rows.map(({ envelope }) => envelope),
      rows.map(({ next }) => next),
    ]);
    return written.length;
  }
}

/** Where a walk along the primary key stands; before the first row of all, if there is no last one. */
function standing(kind: SealedKind, last: SealedRow | undefined): readonly string[] {
  switch (kind) {
    case 'password':
      return [last?.tenant ?? '', last?.subject ?? ''];
    case 'history':
      return [last?.tenant ?? '', last?.subject ?? '', last?.id ?? ''];
    case 'reset_code':
      return [last?.tenant ?? '', last?.id ?? NO_UUID];
  }
}
