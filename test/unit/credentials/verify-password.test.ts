import { describe, expect, it } from '@jest/globals';

import type { Account, Evidence, PasswordCredential } from '#libs/credentials';
import { RehashPassword } from '#libs/credentials';
import { Password, subjectId, tenantId } from '#libs/identity';
import { effectivePolicy } from '#libs/password-policy';

import { remembered } from '../../support/fake-hashing.js';
import {
  account,
  DAY,
  LISTED,
  ORIGIN,
  passwordless,
  passwordUseCases,
  secondsBefore,
} from '../../support/fakes.js';

const CURRENT = 'the current one';

function situation(arriving: Account | undefined) {
  const house = passwordUseCases(arriving);
  const verify = (password = CURRENT, evidence: Evidence = 'stranger') =>
    house.verifyPassword.verify({
      tenant: tenantId('demo'),
      subject: subjectId('alice'),
      password: new Password(password),
      evidence,
      origin: ORIGIN,
    });
  return { ...house, verify };
}

/** Alice, whose password is `text`. */
const having = (
  text: string,
  different: Partial<PasswordCredential> = {},
  more: Parameters<typeof account>[0] = {},
): Account => {
  const { credential } = account();
  if (!credential) throw new Error('she has one');
  const envelope = `sealed(${text})`;
  return account({ ...more, credential: { ...credential, envelope, ...different } });
};

const NOT_VERIFIED = { kind: 'done', value: { result: 'not_verified' } };

describe('the right password', () => {
  it('is verified at one hash, with the epoch as it stood on arrival (D-KDF-budget)', async () => {
    const arriving = account({ standing: { status: 'active', epoch: 3 } });
    const { verify, hashing, attempts, credentials } = situation(arriving);
    expect(await verify()).toEqual({
      kind: 'done',
      value: {
        result: 'verified',
        subject: 'alice',
        epoch: 3,
        mustChange: false,
        reasons: [],
      },
    });
    expect([hashing.hashes, attempts.failures, attempts.forgiven]).toEqual([1, [], []]);
    expect([credentials.written, credentials.rehashed]).toEqual([[], []]);
  });

  it('clears the failures of its own class of evidence alone (NIST-3.2.2-c)', async () => {
    const { verify, attempts } = situation(account({ failures: 2 }));
    await verify(CURRENT, 'known_device');
    expect(attempts.forgiven).toEqual(['known_device']);
  });
});

describe('not verified', () => {
  const DISABLED = account({ standing: { status: 'disabled', epoch: 0 } });

  it.each<[string, Account | undefined, string]>([
    ['somebody unknown', undefined, CURRENT],
    ['somebody without a password', passwordless(), CURRENT],
    ['a disabled person', DISABLED, CURRENT],
    ['a managed identity', account({ managedBy: 'corp' }), CURRENT],
    ['a quarantined password', account({ quarantined: true }), CURRENT],
    ['a tenant without passwords', account({ tenant: { passwordEnabled: false } }), CURRENT],
    ['a wrong password', account(), 'a guess'],
  ])('%s costs one hash and says nothing else (R02, ASVS-6.3.8)', async (_, arriving, password) => {
    const { verify, hashing } = situation(arriving);
    expect(await verify(password)).toEqual(NOT_VERIFIED);
    expect(hashing.hashes).toBe(1);
  });

  it.each([
    ['owner', 50],
    ['known_device', 25],
    ['stranger', 25],
  ] as const)('is booked on %s, whose share is %d (R22)', async (evidence, cap) => {
    const { verify, attempts } = situation(account());
    await verify('a guess', evidence);
    expect(attempts.booked).toMatchObject([{ evidence, limit: { cap } }]);
  });

  it.each([
    ['without a password', passwordless()],
    ['disabled', DISABLED],
  ])('is booked on people who are %s as on any other (R02)', async (_, arriving) => {
    const { verify, attempts } = situation(arriving);
    await verify();
    expect(attempts.failures).toEqual(['alice']);
  });
});

describe('too many failures', () => {
  it('lock, without a hash and without looking at the password (NIST-3.2.2-a)', async () => {
    const { verify, hashing } = situation(account({ waitSeconds: 30 }));
    const locked = { kind: 'done', value: { result: 'locked', retryAfterSeconds: 30 } };
    expect(await verify()).toEqual(locked);
    expect(await verify('a guess')).toEqual(locked);
    expect(hashing.hashes).toBe(0);
  });

  it('are asked for again by whoever waited behind others of the subject (R22)', async () => {
    const { verify, hashing, credentials } = situation(account());
    hashing.waitedForSubject = true;
    const arrived = credentials.toVerify.bind(credentials);
    credentials.toVerify = async () => {
      const now = await arrived();
      credentials.arriving = account({ waitSeconds: 60 });
      return now;
    };
    expect(await verify('a guess')).toMatchObject({
      value: { result: 'locked', retryAfterSeconds: 60 },
    });
    expect(hashing.hashes).toBe(0);
  });

  it('are no reason, where the queue is full, to call anything wrong (F08)', async () => {
    const { verify, hashing, attempts } = situation(account());
    hashing.full = { code: 'temporarily_overloaded', retryAfterSeconds: 3 };
    expect(await verify('a guess')).toEqual({ kind: 'refused', refusal: hashing.full });
    expect(attempts.failures).toEqual([]);
  });
});

