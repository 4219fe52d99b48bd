import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { Egress, isGlobalAddress } from '#libs/platform';

const LIMITS = { timeoutMs: 2_000, maximumBytes: 1_000 };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serverSaying(location?: string): Promise<{ port: number; asked: () => number }> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(location ? 302 : 200, location ? { location } : {});
    response.end('hello');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

describe('an address', () => {
  it.each(['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    '%s is global',
    (address) => {
      expect(isGlobalAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '127.8.9.10', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1'],
    ...['255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'],
    ...['localhost', '', '1.1.1', '0x7f.1'],
  ])('%j is not', (address) => {
    expect(isGlobalAddress(address)).toBe(false);
  });
});

describe('the egress guard', () => {
  it.each([
    'http://1.1.1.1/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://[::ffff:169.254.169.254]/',
    'https://user:pass@1.1.1.1/',
    'file:///etc/passwd',
  ])('asks nobody for %s', async (url) => {
    const egress = new Egress();
    await expect((async () => egress.get(url, {}, LIMITS))()).rejects.toThrow(/address/);
  });

  it('refuses a name if any of its addresses is not global', async () => {
    const addressesOf = () =>
      Promise.resolve([
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    const egress = new Egress({ addressesOf });
    closing.push(() => egress.close());
    const asking = egress.get('https://example.com/', {}, LIMITS);
    await expect(asking).rejects.toThrow('the address is not global');
  });

  it('connects to what it resolved, and resolves once', async () => {
    const { port, asked } = await serverSaying();
    let resolved = 0;
    const addressesOf = () => {
      resolved += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    const egress = new Egress({ allowPrivate: true, addressesOf });
    closing.push(() => egress.close());
    const answer = await egress.get(`http://nowhere.invalid:${port}/`, {}, LIMITS);
    expect([answer.status, answer.body.toString(), resolved, asked()]).toEqual([
      200,
      'hello',
      1,
      1,
    ]);
  });

  it('follows no redirect', async () => {
    const target = await serverSaying();
    const { port } = await serverSaying(`http://127.0.0.1:${target.port}/`);
    const egress = new Egress({ allowPrivate: true });
    closing.push(() => egress.close());
    const { status } = await egress.get(`http://127.0.0.1:${port}/`, {}, LIMITS);
    expect([status, target.asked()]).toEqual([302, 0]);
  });

  it('reads no more than it was told to', async () => {
    const { port } = await serverSaying();
    const egress = new Egress({ allowPrivate: true });
    closing.push(() => egress.close());
    const asking = egress.get(`http://127.0.0.1:${port}/`, {}, { ...LIMITS, maximumBytes: 4 });
    await expect(asking).rejects.toThrow('more than 4 bytes');
  });
});
