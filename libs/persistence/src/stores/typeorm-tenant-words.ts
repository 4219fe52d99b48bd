import type { WordLists, WordsOnArrival } from '#libs/credentials';
import { TenantWords } from '#libs/credentials';
import type { Caller } from '#libs/identity';

import type { Database } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { statement } from '../statement.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { recordedSave } from './journal-steps.js';

interface ArrivalRow extends AdminRow {
  readonly version: number;
  readonly words: readonly string[];
}

const ON_ARRIVAL = callerStatements(
  'words_on_arrival',
  (whom) => `
  SELECT ${ADMIN_COLUMNS},
    coalesce(w.version, 0) AS version, coalesce(w.words, '{}') AS words
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  LEFT JOIN tenancy.word_list w ON w.tenant = s.tenant
  WHERE ${whom}`,
);

const SAVE_FIRST = statement(
  'words_save_first',
  recordedSave(
    `INSERT INTO tenancy.word_list AS d (tenant, words, packed) VALUES ($1, $3, $6)
    ON CONFLICT (tenant) DO NOTHING`,
    { type: 4, data: 5 },
  ),
);

const REPLACE = statement(
  'words_replace',
  recordedSave(
    `UPDATE tenancy.word_list d SET version = d.version + 1, words = $3, packed = $6
    WHERE d.tenant = $1 AND d.version = $7`,
    { type: 4, data: 5 },
  ),
);

type Write = Parameters<TenantWords['save']>[0];

export class TypeormTenantWords extends TenantWords {
  constructor(
    private readonly database: Database,
    private readonly lists: WordLists,
  ) {
    super();
  }

  override async onArrival(caller: Caller): Promise<WordsOnArrival | undefined> {
    const [row] = await this.database.query<ArrivalRow>(...statementFor(ON_ARRIVAL, caller));
    return row && { ...adminOf(row), version: row.version, words: row.words };
  }

  override async save(
    { tenant, by, origin, before, after }: Write,
    version: number,
  ): Promise<{ version: number } | undefined> {
    const from = { ip: origin.ip, request_id: origin.requestId };
    const data = JSON.stringify({ before: before.length, after: after.length, ...from });
    const values = [tenant, by, [...after], 'deny_list_changed', data, this.lists.pack(after)];
    const [row] =
      version === 0
        ? await this.database.write<{ version: number }>(SAVE_FIRST, values)
        : await this.database.write<{ version: number }>(REPLACE, [...values, version]);
    return row;
  }
}
