import { beforeEach, describe, expect, it } from '@jest/globals';

import { RememberedOrigins } from '#libs/auth';
import type { TenantId } from '#libs/identity';
import { tenantId } from '#libs/identity';

import { Clock } from './harness.js';

const ACME = tenantId('acme');
const OTHER = tenantId('other');

describe('The registered origins that a process remembers', () => {
  let table: Map<string, Set<TenantId>>;
  let broken: boolean;
  let reads: number;
  let clock: Clock;
  let origins: RememberedOrigins;

  beforeEach(() => {
    table = new Map([['https://shop.example', new Set([ACME])]]);
    broken = false;
    reads = 0;
    clock = new Clock();
    const clients = {
      origins: () => {
        reads += 1;
        return broken ? Promise.reject(new Error('down')) : Promise.resolve(new Map(table));
      },
    };
    origins = new RememberedOrigins(clients, { publicUrl: 'https://id.example/x', now: clock.now });
  });

  it('belong to the tenant that lists them, and ours to everybody', async () => {
    expect(await origins.isRegistered('https://shop.example')).toBe(true);
    expect(await origins.isRegisteredBy(ACME, 'https://shop.example')).toBe(true);
    expect(await origins.isRegisteredBy(OTHER, 'https://shop.example')).toBe(false);
    expect(await origins.isRegistered('https://id.example')).toBe(true);
    expect(await origins.isRegisteredBy(OTHER, 'https://id.example')).toBe(true);
    expect(await origins.isRegistered('https://evil.example')).toBe(false);
    expect(await origins.isRegistered('null')).toBe(false);
  });

  it('stand for every port where loopback is listed without one', async () => {
    table.set('http://localhost', new Set([ACME]));
    expect(await origins.isRegisteredBy(ACME, 'http://localhost:5173')).toBe(true);
    expect(await origins.isRegisteredBy(OTHER, 'http://localhost:5173')).toBe(false);
    expect(await origins.isRegisteredBy(ACME, 'http://127.0.0.1:5173')).toBe(false);
    expect(await origins.isRegisteredBy(ACME, 'https://shop.example:8443')).toBe(false);
  });

  it('are read once for many requests at once, and again after five seconds', async () => {
    const ask = () => origins.isRegistered('https://shop.example');
    await Promise.all([ask(), ask(), ask()]);
    clock.pass(5);
    await ask();
    expect(reads).toBe(1);
    clock.pass(1);
    await ask();
    expect(reads).toBe(2);
  });

  it('are looked through again for one that is missing, but not for every stranger', async () => {
    await origins.isRegistered('https://shop.example');
    for (let n = 0; n < 20; n += 1) await origins.isRegistered(`https://evil${String(n)}.example`);
    expect(reads).toBe(1);
    table.set('https://new.example', new Set([ACME]));
    clock.pass(1);
    expect(await origins.isRegistered('https://new.example')).toBe(true);
    expect(reads).toBe(2);
  });

  it('are forgotten when somebody has changed them, also what is being read', async () => {
    const before = origins.isRegistered('https://shop.example');
    table.clear();
    origins.forget();
    expect(await before).toBe(true);
    expect(await origins.isRegistered('https://shop.example')).toBe(false);
  });

  it('stay known while they cannot be read; without any the error is told', async () => {
    await origins.isRegistered('https://shop.example');
    broken = true;
    clock.pass(3600);
    expect(await origins.isRegistered('https://shop.example')).toBe(true);
    origins.forget();
    await expect(origins.isRegistered('https://shop.example')).rejects.toThrow('down');
  });

  it('are no younger for a clock that went back (F05)', async () => {
    await origins.isRegistered('https://shop.example');
    clock.pass(-3600);
    await origins.isRegistered('https://shop.example');
    expect(reads).toBe(2);
  });
});
