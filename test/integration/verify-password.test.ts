import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Evidence, Verification } from '#libs/credentials';
import {
  AdmitNewPassword,
  BreachCheck,
  ChangePassword,
  InstallPassword,
  RecheckBreach,
  RehashPassword,
  ReplacePassword,
  SessionIssuers,
  SetPassword,
  VerifyPassword,
} from '#libs/credentials';
import type { Argon2PasswordHashing } from '#libs/hashing';
import {
  cheapestCostForTests,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import type { TenantId } from '#libs/identity';
import { Password, subjectId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import {
  TypeormAttempts,
  TypeormBreachRecords,
  TypeormPasswordCredentials,
} from '#libs/persistence';
import { RandomChangeIds } from '#libs/platform';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant } from '../support/builders.js';
import { FakeCorpus, FakeTally } from '../support/fake-breaches.js';
import { noShadow } from '../support/fake-shadow-counts.js';
import { FakeRequests, idempotencyOver } from '../support/fake-requests.js';
import { FakeSecurityLog, freely, noEstimator, ORIGIN } from '../support/fakes.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, moveChanges, sql, testDatabase } from '../support/postgres.js';

const CURRENT = 'Quiet-harbour-1';
const cheapest = cheapestCostForTests();
const dearer = { ...cheapest, memoryKiB: 16 };

class Pending extends SessionIssuers {
  acknowledgement(): 'pending' {
    return 'pending';
  }
}

let database: TestDatabase;
let owner: Database;
let service: Database;
let tenant: TenantId;
let now: House;
/** The same installation after its parameters were raised. */
let later: House;

interface House {
  readonly hashing: Argon2PasswordHashing;
  readonly verifyPassword: VerifyPassword;
  readonly changePassword: ChangePassword;
  readonly setPassword: SetPassword;
}

async function house(ring: KeyRing, cost: typeof cheapest): Promise<House> {
  const runner = new InProcessRunner(new NodeRsEngine());
  const hashing = await hashingOver(runner, { ring, cost, limits: queueLimits(2, cost) });
  const credentials = new TypeormPasswordCredentials(service);
  const attempts = new TypeormAttempts(service);
  const breaches = new BreachCheck(new FakeCorpus(), new FakeTally());
  const admit = new AdmitNewPassword(breaches, noEstimator, noShadow());
  const recheck = new RecheckBreach(breaches, new TypeormBreachRecords(service));
  const install = new InstallPassword(credentials, new RandomChangeIds(), new Pending(), admit);
  const log = new FakeSecurityLog();
  const once = idempotencyOver(new FakeRequests());
  const rehash = new RehashPassword(credentials);
  const replace = new ReplacePassword(credentials, attempts, hashing, admit, install, recheck);
  return {
    hashing,
    changePassword: new ChangePassword(credentials, once, replace, freely(), log),
    verifyPassword: new VerifyPassword(credentials, attempts, hashing, admit, rehash, recheck),
    setPassword: new SetPassword(credentials, once, hashing, admit, install, log),
  };
}

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  tenant = await givenTenant(owner, { preset: 'legacy' });
  const ring = KeyRing.generate();
  now = await house(ring, cheapest);
  later = await house(ring, dearer);
});

afterAll(async () => {
  await Promise.all([owner.close(), service.close()]);
});

async function someone(): Promise<Person> {
  const person = await givenPerson(owner, tenant);
  await now.setPassword.set({
    caller: { ...callerOf(person), authTime: new Date() },
    origin: ORIGIN,
    password: new Password(CURRENT),
  });
  return person;
}

/** What is said, and how many slow hashes it took. */
async function verified(
  { subject }: Pick<Person, 'subject'>,
  text: string,
  { evidence = 'stranger', at = now }: { evidence?: Evidence; at?: House } = {},
): Promise<{ said: Verification; hashes: number }> {
  const before = at.hashing.stats().hashes;
  const password = new Password(text);
  const outcome = await at.verifyPassword.verify({
    ...{ tenant, subject, password, evidence },
    origin: ORIGIN,
  });
  if (outcome.kind === 'refused') throw new Error(outcome.refusal.code);
  return { said: outcome.value, hashes: at.hashing.stats().hashes - before };
}

async function changed(
  person: Person,
  [current, next]: readonly [string, string],
  at = now,
): Promise<{ said: string; hashes: number }> {
  const before = at.hashing.stats().hashes;
  const outcome = await at.changePassword.change({
    caller: { ...callerOf(person), anchor: { kind: 'epoch', epoch: 1000 } },
    origin: ORIGIN,
    currentPassword: new Password(current),
    newPassword: new Password(next),
  });
  const said = outcome.kind === 'done' ? 'done' : outcome.refusal.code;
  return { said, hashes: at.hashing.stats().hashes - before };
}

