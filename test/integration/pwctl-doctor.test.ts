import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { KeyRing } from '#libs/hashing';
import { ClockWatch } from '#libs/persistence';

import { doctorCommandOf, runDoctor } from '../../apps/pwctl/src/commands/doctor.js';
import type { Finding } from '../../apps/pwctl/src/commands/doctor/finding.js';
import { givenPerson, givenTenant } from '../support/builders.js';
import type { Corner } from '../support/corpora.js';
import { corner, corpusOf } from '../support/corpora.js';
import type { FakeRedis } from '../support/fake-redis.js';
import { fakeRedis } from '../support/fake-redis.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, emptyDatabase, freshDatabase, sql } from '../support/postgres.js';
import { RangeUpstream } from '../support/range-upstream.js';
import { newKey } from '../support/sealed.js';
import { serveJson, TestIssuer } from '../support/tokens.js';

interface Report {
  readonly code: number;
  readonly wrong: number;
  readonly risky: number;
  readonly findings: readonly Finding[];
}

const issuer = new TestIssuer('https://login.example');

let database: TestDatabase;
let redis: FakeRedis;
let folder: Corner;
let keySet: Awaited<ReturnType<typeof serveJson>>;
let healthy: Readonly<Record<string, string>>;

beforeAll(async () => {
  database = await freshDatabase();
  redis = await fakeRedis();
  folder = corner();
  keySet = await serveJson((path) => (path === '/keys' ? issuer.jwks() : undefined));
  const ring = folder.file('pepper.json');
  writeFileSync(ring, KeyRing.generate().toFileText().reveal(), { mode: 0o600 });
  healthy = {
    DATABASE_URL: database.urls.password,
    LATCHKEY_RELAY_DATABASE_URL: database.urls.relay,
    LATCHKEY_SMTP_URL: 'smtp://mail.example',
    LATCHKEY_MAIL_FROM: 'no-reply@example.com',
    LATCHKEY_PUBLIC_URL: 'https://id.example',
    LATCHKEY_ISSUERS: issuersAt('/keys'),
    LATCHKEY_PEPPER_KEYS_FILE: ring,
    REDIS_URL: redis.url,
    LATCHKEY_BREACH_CORPUS: corpusOf(folder.file('corpus.lbc'), 'compact', { password: 9 }),
    LATCHKEY_BREACH_CORPUS_MAX_AGE_DAYS: '3650',
    LATCHKEY_HASH_MEMORY_MIB: '64',
    LATCHKEY_HASH_WORKERS: '1',
    LATCHKEY_ACCEPT_COMMIT_LOSS: 'yes',
  };
});

afterAll(async () => {
  await Promise.all([redis.close(), keySet.close()]);
  folder.remove();
});

const issuersAt = (path: string): string =>
  JSON.stringify([issuer.configuration({ jwks: undefined, jwks_uri: `${keySet.url}${path}` })]);

async function report(
  changed: Readonly<Record<string, string>> = {},
  line: readonly string[] = [],
): Promise<Report> {
  const command = doctorCommandOf([...line, '--json']);
  if (!command) throw new Error('these are arguments of ours');
  const said: string[] = [];
  const print = (text: string): void => void said.push(text);
  const code = await runDoctor(command, { print }, { ...healthy, ...changed });
  const secrets = [...Object.values(database.urls), database.ownerUrl].map(
    (url) => new URL(url).password,
  );
  for (const secret of [...secrets.filter(Boolean), 'of-the-role'])
    expect(said.join()).not.toContain(secret);
  return { code, ...(JSON.parse(said.join('\n')) as Omit<Report, 'code'>) };
}

const of = ({ findings }: Report, check: Finding['check']): readonly Finding[] =>
  findings.filter((finding) => finding.check === check);

