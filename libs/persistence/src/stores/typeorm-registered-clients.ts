import type { Clients, ClientsOnArrival, Pages } from '#libs/credentials';
import { RegisteredClients } from '#libs/credentials';
import type { Caller, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { statement } from '../statement.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { recordedSave } from './journal-steps.js';

interface ClientsRow {
  readonly origins: readonly string[];
  readonly pages: Pages;
  readonly mfa_v1: boolean;
}

interface ArrivalRow extends AdminRow {
  readonly version: number | null;
  readonly clients: ClientsRow | null;
}

const OF_TENANT = statement(
  'clients_of_tenant',
  `SELECT c.origins, c.pages, c.mfa_v1 FROM tenancy.registered_clients c WHERE c.tenant = $1`,
);

const ORIGINS = statement(
  'clients_origins',
  `SELECT c.tenant, c.origins FROM tenancy.registered_clients c WHERE c.origins <> '{}'`,
  'browsers ask before they send a token, so a preflight is answered for all tenants at once',
);

const ON_ARRIVAL = callerStatements(
  'clients_on_arrival',
  (whom) => `
  SELECT ${ADMIN_COLUMNS}, c.version, to_jsonb(c) AS clients
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  LEFT JOIN tenancy.registered_clients c ON c.tenant = s.tenant
  WHERE ${whom}`,
);

const SAVE_FIRST = statement(
  'clients_save_first',
  recordedSave(
    `INSERT INTO tenancy.registered_clients AS d (tenant, origins, pages, mfa_v1)
    VALUES ($1, $3, $4::jsonb, $5) ON CONFLICT (tenant) DO NOTHING`,
    { type: 6, data: 7 },
  ),
);

const REPLACE = statement(
  'clients_replace',
  recordedSave(
    `UPDATE tenancy.registered_clients d
    SET version = d.version + 1, origins = $3, pages = $4::jsonb, mfa_v1 = $5
    WHERE d.tenant = $1 AND d.version = $8`,
    { type: 6, data: 7 },
  ),
);

type Write = Parameters<RegisteredClients['save']>[0];

export class TypeormRegisteredClients extends RegisteredClients {
  constructor(private readonly database: Database) {
    super();
  }

  override async ofTenant(tenant: TenantId): Promise<Clients> {
    const [row] = await this.database.query<ClientsRow>(OF_TENANT, [tenant]);
    return clientsOf(row);
  }

  override async origins(): Promise<ReadonlyMap<string, ReadonlySet<TenantId>>> {
    const rows = await this.database.query<{ tenant: TenantId; origins: string[] }>(ORIGINS, []);
    const listed = new Map<string, Set<TenantId>>();
    for (const { tenant, origins } of rows) {
      for (const origin of origins) {
        listed.set(origin, (listed.get(origin) ?? new Set()).add(tenant));
      }
    }
    return listed;
  }

  override async onArrival(caller: Caller): Promise<ClientsOnArrival | undefined> {
    const [row] = await this.database.query<ArrivalRow>(...statementFor(ON_ARRIVAL, caller));
    if (!row) return undefined;
    const { version, clients } = row;
    const saved = { version: version ?? 0, clients: clientsOf(clients ?? undefined) };
    return { ...adminOf(row), ...saved };
  }

  override async save(
    { tenant, by, origin, before, after }: Write,
    version: number,
  ): Promise<{ version: number } | undefined> {
    const from = { ip: origin.ip, request_id: origin.requestId };
    const data = JSON.stringify({ before: wireOf(before), after: wireOf(after), ...from });
    const { origins, pages, mfaV1 } = after;
    const clients = [[...origins], JSON.stringify(pages), mfaV1];
    const values = [tenant, by, ...clients, 'clients_changed', data];
    const [row] =
      version === 0
        ? await this.database.write<{ version: number }>(SAVE_FIRST, values)
        : await this.database.write<{ version: number }>(REPLACE, [...values, version]);
    return row;
  }
}

const clientsOf = (row: ClientsRow | undefined): Clients =>
  row
    ? { origins: row.origins, pages: row.pages, mfaV1: row.mfa_v1 }
    : { origins: [], pages: {}, mfaV1: false };

const wireOf = ({ origins, pages, mfaV1 }: Clients): ClientsRow => ({
  origins,
  pages,
  mfa_v1: mfaV1,
});