const generations = async ({ subject }: Person): Promise<(string | undefined)[]> => {
  const rows = await sql<{ generation: string }>(
    database.ownerUrl,
    `SELECT generation FROM credentials.history WHERE tenant = $1 AND subject = $2
     ORDER BY entered_at`,
    [tenant, subject],
  );
  return rows.map(({ generation }) => generation);
};

describe('a verification', () => {
  it('tells a right password from everything else, at one hash each (R02, D-KDF-budget)', async () => {
    const person = await someone();
    const none = await givenPerson(owner, tenant);
    const disabled = await someone();
    await sql(
      database.ownerUrl,
      `UPDATE directory.subject SET status = 'disabled' WHERE tenant = $1 AND subject = $2`,
      [tenant, disabled.subject],
    );
    expect(await verified(person, CURRENT)).toMatchObject({
      said: { result: 'verified', epoch: 1, mustChange: false },
      hashes: 1,
    });
    const no = { said: { result: 'not_verified' }, hashes: 1 };
    expect(await verified(person, 'a guess')).toEqual(no);
    expect(await verified(none, CURRENT)).toEqual(no);
    expect(await verified(disabled, CURRENT)).toEqual(no);
    expect(await verified({ subject: subjectId('nobody') }, CURRENT)).toEqual(no);
  });

  it('makes strangers wait, and nobody else (R22, NIST-3.2.2-b)', async () => {
    const person = await someone();
    for (let n = 0; n < 5; n += 1) await verified(person, 'a guess');
    const { said, hashes } = await verified(person, CURRENT);
    expect(said).toMatchObject({ result: 'locked' });
    expect(hashes).toBe(0);
    expect(await verified(person, CURRENT, { evidence: 'known_device' })).toMatchObject({
      said: { result: 'verified' },
    });
    expect(await changed(person, [CURRENT, 'Other-harbour-9'])).toMatchObject({ said: 'done' });
  });

  it('that succeeds starts the count anew (NIST-3.2.2-c)', async () => {
    const person = await someone();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 4; n += 1) await verified(person, 'a guess');
      expect(await verified(person, CURRENT)).toMatchObject({ said: { result: 'verified' } });
    }
  });
});

describe('parameters that were raised', () => {
  it('reach a password and its entry at the next verification, once (NIST-3.1.1.2-kdf-c)', async () => {
    const person = await someone();
    expect(await verified(person, CURRENT, { at: later })).toMatchObject({ hashes: 3 });
    expect(await generations(person)).toEqual(['m=16,t=1,p=1']);
    expect(await verified(person, CURRENT, { at: later })).toMatchObject({ hashes: 1 });
  });

  it('cost one hash more while older entries remain, which still count (D-KDF-budget)', async () => {
    const person = await someone();
    const second = 'Second-harbour-2';
    const third = 'Third-meadow-3';
    expect(await changed(person, [CURRENT, second])).toEqual({ said: 'done', hashes: 3 });
    expect(await changed(person, [second, third], later)).toEqual({ said: 'done', hashes: 4 });
    expect(await generations(person)).toEqual(['m=8,t=1,p=1', 'm=8,t=1,p=1', 'm=16,t=1,p=1']);
    const again = await changed(person, [third, CURRENT], later);
    expect(again).toEqual({ said: 'password_policy_violated', hashes: 2 });
  });
});

describe('a change under a policy that remembers 24', () => {
  it('costs 3 hashes each time, and the 24th before comes back no more than the first (D-KDF-budget)', async () => {
    const person = await someone();
    const nth = (n: number): string => `${'abcdefghijklmnopqrstuvwxy'.charAt(n)}-Meadow-${n * 37}`;
    let current = CURRENT;
    for (let n = 0; n < 24; n += 1) {
      if (n === 12) await moveChanges(database.ownerUrl, person, '-61 seconds');
      expect(await changed(person, [current, nth(n)])).toEqual({ said: 'done', hashes: 3 });
      current = nth(n);
    }
    expect(await generations(person)).toHaveLength(24);
    const first = await changed(person, [current, nth(0)]);
    expect(first).toEqual({ said: 'password_policy_violated', hashes: 2 });
    expect(await changed(person, [current, CURRENT])).toEqual({ said: 'done', hashes: 3 });
  });

  it('costs 4 once where the password in force was never entered (D-KDF-budget)', async () => {
    const person = await someone();
    await sql(
      database.ownerUrl,
      'DELETE FROM credentials.history WHERE tenant = $1 AND subject = $2',
      [tenant, person.subject],
    );
    const second = 'Second-harbour-2';
    expect(await changed(person, [CURRENT, second])).toEqual({ said: 'done', hashes: 4 });
    expect(await changed(person, [second, CURRENT])).toEqual({
      said: 'password_policy_violated',
      hashes: 2,
    });
    expect(await changed(person, [second, 'Third-meadow-3'])).toEqual({ said: 'done', hashes: 3 });
  });
});
