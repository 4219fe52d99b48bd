import { beforeEach, describe, expect, it } from '@jest/globals';

import type { FetchJson } from '#libs/auth';
import { KeyRing, parseIssuers } from '#libs/auth';
import { Unavailable } from '#libs/platform';

import { publicJwk, TestIssuer, testKey } from '../../support/tokens.js';
import { Clock } from './harness.js';

const JWKS = 'https://keys.example/jwks';
const DISCOVERY = 'https://issuer.example/.well-known/openid-configuration';

let clock: Clock;
let issuer: TestIssuer;
let answers: Record<string, () => unknown>;
let fetched: string[];
let failures: string[];

beforeEach(() => {
  clock = new Clock();
  issuer = new TestIssuer();
  answers = { [JWKS]: () => issuer.jwks() };
  fetched = [];
  failures = [];
});

const fetchJson: FetchJson = async (url) => {
  fetched.push(url);
  await Promise.resolve();
  return answers[url]?.() ?? Promise.reject(new Error(`nothing at ${url}`));
};

function keysOf(overrides: Record<string, unknown> = { jwks_uri: JWKS }) {
  const issuers = parseIssuers([issuer.configuration({ jwks: undefined, ...overrides })]);
  const ring = new KeyRing(issuers, {
    fetchJson,
    now: clock.now,
    onFailure: (name, failure) => failures.push(`${name}: ${String(failure)}`),
  });
  const [trusted] = issuers.all;
  if (!trusted) throw new Error('no issuer');
  return { ring, keys: ring.of(trusted) };
}

const nameOf = (key = issuer.key()) => `${key.algorithm} ${key.kid}`;
const down = () => Promise.reject(new Error('down'));
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('The keys of an issuer (F06)', () => {
  it('are fetched once, however many ask at the same time', async () => {
    const { keys } = keysOf();
    const found = await Promise.all(Array.from({ length: 50 }, () => keys.find(nameOf())));
    expect(new Set(found).size).toBe(1);
    expect(found[0]?.equals(issuer.key().publicKey)).toBe(true);
    expect(fetched).toEqual([JWKS]);
  });

  it('are known without waiting once they were fetched', async () => {
    const { keys } = keysOf();
    expect(keys.known(nameOf())).toBeUndefined();
    const found = await keys.find(nameOf());
    expect(keys.known(nameOf())).toBe(found);
  });

  it('include a newly published one at once', async () => {
    const { keys } = keysOf();
    await keys.find(nameOf());
    clock.pass(1);
    issuer.keys = [testKey(), ...issuer.keys];
    expect(await keys.find(nameOf())).toBeDefined();
    expect(fetched).toHaveLength(2);
  });

  it.each(['warm', 'cold'])('cost one request for 10,000 unknown ones (%s)', async (state) => {
    const { keys } = keysOf();
    if (state === 'warm') await keys.find(nameOf());
    const before = state === 'warm' ? 1 : 0;
    for (let index = 0; index < 5_000; index += 1) await keys.find(`ES256 made-up-${index}`);
    const flood = Array.from({ length: 5_000 }, (_, index) => keys.find(`ES256 more-${index}`));
    expect(new Set(await Promise.all(flood))).toEqual(new Set([undefined]));
    expect(fetched).toHaveLength(before + 1);
    expect(await keys.find(nameOf())).toBeDefined();
    clock.pass(30);
    await keys.find('ES256 made-up');
    expect(fetched).toHaveLength(before + 2);
  });

  it('are read again in the background after ten minutes', async () => {
    const { keys } = keysOf();
    const before = await keys.find(nameOf());
    const [old] = issuer.keys;
    issuer.rotate();
    clock.pass(599);
    expect(keys.known(nameOf(old))).toBe(before);
    expect(fetched).toHaveLength(1);
    clock.pass(1);
    expect(keys.known(nameOf(old))).toBe(before);
    await settled();
    expect(fetched).toHaveLength(2);
    expect(keys.known(nameOf(old))).toBeUndefined();
  });

  it('stay the same objects while they stay the same keys', async () => {
    const { keys } = keysOf();
    const before = await keys.find(nameOf());
    clock.pass(600);
    keys.known(nameOf());
    await settled();
    expect(fetched).toHaveLength(2);
    expect(keys.known(nameOf())).toBe(before);
  });

  it('are asked for once per cool-down while the endpoint is down', async () => {
    const { keys } = keysOf();
    await keys.find(nameOf());
    answers[JWKS] = down;
    clock.pass(600);
    for (let second = 0; second < 60; second += 1) {
      expect(keys.known(nameOf())).toBeDefined();
      await settled();
      clock.pass(1);
    }
    expect(fetched).toHaveLength(3);
    expect(failures[0]).toBe('https://issuer.example: Error: down');
  });

  it.each([
    ['down', down],
    ['empty', () => ({ keys: [] })],
    ['without a usable key', () => ({ keys: [{ kty: 'oct', kid: 'k', k: 'c2VjcmV0' }] })],
    ['no key set', () => ({})],
    ['an HTML page', () => '<html>'],
  ])('stay good for an hour while the endpoint is %s, then are unavailable', async (_, answer) => {
    const { keys } = keysOf();
    await keys.find(nameOf());
    answers[JWKS] = answer;
    clock.pass(3_599);
    expect(await keys.find(nameOf())).toBeDefined();
    await settled();
    clock.pass(1);
    await expect(keys.find(nameOf())).rejects.toThrow(Unavailable);
  });

  it('are unavailable, not missing, while they were never read; asked for every 5 s', async () => {
    const { keys } = keysOf();
    answers[JWKS] = down;
    await expect(keys.find(nameOf())).rejects.toMatchObject({
      dependency: 'jwks',
      retryAfterSeconds: 5,
    });
    clock.pass(4);
    await expect(keys.find(nameOf())).rejects.toMatchObject({ retryAfterSeconds: 1 });
    expect(fetched).toHaveLength(1);
    answers[JWKS] = () => issuer.jwks();
    clock.pass(1);
    expect(await keys.find(nameOf())).toBeDefined();
  });

  it('may have been joined by a new one that cannot be read now: unavailable as well', async () => {
    const { keys } = keysOf();
    const old = nameOf();
    await keys.find(old);
    answers[JWKS] = down;
    issuer.rotate();
    await expect(keys.find(nameOf())).rejects.toMatchObject({ retryAfterSeconds: 30 });
    expect(await keys.find(old)).toBeDefined();
  });

  it('are forgotten by a purge, and read again with the next token', async () => {
    const { ring, keys } = keysOf();
    await keys.find(nameOf());
    const [removed] = issuer.keys;
    issuer.rotate();
    ring.purge();
    expect(keys.known(nameOf(removed))).toBeUndefined();
    expect(await keys.find(nameOf(removed))).toBeUndefined();
    expect(await keys.find(nameOf())).toBeDefined();
    expect(fetched).toHaveLength(2);
  });

  it('are not brought back by an answer from before the purge', async () => {
    const { ring, keys } = keysOf();
    const [removed] = issuer.keys;
    const stale = issuer.jwks();
    let answerLate: (jwks: unknown) => void = () => undefined;
    answers[JWKS] = () => new Promise((resolve) => (answerLate = resolve));
    const waiting = keys.find(nameOf(removed));
    const fresh = testKey();
    const waitingForFresh = keys.find(nameOf(fresh));
    await settled();
    issuer.rotate(fresh);
    answers[JWKS] = () => issuer.jwks();
    ring.purge();
    answerLate(stale);
    expect(await waiting).toBeUndefined();
    expect(await waitingForFresh).toBeDefined();
  });
});