describe('pwctl doctor', () => {
  it('finds nothing wrong where a service can be started', async () => {
    const found = await report();
    expect(found.findings.filter(({ result }) => result === 'wrong')).toEqual([]);
    expect(found.code).toBe(0);
    const checks = new Set(found.findings.map(({ check }) => check));
    expect([...checks].sort()).toEqual([
      ...['clock', 'configuration', 'cores', 'corpus', 'database', 'durability', 'issuers', 'keys'],
      ...['memory', 'notices', 'redis', 'role', 'schema'],
    ]);
  });

  it('knows the other service, which has neither keys nor a corpus', async () => {
    const found = await report({ DATABASE_URL: database.urls.verification }, ['verification-srv']);
    expect(found.code).toBe(0);
    expect(of(found, 'role')).toEqual([
      expect.objectContaining({ says: expect.stringContaining('the verification role') }),
    ]);
    expect([...of(found, 'keys'), ...of(found, 'corpus')]).toEqual([]);
  });

  it('names every mistake of the configuration, as a start would', async () => {
    const found = await report({ DATABASE_URL: 'mysql://x', LATCHKEY_HASH_COST: 'm=8,t=1,p=1' });
    expect(found.code).toBe(1);
    expect(of(found, 'configuration').map(({ says }) => says)).toEqual([
      'DATABASE_URL must be a URL like postgres://role:password@host:5432/database',
      expect.stringContaining('LATCHKEY_HASH_COST is refused: '),
      'correct this first: all else depends on it',
    ]);
  });

  it('says what to do about a database that is away, strange, or too open', async () => {
    const nobody = await report({ DATABASE_URL: 'postgres://role:of-the-role@127.0.0.1:1/none' });
    expect(of(nobody, 'database')).toEqual([
      {
        ...{ check: 'database', result: 'wrong' },
        says: expect.stringMatching(/ECONNREFUSED.*start it, or correct/),
      },
    ]);
    // A name rather than a password: some servers trust whoever is on their own machine.
    const stranger = new URL(database.urls.password);
    stranger.username = 'nobody_of_this_name';
    const refused = await report({ DATABASE_URL: stranger.href });
    expect(of(refused, 'database')[0]?.says).toMatch(/refuses.*check DATABASE_URL/);
    const { url } = await emptyDatabase();
    expect(of(await report({ DATABASE_URL: url }), 'schema')[0]).toMatchObject({
      ...{ result: 'wrong', says: expect.stringContaining('run `pwctl migrate`') },
    });
    const mighty = await report({
      ...{ DATABASE_URL: database.ownerUrl, LATCHKEY_RELAY_DATABASE_URL: database.urls.password },
    });
    expect(of(mighty, 'role')[0]?.says).toContain('connect as the password role');
    expect(of(mighty, 'notices')[0]?.says).toContain('connect as the relay role');
    expect(mighty.code).toBe(1);
  });

  it('warns of commits that may be lost, and --strict makes that an end with 1', async () => {
    const found = await report({ LATCHKEY_ACCEPT_COMMIT_LOSS: 'no' });
    expect(of(found, 'durability').map(({ result }) => result)).toContain('risky');
    expect(of(found, 'durability').at(-1)?.says).toContain('set synchronous_standby_names');
    expect(found.code).toBe(0);
    const strict = await report({ LATCHKEY_ACCEPT_COMMIT_LOSS: 'no' }, ['--strict']);
    expect(strict.code).toBe(1);
  });

  it('misses a key that rows still need, and takes none of a demonstration', async () => {
    const owner = await connected(database.ownerUrl);
    const { tenant, subject } = await givenPerson(owner, await givenTenant(owner));
    await owner.close();
    await sql(
      database.ownerUrl,
      `INSERT INTO credentials.password (tenant, subject, envelope, last_change_id, changed_at)
       VALUES ($1, $2, 'v1.gone.x', 'c', now())`,
      [tenant, subject],
    );
    const missing = await report();
    expect(of(missing, 'keys')[0]?.says).toMatch(
      /key "gone", which 1 passwords need.*Put it back/s,
    );
    await sql(database.ownerUrl, 'DELETE FROM credentials.password');
    const demo = folder.file('demo.json');
    writeFileSync(demo, JSON.stringify({ demo: true, keys: [newKey('k1')] }));
    const refused = await report({ LATCHKEY_PEPPER_KEYS_FILE: demo });
    expect(of(refused, 'keys')[0]?.says).toContain('make a key ring of your own');
  });

  it('says what to do about issuers, Redis, a corpus and a range server that are not there', async () => {
    const found = await report({
      LATCHKEY_ISSUERS: issuersAt('/away'),
      REDIS_URL: 'redis://127.0.0.1:1',
      LATCHKEY_BREACH_CORPUS: folder.file('none.lbc'),
      LATCHKEY_BREACH_RANGE_URL: `${keySet.url}/range/`,
    });
    expect(of(found, 'issuers')[0]?.says).toMatch(/login\.example: no keys.*503.*LATCHKEY_ISSUERS/);
    expect(of(found, 'redis')[0]?.says).toMatch(/ECONNREFUSED.*REDIS_URL/);
    expect(of(found, 'corpus').map(({ says }) => says)).toEqual([
      expect.stringMatching(/does not exist: make it with `pwctl breach build`/),
      expect.stringMatching(/tells nothing.*LATCHKEY_BREACH_RANGE_URL/),
    ]);
    expect(found).toMatchObject({ code: 1, wrong: 4 });
  });

  it('tells an old corpus from none, and a range server from something else', async () => {
    const upstream = await new RangeUpstream().open();
    upstream.listed.add('password');
    const old = await report({
      LATCHKEY_BREACH_CORPUS_MAX_AGE_DAYS: '1',
      LATCHKEY_BREACH_RANGE_URL: upstream.url,
    });
    expect(of(old, 'corpus')).toEqual([
      expect.objectContaining({
        result: 'risky',
        says: expect.stringContaining('build a new one'),
      }),
      expect.objectContaining({ result: 'fine' }),
    ]);
    upstream.listed.clear();
    const liar = await report({ LATCHKEY_BREACH_RANGE_URL: upstream.url });
    expect(of(liar, 'corpus')[1]?.says).toContain('this is no range server');
    upstream.close();
    const none = await report({ LATCHKEY_BREACH_CORPUS: '' });
    expect(of(none, 'corpus')[0]).toMatchObject({ result: 'risky' });
  });

  it('sees clocks that are apart (F05)', async () => {
    const apart = { now: () => new Date(Date.now() + 300_000) };
    const service = await connected(database.urls.password);
    const watch = new ClockWatch(service, apart, { error: () => undefined, info: () => undefined });
    expect(watch.apart).toBe(false);
    await watch.look();
    expect(watch.apart).toBe(true);
    await service.close();
  });
});

describe('pwctl doctor, as a process', () => {
  it('ends with 1 and one JSON document, and explains itself when it is misused', async () => {
    const run = (...line: string[]) =>
      promisify(execFile)(process.execPath, ['dist/apps/pwctl/src/main.js', 'doctor', ...line], {
        env: { PATH: process.env['PATH'] },
      }).catch((error: unknown) => error);
    const [empty, misused] = await Promise.all([run('--json'), run('everybody')]);
    expect(empty).toMatchObject({ code: 1 });
    const { wrong, findings } = JSON.parse((empty as { stdout: string }).stdout) as Report;
    expect(wrong).toBeGreaterThan(2);
    expect(findings[0]?.says).toMatch(/^DATABASE_URL is missing/);
    expect(misused).toMatchObject({ code: 64, stderr: expect.stringContaining('--strict') });
  });
});
