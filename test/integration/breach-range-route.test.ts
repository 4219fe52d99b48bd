import { Module } from '@nestjs/common';
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import ipaddr from 'ipaddr.js';

import { AuthModule, parseIssuers } from '#libs/auth';
import { openLocalBreachSources } from '#libs/breach-corpus';
import type { RunningService } from '#libs/platform';
import { createLogger, startService } from '#libs/platform';

import { RANGE_NETWORKS, RangeGuard } from '../../apps/password-srv/src/internal/range-guard.js';
import {
  OpenRangeController,
  RangeController,
  ServedRanges,
} from '../../apps/password-srv/src/internal/range.controller.js';
import { TestIssuer } from '../support/tokens.js';

const people = new TestIssuer('https://people.example');
const machines = new TestIssuer('https://machines.example');
const sources = openLocalBreachSources(undefined, { onProblem: () => undefined });

const auth = () =>
  AuthModule.register({
    issuers: parseIssuers([
      people.configuration(),
      machines.configuration({ home_of: undefined, audience: undefined, services: true }),
    ]),
    sessionKey: Buffer.alloc(32, 7),
    fetchJson: () => Promise.reject(new Error('nothing is fetched here')),
    now: () => new Date(),
    serviceClients: {
      grantOf: () =>
        Promise.resolve({ tenants: 'all', scopes: new Set(['breach:read', 'password:read']) }),
    },
  });

const ranges = { provide: ServedRanges, useValue: sources };
const guards = (...networks: readonly [string, number][]) => [
  RangeGuard,
  { provide: RANGE_NETWORKS, useValue: networks.map(([a, bits]) => [ipaddr.parse(a), bits]) },
];

@Module({
  imports: [auth()],
  controllers: [RangeController],
  providers: [ranges, ...guards(['10.1.0.0', 16], ['2001:db8::', 32])],
})
class Guarded {}

@Module({ controllers: [OpenRangeController], providers: [ranges] })
class Open {}

let guarded: RunningService;
let open: RunningService;

beforeAll(async () => {
  const logger = createLogger({ service: 'ranges', level: 'silent' });
  const behind = { internalPort: 0, trustedProxies: 1 };
  const standing = { host: '127.0.0.1', port: 0, logger, dialects: [] };
  guarded = await startService({ ...standing, name: 'guarded', module: Guarded, ...behind });
  open = await startService({ ...standing, name: 'open', module: Open });
});

afterAll(async () => {
  await Promise.all([guarded.stop(), open.stop()]);
  sources.close();
});

const PASSWORD_RANGE = '/range/5BAA6';

const statusFor = async (token?: string): Promise<number> => {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const url = `http://127.0.0.1:${guarded.internalPort}${PASSWORD_RANGE}`;
  return (await fetch(url, { headers })).status;
};

describe('the range route', () => {
  it('asks for a program’s token with breach:read in production', async () => {
    expect(await statusFor()).toBe(401);
    expect(await statusFor(people.mint({ scope: 'breach:read' }))).toBe(403);
    expect(await statusFor(machines.mintForService({ scope: 'password:read' }))).toBe(403);
    expect(await statusFor(machines.mintForService({ scope: 'breach:read' }))).toBe(200);
  });

  it.each([
    ['from an allowed network', '10.1.200.3', 200],
    ['from an allowed network of IPv6', '2001:db8::7', 200],
    ['from one that is written as IPv6', '::ffff:10.1.200.3', 200],
    ['from elsewhere', '10.2.0.1', 401],
    ['from where a client says that it is', '10.1.200.3, 10.2.0.1', 401],
    ['from nowhere that is an address', 'nonsense', 401],
  ])('needs no token %s (R04, R05)', async (_, forwarded, status) => {
    const url = `http://127.0.0.1:${guarded.internalPort}${PASSWORD_RANGE}`;
    const answer = await fetch(url, { headers: { 'x-forwarded-for': forwarded } });
    expect(answer.status).toBe(status);
  });

  it('is not at the open port in production', async () => {
    const token = machines.mintForService({ scope: 'breach:read' });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${guarded.url}${PASSWORD_RANGE}`, { headers })).status).toBe(404);
  });

  it('is open in quickstart, and speaks the protocol: case, modes, padding, ETag, encodings', async () => {
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${open.url}${path}`, { headers });
    const answer = await ask('/range/5baa6?mode=sha1');
    expect(await answer.text()).toMatch(/^1E4C9B93F3F0682250B6CF8331B7EE68FD8:1(\r\n|$)/m);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const etag = answer.headers.get('etag') ?? '';
    expect((await ask(PASSWORD_RANGE, { 'if-none-match': etag })).status).toBe(304);
    const padded = await ask(PASSWORD_RANGE, { 'add-padding': 'true' });
    expect((await padded.text()).split('\r\n').length).toBeGreaterThanOrEqual(800);
    expect(padded.headers.get('content-encoding')).toMatch(/^(br|gzip)$/);
    for (const wrong of ['/range/5BAA', '/range/5BAAX', '/range/5BAA6?mode=ntlm']) {
      expect((await ask(wrong)).status).toBe(400);
    }
  });
});