describe('Discovery (F06)', () => {
  const metadata = (overrides = {}) => ({
    issuer: issuer.issuer,
    jwks_uri: JWKS,
    ...overrides,
  });

  it('finds the keys, and is asked once', async () => {
    answers[DISCOVERY] = metadata;
    const { keys } = keysOf({});
    expect(await keys.find(nameOf())).toBeDefined();
    await keys.find('ES256 unknown');
    expect(fetched).toEqual([DISCOVERY, JWKS, JWKS]);
  });

  it('is asked again after the keys were not where it said', async () => {
    answers[DISCOVERY] = () => metadata({ jwks_uri: 'https://keys.example/moved' });
    const { keys } = keysOf({});
    await expect(keys.find(nameOf())).rejects.toThrow(Unavailable);
    answers[DISCOVERY] = metadata;
    clock.pass(5);
    expect(await keys.find(nameOf())).toBeDefined();
  });

  it.each([
    ['of another issuer', { issuer: 'https://evil.example' }],
    ['without a jwks_uri', { jwks_uri: undefined }],
    ['with a file as jwks_uri', { jwks_uri: 'file:///etc/passwd' }],
  ])('does not believe metadata %s', async (_, overrides) => {
    answers[DISCOVERY] = () => metadata(overrides);
    await expect(keysOf({}).keys.find(nameOf())).rejects.toThrow(Unavailable);
    expect(fetched).toEqual([DISCOVERY]);
  });
});

describe('Of a key set', () => {
  it.each([
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }],
    ['a key for encryption', { use: 'enc' }],
    ['a key that is not for verifying', { key_ops: ['encrypt'] }],
    ['a key for another algorithm', { alg: 'ES384' }],
    ['a key that cannot be read', { x: '!' }],
  ])('%s is not used, its neighbours are', async (_, change) => {
    const bad = { ...publicJwk(testKey('ES256', 'bad')), ...change };
    answers[JWKS] = () => ({ keys: [null, bad, ...issuer.jwks().keys] });
    const { keys } = keysOf();
    expect(await keys.find('ES256 bad')).toBeUndefined();
    expect(await keys.find(nameOf())).toBeDefined();
  });
});
