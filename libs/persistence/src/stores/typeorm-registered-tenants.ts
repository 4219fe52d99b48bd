import type { Cause } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { Preset } from '#libs/password-policy';
import { DEFAULT_PRESET } from '#libs/password-policy';
import type {
  NameClaims,
  RegisteredTenant,
  Taken,
  TenantNames,
  TenantRegistration,
} from '#libs/tenancy';
import { RegisteredTenants } from '#libs/tenancy';
import type { MultifactorSettings } from '#libs/verification';

import type { Database, Value } from '../database.js';
import { StatementFailed } from '../failures.js';
import { switchedOnOf } from '../rows/switched-on.js';
import type { Statement } from '../statement.js';
import { toldOf } from './cause.js';
import {
  ADD,
  ALL_REGISTERED,
  FIND_REGISTERED,
  RENAME,
  SETTLE,
  TAKEN,
} from './tenancy-statements.js';

interface TenantRow {
  readonly id: TenantId;
  readonly name: string;
  readonly brand: string | null;
  readonly region: string | null;
  readonly version: number;
  readonly methods: string;
  readonly second_factor: 'optional' | 'required';
  readonly preset: Preset | null;
  readonly hosts: readonly string[];
}

const UNIQUE_VIOLATION = '23505';

/** Whose event it is where it is the tenant's. */
const NOBODY = '';

/** Runs on the migrations' connection: no service's role may do this. */
export class TypeormRegisteredTenants extends RegisteredTenants {
  constructor(private readonly database: Database) {
    super();
  }

  override async all(): Promise<readonly RegisteredTenant[]> {
    return (await this.database.query<TenantRow>(ALL_REGISTERED, [])).map(tenantOf);
  }

  override async find(tenant: TenantId): Promise<RegisteredTenant | undefined> {
    const [row] = await this.database.query<TenantRow>(FIND_REGISTERED, [tenant]);
    return row && tenantOf(row);
  }

  override taken(tenant: TenantId, { brand, hosts }: NameClaims): Promise<readonly Taken[]> {
    return this.database.query<Taken>(TAKEN, [tenant, brand, hosts]);
  }

  override add(registration: TenantRegistration, cause: Cause): Promise<boolean> {
    const { tenant, names, settings, preset, hosts } = registration;
    const data = { ...toldOf(cause), ...names, ...recorded(settings), preset, hosts };
    return this.#write(ADD, [
      ...[tenant, ...columnsOf(names)],
      ...[[...settings.switchedOn], settings.secondFactor, preset, [...new Set(hosts)]],
      ...['tenant_registered', JSON.stringify(data)],
    ]);
  }

  override rename(
    tenant: TenantId,
    { before, after }: { readonly before: TenantNames; readonly after: TenantNames },
    cause: Cause,
  ): Promise<boolean> {
    const data = { ...toldOf(cause), before, after };
    const values = [tenant, ...columnsOf(after), ...columnsOf(before)];
    return this.#write(RENAME, [...values, 'tenant_renamed', JSON.stringify(data)]);
  }

  override settle(
    { tenant, version, settings }: RegisteredTenant,
    after: MultifactorSettings,
    cause: Cause,
  ): Promise<boolean> {
    const changed = { before: recorded(settings), after: recorded(after) };
    return this.#write(SETTLE, [
      ...[tenant, NOBODY, [...after.switchedOn], after.secondFactor],
      ...[
        'multifactor_settings_changed',
        JSON.stringify({ ...toldOf(cause), ...changed }),
        version,
      ],
    ]);
  }

  async #write(statement: Statement, values: readonly Value[]): Promise<boolean> {
    try {
      return (await this.database.write(statement, values)).length > 0;
    } catch (error) {
      if (error instanceof StatementFailed && error.sqlState === UNIQUE_VIOLATION) return false;
      throw error;
    }
  }
}

const tenantOf = (row: TenantRow): RegisteredTenant => ({
  tenant: row.id,
  names: { name: row.name, brand: row.brand ?? undefined, region: row.region ?? undefined },
  settings: { switchedOn: switchedOnOf(row.methods), secondFactor: row.second_factor },
  preset: row.preset ?? DEFAULT_PRESET,
  hosts: row.hosts,
  version: row.version,
});

const columnsOf = ({ name, brand, region }: TenantNames) => [name, brand, region];

const recorded = ({ switchedOn, secondFactor }: MultifactorSettings): object => ({
  methods: [...switchedOn],
  second_factor: secondFactor,
});
