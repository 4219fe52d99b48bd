import type { TenantId } from '#libs/identity';
import { TypeormGrantedPrograms } from '#libs/persistence';
import type { GrantedProgram, Program, ProgramGrant } from '#libs/tenancy';
import { GrantPrograms } from '#libs/tenancy';

import type { Act } from './act.js';
import { changedBy } from './act.js';
import { parsed, scopesFrom, tenantFrom, tenantsFrom } from './arguments.js';
import { assertThere } from './there.js';

const OPTIONS = {
  scopes: { type: 'string' },
  tenants: { type: 'string' },
  'all-tenants': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Given = NonNullable<ReturnType<typeof parsed<typeof OPTIONS>>>['values'];

/** What each of them takes besides what it names. */
const TAKEN: Readonly<Record<string, readonly (keyof Given)[]>> = {
  list: ['json'],
  grant: ['scopes', 'tenants', 'all-tenants'],
  revoke: [],
};

export function clientActOf([act = '', ...line]: readonly string[]): Act | undefined {
  const given = parsed(line, OPTIONS);
  const taken = Object.hasOwn(TAKEN, act) ? TAKEN[act] : undefined;
  if (!given || !taken) return undefined;
  const strange = (Object.keys(given.values) as (keyof Given)[]).some(
    (one) => !taken.includes(one),
  );
  if (strange) return undefined;
  return act === 'list' ? listOf(given) : programActOf(act, given);
}

type Parsed = NonNullable<ReturnType<typeof parsed<typeof OPTIONS>>>;

function listOf({ positionals: [tenant, ...more], values }: Parsed): Act | undefined {
  if (more.length > 0) return undefined;
  return list(tenant === undefined ? undefined : tenantFrom(tenant), values.json ?? false);
}

function programActOf(act: string, { positionals, values }: Parsed): Act | undefined {
  const [issuer, client, ...more] = positionals;
  if (issuer === undefined || client === undefined || more.length > 0) return undefined;
  if (issuer === '' || client === '') throw new Error('neither issuer nor client may be empty');
  const program = { issuer, client };
  return act === 'grant' ? grant(program, grantOf(values)) : revoke(program);
}

export function grantOf({ scopes, tenants, 'all-tenants': all }: Given): ProgramGrant {
  if (scopes === undefined) throw new Error('--scopes is missing: what the program may do');
  if ((tenants === undefined) !== (all === true)) {
    throw new Error('either --tenants or --all-tenants says where the program may do it');
  }
  return {
    scopes: scopesFrom(scopes),
    tenants: tenants === undefined ? 'all' : tenantsFrom(tenants),
  };
}

const grant =
  (program: Program, granted: ProgramGrant): Act =>
  async ({ database, print, cause }) => {
    const programs = new GrantPrograms(new TypeormGrantedPrograms(database));
    const changed = changedBy(await programs.grant(program, granted, cause));
    print(`${changed ? 'granted' : 'was so already'}: ${lineOf({ ...program, grant: granted })}`);
  };

const revoke =
  (program: Program): Act =>
  async ({ database, print, cause }) => {
    const programs = new GrantPrograms(new TypeormGrantedPrograms(database));
    const changed = changedBy(await programs.revoke(program, cause));
    const { issuer, client } = program;
    print(`${client} of ${issuer} ${changed ? 'may do nothing any more' : 'had no grant'}`);
  };

const list =
  (tenant: TenantId | undefined, json: boolean): Act =>
  async ({ database, print }) => {
    if (tenant !== undefined) await assertThere(database, tenant);
    const all = await new TypeormGrantedPrograms(database).all();
    const shown = tenant === undefined ? all : all.filter((one) => reaches(one, tenant));
    if (json) return print(JSON.stringify(shown.map(wireOf), undefined, 2));
    shown.map(lineOf).forEach(print);
  };

export const reaches = ({ grant: { tenants } }: GrantedProgram, tenant: TenantId): boolean =>
  tenants === 'all' || tenants.includes(tenant);

export const wireOf = ({ issuer, client, grant: { tenants, scopes } }: GrantedProgram): object => ({
  ...{ issuer, client, tenants, scopes },
});

export function lineOf({ issuer, client, grant: { tenants, scopes } }: GrantedProgram): string {
  const where = tenants === 'all' ? 'all tenants' : tenants.join(', ');
  return `${client} of ${issuer}: ${scopes.join(', ')} in ${where}`;
}
