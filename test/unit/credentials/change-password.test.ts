import { describe, expect, it } from '@jest/globals';

import { changeId, Password, subjectId } from '#libs/identity';
import type { Caller } from '#libs/identity';

import { account, caller, LISTED, NOW, ORIGIN, passwordUseCases } from '../../support/fakes.js';

const CURRENT = 'the current one';
const NEXT = 'something else entirely';

function situation(arriving = account()) {
  const house = passwordUseCases(arriving);
  const change = (current = CURRENT, next = NEXT, different: { caller?: Caller } = {}) =>
    house.changePassword.change({
      caller: caller(),
      origin: ORIGIN,
      currentPassword: new Password(current),
      newPassword: new Password(next),
      ...different,
    });
  return { ...house, change };
}

describe('a change', () => {
  it('costs exactly 2 hashes and answers what is now in force (D-KDF-budget, ASVS-6.2.3)', async () => {
    const { change, hashing, attempts } = situation();
    expect(await change()).toEqual({
      kind: 'done',
      value: {
        subject: subjectId('alice'),
        changedAt: NOW,
        changeId: changeId('change-1'),
        sessions: 'ended',
      },
    });
    expect(hashing.hashes).toBe(2);
    expect(attempts.failures).toEqual([]);
  });

  it('replaces exactly the version it read, bound to its own change, keeping the caller’s session', async () => {
    const { change, credentials, hashing } = situation();
    await change();
    expect(credentials.written).toEqual([
      {
        version: 7,
        next: {
          tenant: 'demo',
          subject: 'alice',
          envelope: `sealed(${NEXT})`,
          changeId: 'change-1',
          history: { add: [], keep: [] },
          breach: { state: 'clean', corpusVersion: 'fake-1' },
          keep: caller().session,
          evidence: 'owner',
          origin: ORIGIN,
        },
      },
    ]);
    expect(hashing.bindings.map((binding) => binding.changeId)).toEqual(['change-0', 'change-1']);
  });

  it('asks the primary once, and a second time only after waiting behind its own subject', async () => {
    const direct = situation();
    await direct.change();
    expect([direct.credentials.asked, direct.credentials.askedSince]).toEqual([1, 0]);

    const queued = situation();
    queued.hashing.waitedForSubject = true;
    await queued.change();
    expect([queued.credentials.asked, queued.credentials.askedSince]).toEqual([1, 1]);
  });

  it('is logged exactly once, as a success (ASVS-16.3.1)', async () => {
    const { change, log } = situation();
    await change();
    expect(log.entries).toEqual([{ event: 'authn_password_change', reason: undefined }]);
  });
});

describe('a wrong current password', () => {
  it('costs 1 hash and books 1 failure of the owner (D-KDF-budget, R23)', async () => {
    const { change, hashing, attempts, credentials, log } = situation();
    expect(await change('a guess')).toMatchObject({
      refusal: { code: 'invalid_current_password' },
    });
    expect(hashing.hashes).toBe(1);
    expect(attempts.failures).toEqual(['alice']);
    expect(credentials.written).toEqual([]);
    expect(log.entries).toEqual([
      { event: 'authn_password_change_fail', reason: 'invalid_current_password' },
    ]);
  });

  it.each([
    ['empty', '', NEXT],
    ['the new one', NEXT, NEXT],
    ['the right one in another case', CURRENT.toUpperCase(), NEXT],
    ['the right one with a space', `${CURRENT} `, NEXT],
  ])('is not excused for being %s, nor by a login of this second (R10)', async (_, old, next) => {
    const { change, credentials, hashing } = situation();
    const fresh = { caller: caller({ authTime: NOW }) };
    expect(await change(old, next, fresh)).toMatchObject({
      refusal: { code: 'invalid_current_password' },
    });
    expect(credentials.written).toEqual([]);
    expect(hashing.hashes).toBeLessThanOrEqual(1);
  });
});

