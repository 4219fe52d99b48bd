import { describe, expect, it } from '@jest/globals';

import type { PasswordCredential } from '#libs/credentials';
import { ageOf, tooYoung } from '#libs/credentials';
import { changeId, Password } from '#libs/identity';
import { effectivePolicy } from '#libs/password-policy';

import {
  account,
  caller,
  DAY,
  NOW,
  ORIGIN,
  passwordless,
  passwordUseCases,
  secondsBefore,
} from '../../support/fakes.js';

const LEGACY = account({ policy: effectivePolicy('legacy', false) });

const changed = (secondsAgo: number, more: Partial<PasswordCredential> = {}) => ({
  version: 1,
  envelope: 'sealed(the current one)',
  changeId: changeId('change-0'),
  changedWithinLastMinute: false,
  changeWaitSeconds: 0,
  changedAt: secondsBefore(secondsAgo),
  breach: { state: 'clean', corpusVersion: 'fake-1', checkedAt: NOW } as const,
  ...more,
});

describe('the age of a password', () => {
  it('means nothing where the policy sets no limit (NIST-3.1.1.2-6a)', () => {
    expect(ageOf(account(), changed(9999 * DAY))).toEqual({
      expired: false,
      warn: false,
      tooYoung: false,
    });
  });

  it.each([
    [75, false, false],
    [76, false, true],
    [89, false, true],
    [90, true, true],
  ])('under a maximum of 90 days: after %d days', (days, expired, warn) => {
    const verdict = ageOf(LEGACY, changed(days * DAY));
    expect(verdict).toMatchObject({ expired, warn });
    expect(verdict.expiresAt).toEqual(secondsBefore((days - 90) * DAY));
  });

  it('is no reason to wait where the policy sets no minimum', () => {
    expect(tooYoung(account(), changed(1))).toBeUndefined();
  });
});

describe('a minimum age of a day', () => {
  /** No preset has one; a tenant's own policy may. */
  const policy = { ...effectivePolicy('nist-800-63b-4', false), minimumAgeHours: 24 };
  const HOUR = 3600;

  function situation(credential: PasswordCredential, current = 'the current one') {
    const house = passwordUseCases(account({ policy, credential }));
    const change = () =>
      house.changePassword.change({
        caller: caller(),
        origin: ORIGIN,
        currentPassword: new Password(current),
        newPassword: new Password('something else entirely'),
      });
    return { ...house, change };
  }

  it('refuses a change until then, after the proof, and says when', async () => {
    const { change, hashing, attempts, credentials } = situation(changed(23 * HOUR));
    expect(await change()).toEqual({
      kind: 'refused',
      refusal: { code: 'password_too_young', changeableAt: secondsBefore(-HOUR) },
    });
    expect([hashing.hashes, attempts.failures, credentials.written]).toEqual([1, [], []]);
  });

  it('says nothing of the age to whoever does not know the password', async () => {
    expect(await situation(changed(23 * HOUR), 'a guess').change()).toMatchObject({
      refusal: { code: 'invalid_current_password' },
    });
  });

  it('is over after it', async () => {
    expect(await situation(changed(24 * HOUR)).change()).toMatchObject({ kind: 'done' });
  });

  it.each(['requested_by_admin', 'compromised'] as const)(
    'never binds whoever must change (%s) (NIST-3.1.1.2-6b)',
    async (mustChange) => {
      expect(await situation(changed(1, { mustChange })).change()).toMatchObject({ kind: 'done' });
    },
  );

  it('never binds a first set', async () => {
    const { setPassword } = passwordUseCases(passwordless({ policy }));
    const password = new Password('something else entirely');
    const set = { caller: caller({ authTime: NOW }), origin: ORIGIN, password };
    expect(await setPassword.set(set)).toMatchObject({ kind: 'done' });
  });
});
