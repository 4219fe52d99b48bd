import type { Clients } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { availableMethods } from '#libs/identity';
import {
  TypeormGrantedPrograms,
  TypeormRegisteredClients,
  TypeormRegisteredTenants,
  TypeormTenantAdmins,
} from '#libs/persistence';
import type { GrantedProgram, RegisteredTenant } from '#libs/tenancy';

import type { Act } from './act.js';
import { parsed, tenantFrom } from './arguments.js';
import { lineOf as programLineOf, reaches, wireOf as programWireOf } from './clients.js';
import { none } from './there.js';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

export function listActOf(line: readonly string[]): Act | undefined {
  const given = parsed(line, OPTIONS);
  return given?.positionals.length === 0 ? list(given.values.json) : undefined;
}

export function showActOf(line: readonly string[]): Act | undefined {
  const given = parsed(line, OPTIONS);
  const [tenant, ...more] = given?.positionals ?? [];
  if (!given || tenant === undefined || more.length > 0) return undefined;
  return show(tenantFrom(tenant), given.values.json);
}

const list =
  (json: boolean): Act =>
  async ({ database, print }) => {
    const tenants = await new TypeormRegisteredTenants(database).all();
    if (json) return print(JSON.stringify(tenants.map(wireOf), undefined, 2));
    const width = Math.max(0, ...tenants.map(({ tenant }) => tenant.length));
    for (const { tenant, names } of tenants) print(`${tenant.padEnd(width)}  ${names.name}`);
  };

interface Shown {
  readonly tenant: RegisteredTenant;
  readonly clients: Clients;
  readonly admins: readonly SubjectId[];
  readonly programs: readonly GrantedProgram[];
}

const show =
  (id: TenantId, json: boolean): Act =>
  async ({ database, print }) => {
    const tenant = await new TypeormRegisteredTenants(database).find(id);
    if (!tenant) throw none(id);
    const programs = await new TypeormGrantedPrograms(database).all();
    const shown = {
      tenant,
      clients: await new TypeormRegisteredClients(database).ofTenant(id),
      admins: await new TypeormTenantAdmins(database).ofTenant(id),
      programs: programs.filter((program) => reaches(program, id)),
    };
    if (json) return print(JSON.stringify(wholeWireOf(shown), undefined, 2));
    for (const [what, values] of linesOf(shown)) {
      print(`${what.padEnd(13)}  ${values.join(', ') || '-'}`);
    }
    for (const program of shown.programs) print(`program        ${programLineOf(program)}`);
  };

function linesOf({ tenant, clients, admins }: Shown): [what: string, values: readonly string[]][] {
  const { names, settings, preset, hosts } = tenant;
  const available = availableMethods(settings.switchedOn);
  const methods = [...settings.switchedOn].map((method) =>
    available.has(method) ? method : `${method} (not without TOTP, FIDO2 or PUSH)`,
  );
  return [
    ['tenant', [tenant.tenant]],
    ['name', [names.name]],
    ['brand', names.brand === undefined ? [] : [names.brand]],
    ['region', names.region === undefined ? [] : [names.region]],
    ['methods', methods],
    ['second factor', [settings.secondFactor]],
    ['preset', [preset]],
    ['hosts', hosts],
    ['origins', clients.origins],
    ['pages', Object.entries(clients.pages).map(([page, url]) => `${page} ${url}`)],
    ['mfa-v1', [clients.mfaV1 ? 'on' : 'off']],
    ['admins', admins],
  ];
}

const wireOf = ({ tenant, names, settings, preset, hosts }: RegisteredTenant) => ({
  id: tenant,
  name: names.name,
  brand: names.brand ?? null,
  region: names.region ?? null,
  methods: [...settings.switchedOn],
  second_factor: settings.secondFactor,
  preset,
  hosts,
});

const wholeWireOf = ({ tenant, clients: { origins, pages, mfaV1 }, admins, programs }: Shown) => ({
  ...wireOf(tenant),
  ...{ origins, pages, mfa_v1: mfaV1, admins },
  programs: programs.map(programWireOf),
});
