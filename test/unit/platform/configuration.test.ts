import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { argon2Cost } from '#libs/hashing';
import {
  ConfigurationError,
  readPasswordSrvConfiguration,
  readPwctlConfiguration,
  readQuickstartConfiguration,
  readVerificationSrvConfiguration,
  SETTINGS_OF,
} from '#libs/platform';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-configuration-'));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const ENOUGH = {
  DATABASE_URL: 'postgres://role:Canary-4711@db/latchkey',
  LATCHKEY_ISSUERS: '[{"issuer":"https://issuer.example"}]',
  LATCHKEY_PEPPER_KEYS_FILE: file('pepper.json', '{"keys":["Canary-4711"]}'),
};

const mistakesOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes;
    throw error;
  }
  return [];
};

describe('the configuration of a service', () => {
  it('needs a database, issuers and, where passwords are, the key ring; the rest has defaults', () => {
    const read = readPasswordSrvConfiguration(ENOUGH);
    expect(read).toMatchObject({
      port: 3001,
      internalPort: 3101,
      host: '0.0.0.0',
      databasePool: 10,
      issuers: [{ issuer: 'https://issuer.example' }],
      trustedProxies: 0,
      hashDeadlineMs: 5000,
      logLevel: 'info',
    });
    expect(read.databaseUrl.reveal()).toBe(ENOUGH.DATABASE_URL);
    expect(read.pepperKeys.reveal()).toBe('{"keys":["Canary-4711"]}');
    expect(readVerificationSrvConfiguration(ENOUGH)).toMatchObject({
      port: 3002,
      internalPort: 3102,
    });
  });

  it('takes work parameters that somebody has checked (NIST-3.1.1.2-kdf-a)', () => {
    const read = (cost: string): unknown =>
      readPasswordSrvConfiguration(
        { ...ENOUGH, LATCHKEY_HASH_COST: cost },
        (document) => document,
        argon2Cost,
      ).hashCost;
    expect(read('m=65536,t=3,p=1')).toEqual({ memoryKiB: 65_536, passes: 3, lanes: 1 });
    expect(mistakesOf(() => read('m=19455,t=2,p=1'))[0]).toMatch(
      /^LATCHKEY_HASH_COST is refused: .* below the OWASP floor/,
    );
    expect(mistakesOf(() => read('19456/2/1'))).toEqual([
      'LATCHKEY_HASH_COST must be work parameters like m=19456,t=2,p=1',
    ]);
  });

  it('names every mistake at once, and no value', () => {
    const read = (): unknown =>
      readPasswordSrvConfiguration({
        PORT: 'Canary-4711',
        LATCHKEY_INTERNAL_PORT: '70000',
        DATABASE_URL: 'mysql://role:Canary-4711@db/latchkey',
        LATCHKEY_ISSUERS: '[Canary-4711',
        LATCHKEY_PEPPER_KEYS_FILE: '/nowhere/Canary-4711',
        LATCHKEY_PUBLIC_URL: 'id.example.com/Canary-4711',
        LATCHKEY_TRUSTED_PROXIES: '11',
        LATCHKEY_DEFAULT_TENANT: 'Canary 4711',
        LATCHKEY_SMTP_URL: 'http://Canary-4711',
        LATCHKEY_MAIL_FROM: 'Canary-4711',
        LATCHKEY_LOG_LEVEL: 'Canary-4711',
        LATCHKEY_DATABASE_POOL: '-1',
        LATCHKEY_HASH_WORKERS: '1.5',
      });
    expect(mistakesOf(read).map((mistake) => mistake.split(' ')[0])).toEqual([
      'PORT',
      'LATCHKEY_INTERNAL_PORT',
      'DATABASE_URL',
      'LATCHKEY_DATABASE_POOL',
      'LATCHKEY_ISSUERS',
      'LATCHKEY_PUBLIC_URL',
      'LATCHKEY_TRUSTED_PROXIES',
      'LATCHKEY_DEFAULT_TENANT',
      'LATCHKEY_LOG_LEVEL',
      'LATCHKEY_HASH_WORKERS',
      'LATCHKEY_PEPPER_KEYS_FILE',
      'LATCHKEY_SMTP_URL',
      'LATCHKEY_MAIL_FROM',
    ]);
    expect(read).toThrow(/^password-srv cannot start: 13 settings are wrong\n {2}- PORT must be/u);
    expect(mistakesOf(read).join()).not.toContain('Canary');
  });

  it('takes an empty variable for an unset one', () => {
    const empty = { ...ENOUGH, PORT: '', REDIS_URL: ' ', DATABASE_URL: '' };
    expect(mistakesOf(() => readPasswordSrvConfiguration(empty))).toEqual([
      expect.stringMatching(/^DATABASE_URL is missing/u),
    ]);
  });

  it('takes a secret from a file, but not from two places', () => {
    const DATABASE_URL_FILE = file('url', `${ENOUGH.DATABASE_URL}\n`);
    const { DATABASE_URL, ...rest } = { ...ENOUGH, DATABASE_URL_FILE };
    expect(readVerificationSrvConfiguration(rest).databaseUrl.reveal()).toBe(DATABASE_URL);
    expect(
      mistakesOf(() => readVerificationSrvConfiguration({ ...ENOUGH, DATABASE_URL_FILE })),
    ).toEqual(['DATABASE_URL is given twice: also as DATABASE_URL_FILE']);
  });

  it('takes issuers from a file, and names what their parser finds among the rest', () => {
    const LATCHKEY_ISSUERS = file('issuers.json', '[{"issuer":1}]');
    const picky = (): never => {
      throw Object.assign(new Error('2 mistakes'), { mistakes: ['[0].issuer is no text', 'two'] });
    };
    expect(readVerificationSrvConfiguration({ ...ENOUGH, LATCHKEY_ISSUERS }).issuers).toEqual([
      { issuer: 1 },
    ]);
    expect(
      mistakesOf(() => readVerificationSrvConfiguration({ ...ENOUGH, PORT: 'x' }, picky)),
    ).toEqual([
      'PORT must be a whole number from 0 to 65535',
      'LATCHKEY_ISSUERS [0].issuer is no text',
      'LATCHKEY_ISSUERS two',
    ]);
  });

  it('takes legacy verifiers by tenant, and names what is wrong with each without its values', () => {
    const read = (document: unknown) => () =>
      readPasswordSrvConfiguration({
        ...ENOUGH,
        LATCHKEY_LEGACY_VERIFIERS_FILE: file('legacy.json', JSON.stringify(document)),
      }).legacyVerifiers;
    const right = { url: 'https://old.example/verify', token: 'Canary-4711' };
    const near = { ...right, url: 'http://10.0.0.7/verify', private: true, timeout_ms: 500 };
    const known = read({ acme: right, crm: near })();
    expect([...(known ?? [])]).toMatchObject([
      ['acme', { url: right.url, timeoutMs: 2_000, allowPrivate: false }],
      ['crm', { url: near.url, timeoutMs: 500, allowPrivate: true }],
    ]);
    expect(JSON.stringify([...(known ?? [])])).not.toContain('Canary');
    const wrong = {
      acme: { ...near, private: false },
      crm: { ...right, token: 'a b', timeout_ms: 1 },
    };
    const of = (problem: string) => `LATCHKEY_LEGACY_VERIFIERS ${problem}`;
    expect(
      mistakesOf(read({ ...wrong, 'no tenant': right, x: { ...right, secret: 'Canary' } })),
    ).toEqual([
      of('of acme: url: the address is not https:'),
      of('of crm: token must be visible ASCII characters'),
      of('of crm: timeout_ms must be a whole number from 100 to 10000'),
      of('names something that is no tenant id'),
      of('of x: only url, token, timeout_ms, private are known'),
    ]);
  });

  it('does not put internal routes on the open port, nor mail on its way without a sender', () => {
    const LATCHKEY_SMTP_URL = 'smtp://mail.example';
    const together = { ...ENOUGH, PORT: '3101', LATCHKEY_SMTP_URL };
    expect(mistakesOf(() => readPasswordSrvConfiguration(together))).toEqual([
      'LATCHKEY_INTERNAL_PORT must be another port than PORT',
      'LATCHKEY_MAIL_FROM is missing: mail through LATCHKEY_SMTP_URL needs a sender',
    ]);
  });

  it.each([
    ['https://id.example.com/', 'https://id.example.com'],
    ['https://id.example.com/latchkey//', 'https://id.example.com/latchkey'],
  ])('writes the public URL %s without the last slash', (given, publicUrl) => {
    const read = readVerificationSrvConfiguration({ ...ENOUGH, LATCHKEY_PUBLIC_URL: given });
    expect(read.publicUrl).toBe(publicUrl);
  });
});

