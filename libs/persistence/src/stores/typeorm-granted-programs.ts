import type { Cause } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import { isTenantId } from '#libs/identity';
import type { GrantedProgram, Program, ProgramGrant } from '#libs/tenancy';
import { GrantedPrograms } from '#libs/tenancy';

import type { Database } from '../database.js';
import { toldOf } from './cause.js';
import {
  ALL_PROGRAMS,
  FIND_PROGRAM,
  FIRST_GRANT,
  REPLACE_GRANT,
  REVOKE_GRANT,
  UNKNOWN_TENANTS,
} from './program-statements.js';

interface ProgramRow extends Program {
  readonly tenants: readonly string[] | null;
  readonly scopes: readonly string[];
}

type Replaced = Parameters<GrantedPrograms['replace']>[1];

const NONE: ProgramGrant = { tenants: [], scopes: [] };

/** Runs on the migrations' connection: services only read. */
export class TypeormGrantedPrograms extends GrantedPrograms {
  constructor(private readonly database: Database) {
    super();
  }

  override async all(): Promise<readonly GrantedProgram[]> {
    const rows = await this.database.query<ProgramRow>(ALL_PROGRAMS, []);
    return rows.map((row) => ({ issuer: row.issuer, client: row.client, grant: grantOf(row) }));
  }

  override async find({ issuer, client }: Program): Promise<ProgramGrant | undefined> {
    const [row] = await this.database.query<ProgramRow>(FIND_PROGRAM, [issuer, client]);
    return row && grantOf(row);
  }

  override async unknown(tenants: readonly TenantId[]): Promise<readonly TenantId[]> {
    const rows = await this.database.query<{ tenant: TenantId }>(UNKNOWN_TENANTS, [tenants]);
    return rows.map(({ tenant }) => tenant);
  }

  override async replace(
    { issuer, client }: Program,
    { before, after }: Replaced,
    cause: Cause,
  ): Promise<boolean> {
    const data = { ...toldOf(cause), program: { issuer, client } };
    const rows = await this.database.write(statementFor(before, after), [
      ...[issuer, client],
      ...columnsOf(after ?? NONE),
      ...columnsOf(before ?? NONE),
      JSON.stringify(data),
    ]);
    return rows.length > 0;
  }
}

function statementFor(before: ProgramGrant | undefined, after: ProgramGrant | undefined) {
  if (!before) return FIRST_GRANT;
  return after ? REPLACE_GRANT : REVOKE_GRANT;
}

const columnsOf = ({ tenants, scopes }: ProgramGrant) => [
  tenants === 'all' ? null : tenants,
  scopes,
];

const grantOf = ({ tenants, scopes }: ProgramRow): ProgramGrant => ({
  tenants: tenants ? tenants.filter(isTenantId) : 'all',
  scopes,
});
