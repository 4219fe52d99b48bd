import { describe, expect, it } from '@jest/globals';

import type { VerificationType } from '#libs/identity';
import { tenantId } from '#libs/identity';
import type { RegisteredTenant, Taken } from '#libs/tenancy';
import { RegisteredTenants, RegisterTenants } from '#libs/tenancy';

const cause = { requestId: 'r-1', client: 'pwctl' };

const ACME: RegisteredTenant = {
  tenant: tenantId('acme'),
  names: { name: 'Acme', brand: undefined, region: 'DE' },
  settings: { switchedOn: new Set(['PASSWORD', 'EMAIL']), secondFactor: 'optional' },
  preset: 'legacy',
  hosts: ['a.example', 'b.example'],
  version: 7,
};

/** Keeps what was written; `lose` is which write somebody else beats. */
class FakeTenants extends RegisteredTenants {
  readonly written: string[] = [];
  there: RegisteredTenant | undefined = ACME;
  lose: 'add' | 'rename' | 'settle' | undefined;
  given: Taken[] = [];

  override all = () => Promise.resolve([]);
  override find = () => Promise.resolve(this.there);
  override taken = () => Promise.resolve(this.given);
  override add = () => this.#write('add');
  override rename = () => this.#write('rename');
  override settle = () => this.#write('settle');

  #write(what: 'add' | 'rename' | 'settle'): Promise<boolean> {
    if (this.lose !== what) this.written.push(what);
    return Promise.resolve(this.lose !== what);
  }
}

const given = (more: Partial<FakeTenants> = {}) => {
  const tenants = Object.assign(new FakeTenants(), more);
  return { tenants, register: new RegisterTenants(tenants) };
};

const methods = (...types: VerificationType[]): ReadonlySet<VerificationType> => new Set(types);

describe('registering a tenant', () => {
  it('adds one that is not there', async () => {
    const { tenants, register } = given({ there: undefined });
    expect(await register.create(ACME, cause)).toEqual({ kind: 'done', value: 'changed' });
    expect(tenants.written).toEqual(['add']);
  });

  it('is content with one that is so already, whatever hosts it has besides', async () => {
    const { tenants, register } = given();
    const asked = { ...ACME, hosts: ['b.example'] };
    expect(await register.create(asked, cause)).toEqual({ kind: 'done', value: 'as_it_was' });
    expect(tenants.written).toEqual([]);
  });

  it('names every part in which an existing one is another', async () => {
    const settings = { switchedOn: methods('EMAIL', 'TOTP'), secondFactor: 'required' } as const;
    const names = { name: 'Emca', brand: 'E', region: 'AT' };
    const asked = { ...ACME, names, settings, preset: 'pci-dss-4', hosts: ['c.example'] } as const;
    expect(await given().register.create(asked, cause)).toMatchObject({
      refusal: {
        code: 'exists_otherwise',
        differing: ['name', 'brand', 'region', 'methods', 'second_factor', 'preset', 'hosts'],
      },
    });
  });

  it('says so where somebody else was faster', async () => {
    const { register } = given({ there: undefined, lose: 'add' });
    const refusal = { code: 'changed_meanwhile' };
    expect(await register.create(ACME, cause)).toMatchObject({ refusal });
  });
});

describe('changing a tenant', () => {
  it('writes names and settings apart, and only those that change', async () => {
    const change = async (asked: Parameters<RegisterTenants['update']>[1]) => {
      const { tenants, register } = given();
      await register.update(ACME.tenant, asked, cause);
      return tenants.written;
    };
    expect(await change({ name: 'Acme' })).toEqual([]);
    expect(await change({ region: null })).toEqual(['rename']);
    expect(await change({ switchedOn: methods('EMAIL', 'PASSWORD') })).toEqual([]);
    expect(await change({ switchedOn: methods('EMAIL') })).toEqual(['settle']);
    const both = { brand: 'A', switchedOn: methods('EMAIL', 'TOTP') };
    expect(await change({ ...both, secondFactor: 'required' })).toEqual(['rename', 'settle']);
  });

  it('leaves at least one first factor, and a second one where it is required', async () => {
    const { tenants, register } = given();
    const none = await register.update(ACME.tenant, { switchedOn: methods('TOTP') }, cause);
    expect(none).toMatchObject({ refusal: { code: 'last_first_factor' } });
    const alone = await register.update(ACME.tenant, { secondFactor: 'required' }, cause);
    expect(alone).toMatchObject({ refusal: { code: 'policy_contradiction' } });
    expect(tenants.written).toEqual([]);
  });

  it('says so where somebody else was faster, or the tenant is not there', async () => {
    for (const lose of ['rename', 'settle'] as const) {
      const asked = { name: 'Emca', switchedOn: methods('EMAIL') };
      const refusal = { code: 'changed_meanwhile' };
      const outcome = await given({ lose }).register.update(ACME.tenant, asked, cause);
      expect(outcome).toMatchObject({ refusal });
    }
    const nobody = given({ there: undefined }).register.update(ACME.tenant, {}, cause);
    expect(await nobody).toMatchObject({ refusal: { code: 'unknown_tenants' } });
  });

  it('asks whether a brand is given away only where it is another', async () => {
    const others = [{ what: 'brand', name: 'A', by: tenantId('other') } as const];
    const { register } = given({ given: others });
    const kept = await register.update(ACME.tenant, { name: 'Emca' }, cause);
    expect(kept).toEqual({ kind: 'done', value: 'changed' });
    const taken = await register.update(ACME.tenant, { brand: 'A' }, cause);
    expect(taken).toMatchObject({ refusal: { code: 'taken', taken: others } });
  });
});
