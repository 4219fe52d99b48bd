import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';
import { tenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormDirectory, TypeormLoginIdentifiers, TypeormTenants } from '#libs/persistence';

import { givenPerson, givenTenant } from '../support/builders.js';
import { connected, testDatabase } from '../support/postgres.js';

let owner: Database;
let service: Database;
let tenant: TenantId;

beforeAll(async () => {
  const database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  tenant = await givenTenant(owner);
});
afterAll(async () => {
  await owner.close();
  await service.close();
});

const find = (...asked: Parameters<TypeormLoginIdentifiers['find']>) =>
  new TypeormLoginIdentifiers(service).find(...asked);
const username = (lookup: string) => ({ type: 'USERNAME' as const, value: lookup, lookup });

describe('a login identifier', () => {
  it('finds its person, in its own tenant and type alone', async () => {
    const lookup = randomUUID();
    const { subject } = await givenPerson(owner, tenant, { identifiers: [username(lookup)] });
    expect(await find(tenant, 'USERNAME', lookup)).toEqual({ kind: 'subject', subject, epoch: 0 });
    expect(await find(tenant, 'EXTERNALID', lookup)).toEqual({ kind: 'unknown' });
    const other = await givenTenant(owner);
    expect(await find(other, 'USERNAME', lookup)).toEqual({ kind: 'unknown' });
  });

  it('that two people have stays with both, and finds neither', async () => {
    const identifiers = [username(randomUUID())];
    await givenPerson(owner, tenant, { identifiers });
    await givenPerson(owner, tenant, { identifiers });
    const found = await find(tenant, 'USERNAME', identifiers[0]?.lookup ?? '');
    expect(found).toEqual({ kind: 'ambiguous' });
  });
});

describe('a tenant', () => {
  const tenants = () => new TypeormTenants(service);
  const put = (id: TenantId, more: { brand?: string; region?: string }) =>
    new TypeormDirectory(owner).putTenant({
      id,
      name: id,
      methods: ['PASSWORD'],
      secondFactor: 'optional',
      preset: 'nist-800-63b-4',
      ...more,
    });

  it('is found by its brand, byte for byte, and tells its region', async () => {
    const id = tenantId(randomUUID());
    await put(id, { brand: `Brand ${id}`, region: 'IN' });
    const named = { tenant: id, region: 'IN' };
    expect(await tenants().ofBrand(`Brand ${id}`)).toEqual(named);
    expect(await tenants().ofBrand(`brand ${id}`)).toBeUndefined();
    expect(await tenants().ofBrand(id)).toBeUndefined();
    expect(await tenants().named(id)).toEqual(named);
  });

  it('without a brand is found by its id, unless that is somebody’s brand', async () => {
    const plain = tenantId(randomUUID());
    await put(plain, {});
    expect(await tenants().ofBrand(plain)).toEqual({ tenant: plain });
    const branded = tenantId(randomUUID());
    await put(branded, { brand: plain });
    expect(await tenants().ofBrand(plain)).toEqual({ tenant: branded });
  });
});
