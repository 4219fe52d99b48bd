import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { canonicalAddress, networkOf } from '#libs/platform';

import type { TestService } from './service.js';
import { serve } from './service.js';

const SPOOFED = { 'x-real-ip': '6.6.6.6', forwarded: 'for=6.6.6.6', 'cf-connecting-ip': '6.6.6.6' };

describe.each([0, 1, 2])('R04: the address with %i trusted proxies', (trustedProxies) => {
  let service: TestService;
  beforeAll(async () => {
    service = await serve({ trustedProxies });
  });
  afterAll(() => service.stop());

  const seen = async (forwarded?: string): Promise<unknown> => {
    const answer = await fetch(`${service.url}/blue/origin`, {
      headers: {
        ...SPOOFED,
        'x-forwarded-proto': 'https',
        ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
      },
    });
    return ((await answer.json()) as { ip?: unknown }).ip;
  };

  it('stays the same whatever a client writes in front', async () => {
    const written = ['', '1.1.1.1, ', '1.1.1.1, 2.2.2.2, ', 'unknown, ', '::1, ', ', , '];
    const addresses = await Promise.all(
      written.map((prefix) => seen(`${prefix}198.51.100.1, 198.51.100.2`)),
    );
    const expected = ['127.0.0.1', '198.51.100.2', '198.51.100.1'][trustedProxies];
    expect(new Set(addresses)).toEqual(new Set([expected]));
  });

  it('is the socket’s where no proxy says anything that can be read', async () => {
    expect(await seen()).toBe('127.0.0.1');
    expect(await seen('nonsense')).toBe('127.0.0.1');
  });
});

describe('R05: one address has one spelling', () => {
  it.each([
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::ffff:0102:0304', '1.2.3.4'],
    ['0:0:0:0:0:FFFF:1.2.3.4', '1.2.3.4'],
    ['1.2.3.4:5678', '1.2.3.4'],
    ['[2001:DB8:0:0::1]:443', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['010.0.0.1', undefined],
    ['1.2.3', undefined],
    ['0x7f.1', undefined],
    ['1.2.3.4\r\nforged', undefined],
    ['', undefined],
  ])('%j is %j', (spelling, expected) => {
    expect(canonicalAddress(spelling)).toBe(expected);
  });

  const part = fc.integer({ min: 0, max: 0xffff });
  const long = (parts: readonly number[]): string =>
    parts.map((number) => number.toString(16).padStart(4, '0')).join(':');

  it('all hosts of a /64 in all spellings are one network', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 4, maxLength: 4 }).filter(([first]) => first !== 0),
        fc.array(part, { minLength: 4, maxLength: 4 }),
        fc.array(part, { minLength: 4, maxLength: 4 }),
        (network, one, other) => {
          const a = long([...network, ...one]);
          const b = [...network, ...other].map((number) => number.toString(16)).join(':');
          expect(networkOf(a)).toBeDefined();
          expect(networkOf(a)).toBe(networkOf(b.toUpperCase()));
        },
      ),
    );
  });

  it('an IPv4 address and its mapped form are one network, its neighbour another', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(networkOf(`::ffff:${address}`)).toBe(networkOf(address));
      }),
    );
    expect(networkOf('1.2.3.4')).not.toBe(networkOf('1.2.3.5'));
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:2::1'));
  });
});