describe('within a minute of a change', () => {
  const recent = () => {
    const base = account();
    if (!base.credential) throw new Error('alice has a password');
    return account({ credential: { ...base.credential, changedWithinLastMinute: true } });
  };

  it('a repeat whose new password is in force is changed_meanwhile, uncounted, at 2 hashes (F10)', async () => {
    const { change, hashing, attempts } = situation(recent());
    expect(await change('the former one', CURRENT)).toMatchObject({
      refusal: { code: 'changed_meanwhile' },
    });
    expect(hashing.hashes).toBe(2);
    expect(attempts.failures).toEqual([]);
  });

  it('a wrong guess is still a failure, at 2 hashes (D-KDF-budget)', async () => {
    const { change, hashing, attempts } = situation(recent());
    expect(await change('a guess')).toMatchObject({
      refusal: { code: 'invalid_current_password' },
    });
    expect(hashing.hashes).toBe(2);
    expect(attempts.failures).toHaveLength(1);
  });
});

describe('of simultaneous changes', () => {
  it('one that was right on arrival but is beaten is changed_meanwhile and no failure (R21, ASVS-2.3.4)', async () => {
    const { change, credentials, hashing, attempts } = situation();
    hashing.waitedForSubject = true;
    credentials.since = { waitSeconds: 0, beaten: true };
    expect(await change()).toMatchObject({ refusal: { code: 'changed_meanwhile' } });
    expect(hashing.hashes).toBe(1);
    expect(attempts.failures).toEqual([]);
    expect(credentials.written).toEqual([]);
  });

  it('one that was wrong on arrival is a failure although it is beaten too (R22)', async () => {
    const { change, credentials, hashing, attempts } = situation();
    hashing.waitedForSubject = true;
    credentials.since = { waitSeconds: 0, beaten: true };
    expect(await change('a guess')).toMatchObject({
      refusal: { code: 'invalid_current_password' },
    });
    expect(attempts.failures).toHaveLength(1);
  });

  it('one whose turn comes when failures have filled up waits, without a hash (R22)', async () => {
    const { change, credentials, hashing } = situation();
    hashing.waitedForSubject = true;
    credentials.since = { waitSeconds: 30, beaten: false };
    expect(await change()).toMatchObject({
      refusal: { code: 'too_many_attempts', retryAfterSeconds: 30 },
    });
    expect(hashing.hashes).toBe(0);
  });

  it('one that is beaten in the very commit is changed_meanwhile (R21)', async () => {
    const { change, credentials, attempts } = situation();
    credentials.answer = { kind: 'beaten' };
    expect(await change()).toMatchObject({ refusal: { code: 'changed_meanwhile' } });
    expect(attempts.failures).toEqual([]);
  });

  it('one whose commit was never answered says so (F01)', async () => {
    const { change, credentials } = situation();
    credentials.answer = { kind: 'unknown' };
    expect(await change()).toEqual({
      kind: 'refused',
      refusal: { code: 'outcome_unknown', retryAfterSeconds: 5 },
    });
  });
});

describe('a new password', () => {
  it('equal to the current one is refused after the proof, at 1 hash and as no failure', async () => {
    const { change, hashing, attempts, credentials } = situation();
    expect(await change(CURRENT, CURRENT)).toMatchObject({
      refusal: { code: 'password_policy_violated', violations: [{ code: 'same_as_current' }] },
    });
    expect([hashing.hashes, attempts.failures, credentials.written]).toEqual([1, [], []]);
  });

  it.each([
    ['too short', 'short', 'password_policy_violated'],
    ['listed', LISTED, 'password_breached'],
  ])(
    'that is %s costs no hash, counts as no attempt, tells nothing (R20)',
    async (_, next, code) => {
      for (const current of [CURRENT, 'a guess']) {
        const { change, hashing, attempts, credentials } = situation();
        expect(await change(current, next)).toMatchObject({ refusal: { code } });
        expect([hashing.hashes, attempts.failures, credentials.written]).toEqual([0, [], []]);
      }
    },
  );
});

describe('a full hashing queue', () => {
  it('refuses as busy, never as wrong (F08)', async () => {
    const { change, hashing, attempts } = situation();
    hashing.full = { code: 'temporarily_overloaded', retryAfterSeconds: 3 };
    expect(await change('a guess')).toEqual({ kind: 'refused', refusal: hashing.full });
    expect(attempts.failures).toEqual([]);
  });
});
