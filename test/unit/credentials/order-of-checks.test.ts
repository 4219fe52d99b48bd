import { describe, expect, it } from '@jest/globals';

import { Password } from '#libs/identity';

import {
  account,
  caller,
  ORIGIN,
  passwordless,
  passwordUseCases,
  secondsBefore,
} from '../../support/fakes.js';

const command = {
  caller: caller(),
  origin: ORIGIN,
  currentPassword: new Password('the current one'),
  newPassword: new Password('something else entirely'),
};

/** From the first check to the last: each situation breaks this one and every later one as well. */
describe('the order of checks before any hash', () => {
  const busy = { waitSeconds: 30 };
  const none = passwordless(busy);
  const old = caller({ multiFactor: false, factorKinds: new Set(), authTime: secondsBefore(9999) });
  const weak = { ...none, tenant: { ...none.tenant, secondFactorRequired: true } };
  const quarantined = { ...weak, quarantined: true };
  const managed = { ...quarantined, managedBy: 'corp' };
  const off = { ...managed, tenant: { ...managed.tenant, passwordEnabled: false } };
  const disabled = { ...off, standing: { status: 'disabled', epoch: 0 } } as const;

  it.each([
    ['invalid_token', 'bob', undefined],
    ['invalid_token', 'bob', disabled],
    ['subject_mismatch', 'bob', off],
    ['password_not_enabled', 'alice', off],
    ['managed_identity', 'alice', managed],
    ['quarantined', 'alice', quarantined],
    ['insufficient_user_authentication', 'alice', weak],
    ['no_password_set', 'alice', none],
    ['too_many_attempts', 'alice', account(busy)],
    ['password_policy_violated', 'alice', account()],
  ] as const)('%s comes before everything below it', async (code, claimedSubject, arriving) => {
    const { changePassword, hashing, attempts, credentials } = passwordUseCases(arriving);
    const outcome = await changePassword.change({
      caller: old,
      origin: ORIGIN,
      claimedSubject,
      currentPassword: new Password('a guess'),
      newPassword: new Password('short'),
    });
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code } });
    expect([hashing.hashes, attempts.failures, credentials.written]).toEqual([0, [], []]);
  });
});

describe('a `sub` in the body', () => {
  it.each(['bob', 'Alice', 'alice ', ' alice', '\u0430lice', 'alice\0', 'ALICE', ''])(
    'spelled %j is not alice’s, and is recorded (R12, ASVS-8.2.1, ASVS-8.2.2)',
    async (claimedSubject) => {
      const { changePassword, credentials, log, hashing } = passwordUseCases(account());
      expect(await changePassword.change({ ...command, claimedSubject })).toEqual({
        kind: 'refused',
        refusal: { code: 'subject_mismatch' },
      });
      expect([hashing.hashes, credentials.written]).toEqual([0, []]);
      expect(log.entries).toEqual([
        { event: 'malicious_direct_reference', reason: 'subject_mismatch' },
      ]);
    },
  );

  it('equal to the token’s changes nothing', async () => {
    const { changePassword } = passwordUseCases(account());
    const outcome = await changePassword.change({ ...command, claimedSubject: 'alice' });
    expect(outcome).toMatchObject({ kind: 'done' });
  });
});