it('the configuration prints no secret', () => {
  const read = readPasswordSrvConfiguration({
    ...ENOUGH,
    LATCHKEY_SMTP_URL: 'smtps://user:Canary-4711@mail.example',
    LATCHKEY_MAIL_FROM: 'Example <no-reply@example.com>',
    REDIS_URL: 'redis://:Canary-4711@redis',
    LATCHKEY_RELAY_DATABASE_URL: 'postgresql://relay:Canary-4711@db/latchkey',
  });
  expect(JSON.stringify(read)).not.toContain('Canary');
});

it('quickstart needs nothing and stays on this machine', () => {
  expect(readQuickstartConfiguration({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataDir: '.data',
    defaultTenant: 'demo',
  });
  expect(mistakesOf(() => readQuickstartConfiguration({ LATCHKEY_HOST: '0.0.0.0' }))).toEqual([
    'LATCHKEY_HOST must be a loopback address: 127.0.0.1, ::1 or localhost',
  ]);
});

it('pwctl needs the connection that may migrate', () => {
  const LATCHKEY_MIGRATION_URL = 'postgres://owner@db/latchkey';
  expect(readPwctlConfiguration({ LATCHKEY_MIGRATION_URL }).migrationUrl.reveal()).toBe(
    LATCHKEY_MIGRATION_URL,
  );
  expect(mistakesOf(() => readPwctlConfiguration({}))).toEqual([
    expect.stringMatching(/^LATCHKEY_MIGRATION_URL is missing/u),
  ]);
});

it('every setting has a meaning, and every default is one that its own reader takes', () => {
  const settings = Object.values(SETTINGS_OF).flatMap((table) => Object.values(table));
  const defaults = settings.filter(({ standard }) => standard !== '' && standard !== 'required');
  expect(settings.every(({ meaning }) => meaning.length > 10)).toBe(true);
  expect(defaults.length).toBeGreaterThan(10);
  expect(() => defaults.map((setting) => setting.read(setting.standard))).not.toThrow();
});
