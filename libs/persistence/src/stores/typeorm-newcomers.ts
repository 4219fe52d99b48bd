import type { Newcomer, WordLists } from '#libs/credentials';
import { Newcomers } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { aboutOf, PLACE_COLUMNS } from '../rows/password-context.js';
import { policyOf, TENANTS_POLICY } from '../rows/policies.js';
import type { RangeServerRow } from '../rows/range-server-row.js';
import { ownRangeServerOf } from '../rows/range-server-row.js';
import { statement } from '../statement.js';
import type { WordListRow } from './known-word-lists.js';
import { KnownWordLists, wordListColumns } from './known-word-lists.js';

const OF_TENANT = statement(
  'newcomer_of_tenant',
  `SELECT t.second_factor, ${TENANTS_POLICY} AS policies, ${PLACE_COLUMNS},
     ${wordListColumns(2)},
     r.url AS range_url, r.sparse AS range_sparse
   FROM tenancy.settings t
   JOIN tenancy.tenant n ON n.id = t.tenant
   LEFT JOIN tenancy.word_list w ON w.tenant = t.tenant
   LEFT JOIN tenancy.range_server r ON r.tenant = t.tenant
   WHERE t.tenant = $1`,
);

interface TenantRow extends RangeServerRow, WordListRow {
  readonly second_factor: 'optional' | 'required';
  readonly policies: string | null;
  readonly place: readonly (string | null)[];
}

export class TypeormNewcomers extends Newcomers {
  private readonly wordLists: KnownWordLists;

  constructor(
    private readonly database: Database,
    lists: WordLists,
  ) {
    super();
    this.wordLists = new KnownWordLists(lists);
  }

  override async of(tenant: TenantId): Promise<Newcomer | undefined> {
    const known = this.wordLists.knownOf(tenant);
    const [row] = await this.database.query<TenantRow>(OF_TENANT, [tenant, known?.version]);
    if (!row) return undefined;
    const { place } = row;
    const rangeServer = ownRangeServerOf(tenant, row);
    return {
      policy: policyOf(row.policies, row.second_factor === 'required').policy,
      context: {
        about: aboutOf({ place, identifiers: null, contacts: null, names: {} }),
        deniedWords: this.wordLists.read(tenant, row, known),
      },
      tenant: { ...(rangeServer && { rangeServer }) },
    };
  }
}
