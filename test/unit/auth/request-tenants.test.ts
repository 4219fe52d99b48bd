import { beforeEach, describe, expect, it } from '@jest/globals';

import { RequestTenants } from '#libs/auth';
import type { TenantId } from '#libs/identity';
import { tenantId } from '#libs/identity';

import { Clock } from './harness.js';

const ACME = tenantId('acme');
const OTHER = tenantId('other');

describe('the tenant of a request without token', () => {
  let table: Map<string, TenantId>;
  let broken: boolean;
  let reads: number;
  let clock: Clock;
  let tenants: RequestTenants;

  beforeEach(() => {
    table = new Map([['id.acme.example', ACME]]);
    broken = false;
    reads = 0;
    clock = new Clock();
    const tenantOf = (host: string) => {
      reads += 1;
      return broken ? Promise.reject(new Error('down')) : Promise.resolve(table.get(host));
    };
    tenants = new RequestTenants({ tenantOf }, { defaultTenant: OTHER, now: clock.now });
  });

  const onHost = (host: string | undefined) => tenants.of(undefined, host);

  it('is looked up once for many requests at once, and again after five seconds', async () => {
    const all = await Promise.all(
      ['id.acme.example', 'ID.acme.example:80', 'id.acme.example.'].map(onHost),
    );
    expect(all).toEqual([ACME, ACME, ACME]);
    expect(reads).toBe(1);
    table.set('id.acme.example', OTHER);
    clock.pass(5);
    expect(await onHost('id.acme.example')).toBe(ACME);
    clock.pass(1);
    expect(await onHost('id.acme.example')).toBe(OTHER);
    expect(reads).toBe(2);
  });

  it('is remembered for hosts that are nobody’s, too', async () => {
    await onHost('nobody.example');
    expect(await onHost('nobody.example')).toBe(OTHER);
    expect(reads).toBe(1);
    expect(await onHost(undefined)).toBe(OTHER);
    expect(await onHost('no host at all')).toBe(OTHER);
    expect(reads).toBe(1);
  });

  it('stays what it was while the table cannot be read, and is never guessed', async () => {
    await onHost('id.acme.example');
    broken = true;
    clock.pass(60);
    expect(await onHost('id.acme.example')).toBe(ACME);
    await expect(onHost('id.new.example')).rejects.toThrow('down');
  });

  it('is not looked up where the request names one', async () => {
    expect(await tenants.of('acme', 'id.new.example')).toBe(ACME);
    expect(reads).toBe(0);
    const wrong = { refusal: { code: 'invalid_request', fields: [{ field: 'tenant' }] } };
    for (const given of ['', ['a', 'b'], 'no tenant!']) {
      await expect(tenants.of(given, 'id.acme.example')).rejects.toMatchObject(wrong);
    }
  });
});
