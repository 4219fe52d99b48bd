import type { TenantId } from '#libs/identity';
import { TypeormRegisteredTenants } from '#libs/persistence';
import type { TenantChange, TenantRegistration } from '#libs/tenancy';
import { RegisterTenants } from '#libs/tenancy';

import type { Act } from './act.js';
import { changedBy } from './act.js';
import {
  hostFrom,
  methodsFrom,
  nameFrom,
  parsed,
  presetFrom,
  regionFrom,
  secondFactorFrom,
  tenantFrom,
} from './arguments.js';

const USUAL_METHODS = 'PASSWORD,EMAIL,TOTP';

const OPTIONS = {
  name: { type: 'string' },
  brand: { type: 'string' },
  region: { type: 'string' },
  methods: { type: 'string' },
  'second-factor': { type: 'string' },
  preset: { type: 'string' },
  host: { type: 'string', multiple: true },
} as const;

type Given = NonNullable<ReturnType<typeof givenBy>>['values'];

const givenBy = (line: readonly string[]) => {
  const given = parsed(line, OPTIONS);
  const [tenant, ...more] = given?.positionals ?? [];
  if (!given || tenant === undefined || more.length > 0) return undefined;
  return { tenant: tenantFrom(tenant), values: given.values };
};

export function createActOf(line: readonly string[]): Act | undefined {
  const given = givenBy(line);
  return given && create(registrationOf(given.tenant, given.values));
}

export function registrationOf(tenant: TenantId, given: Given): TenantRegistration {
  const { name, brand, region, methods = USUAL_METHODS, host = [] } = given;
  if (name === undefined) throw new Error('--name is missing: what people know the tenant by');
  return {
    tenant,
    names: {
      name: nameFrom('--name', name),
      brand: brand === undefined || brand === '' ? undefined : nameFrom('--brand', brand),
      region: region === undefined || region === '' ? undefined : regionFrom(region),
    },
    settings: {
      switchedOn: methodsFrom(methods),
      secondFactor: secondFactorFrom(given['second-factor'] ?? 'optional'),
    },
    preset: presetFrom(given.preset),
    hosts: host.map(hostFrom),
  };
}

export function updateActOf(line: readonly string[]): Act | undefined {
  const given = givenBy(line);
  if (!given || Object.keys(given.values).length === 0) return undefined;
  return update(given.tenant, changeOf(given.values));
}

export function changeOf(given: Given): TenantChange {
  const { name, brand, region, methods, preset, host } = given;
  if (preset !== undefined) {
    throw new Error(
      '--preset is where a policy starts: of a tenant that exists its admins change it',
    );
  }
  if (host !== undefined) throw new Error('hosts are changed by pwctl host put and remove');
  const secondFactor = given['second-factor'];
  return {
    name: name === undefined ? undefined : nameFrom('--name', name),
    brand: brand === '' ? null : brand && nameFrom('--brand', brand),
    region: region === '' ? null : region && regionFrom(region),
    switchedOn: methods === undefined ? undefined : methodsFrom(methods),
    secondFactor: secondFactor === undefined ? undefined : secondFactorFrom(secondFactor),
  };
}

const create =
  (registration: TenantRegistration): Act =>
  async ({ database, print, cause }) => {
    const tenants = new RegisterTenants(new TypeormRegisteredTenants(database));
    const { tenant } = registration;
    const changed = changedBy(await tenants.create(registration, cause));
    if (!changed) return print(`${tenant} is there already, as asked`);
    print(`${tenant} is registered`);
    print(`next: an issuer of LATCHKEY_ISSUERS has to be the home_of ${tenant}`);
  };

const update =
  (tenant: TenantId, change: TenantChange): Act =>
  async ({ database, print, cause }) => {
    const tenants = new RegisterTenants(new TypeormRegisteredTenants(database));
    const changed = changedBy(await tenants.update(tenant, change, cause));
    print(changed ? `${tenant} is changed` : `${tenant} was so already`);
  };