describe('what is due of a verified person', () => {
  const due = async (arriving: Account, password = CURRENT): Promise<unknown> => {
    const outcome = await situation(arriving).verify(password);
    return outcome.kind === 'done' ? outcome.value : outcome;
  };

  it('is the change that somebody asked for (NIST-3.1.1.2-6b)', async () => {
    expect(await due(having(CURRENT, { mustChange: 'compromised' }))).toMatchObject({
      mustChange: true,
      reasons: ['compromised'],
    });
  });

  it('is a change where the password is listed today, beside what else is wrong with it', async () => {
    expect(await due(having(LISTED), LISTED)).toMatchObject({
      mustChange: true,
      reasons: ['breached'],
    });
  });

  it('is a better password where the rules were tightened, without force', async () => {
    expect(await due(having('short'), 'short')).toMatchObject({
      mustChange: false,
      reasons: ['policy_tightened'],
    });
  });

  it('is a change where the password has expired, and when it will', async () => {
    const legacy = { policy: effectivePolicy('legacy', false) };
    const old = having('Harbour-58', { changedAt: secondsBefore(90 * DAY) }, legacy);
    expect(await due(old, 'Harbour-58')).toMatchObject({ mustChange: true, reasons: ['expired'] });
    const young = having('Harbour-58', { changedAt: secondsBefore(89 * DAY) }, legacy);
    expect(await due(young, 'Harbour-58')).toMatchObject({
      mustChange: false,
      reasons: [],
      expiresAt: secondsBefore(-DAY),
    });
  });

  it('is a second factor where the tenant requires one and none is enrolled', async () => {
    const tenant = { secondFactorRequired: true };
    expect(await due(account({ tenant, enrolled: new Set() }))).toMatchObject({
      mustChange: false,
      reasons: ['must_enrol_second_factor'],
    });
    expect(await due(account({ tenant }))).toMatchObject({ reasons: [] });
  });
});

describe('a password under old parameters or keys', () => {
  it('is sealed anew in its own place, at one hash more (NIST-3.1.1.2-kdf-c)', async () => {
    const { verify, hashing, credentials } = situation(account());
    hashing.outdated = true;
    expect(await verify()).toMatchObject({ value: { result: 'verified' } });
    expect(hashing.hashes).toBe(2);
    expect(credentials.rehashed).toEqual([
      {
        version: 7,
        next: {
          tenant: 'demo',
          subject: 'alice',
          changeId: 'change-0',
          envelope: `sealed(${CURRENT})`,
        },
      },
    ]);
  });

  it('has its entry in the newest generation, too, where the policy remembers', async () => {
    const { verify, hashing, credentials } = situation(
      account({ policy: effectivePolicy('legacy', false) }),
    );
    hashing.outdated = true;
    await verify();
    expect(hashing.hashes).toBe(3);
    const id = account().credential?.changeId;
    if (id === undefined) throw new Error('she has one');
    expect(credentials.rehashed).toMatchObject([
      { next: { entry: remembered(new Password(CURRENT), id) } },
    ]);
  });

  it('is left alone by a wrong guess', async () => {
    const { verify, hashing, credentials } = situation(account());
    hashing.outdated = true;
    await verify('a guess');
    expect([hashing.hashes, credentials.rehashed]).toEqual([1, []]);
  });
});

describe('the budget for writing passwords anew', () => {
  it('leaves an old one as it is when it is spent, and its owner verified', async () => {
    const { credentials, hashing } = situation(account());
    hashing.outdated = true;
    const rehash = new RehashPassword(credentials, { spend: () => false });
    const arriving = account();
    const { credential } = arriving;
    if (!credential) throw new Error('she has one');
    const proven = { tenant: tenantId('demo'), account: arriving, credential };
    await hashing.admitted(undefined, (turn) =>
      rehash.ifOutdated(turn, { ...proven, password: new Password(CURRENT) }),
    );
    expect([hashing.hashes, credentials.rehashed]).toEqual([0, []]);
  });
});
