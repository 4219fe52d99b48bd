import { describe, expect, it } from '@jest/globals';

import type { Account } from '#libs/credentials';
import { Password } from '#libs/identity';
import type { Caller } from '#libs/identity';

import {
  account,
  caller,
  LISTED,
  ORIGIN,
  passwordless,
  passwordUseCases,
  secondsBefore,
} from '../../support/fakes.js';

const FIRST = 'my very first passphrase';

function situation(arriving: Account = passwordless()) {
  const house = passwordUseCases(arriving);
  const set = (different: { caller?: Caller; claimedSubject?: string } = {}, text = FIRST) =>
    house.setPassword.set({
      caller: caller(),
      origin: ORIGIN,
      password: new Password(text),
      ...different,
    });
  return { ...house, set };
}

describe('a first password', () => {
  it('costs 1 hash and is written only where none is (D-KDF-budget)', async () => {
    const { set, hashing, credentials } = situation();
    expect(await set()).toMatchObject({ kind: 'done', value: { subject: 'alice' } });
    expect(hashing.hashes).toBe(1);
    expect(credentials.written).toMatchObject([
      { version: undefined, next: { envelope: `sealed(${FIRST})`, keep: caller().session } },
    ]);
  });

  it('never overwrites one that is there (R11)', async () => {
    const { set, hashing, credentials } = situation(account());
    expect(await set()).toMatchObject({ refusal: { code: 'password_already_set' } });
    expect([hashing.hashes, credentials.written]).toEqual([0, []]);
  });

  it('that another one beat by a moment is password_already_set (R11, R21)', async () => {
    const { set, credentials } = situation();
    credentials.answer = { kind: 'beaten' };
    expect(await set()).toMatchObject({ refusal: { code: 'password_already_set' } });
  });

  it('needs a verified contact (R16)', async () => {
    const { set, hashing, log } = situation(passwordless({ hasVerifiedContact: false }));
    expect(await set()).toMatchObject({ refusal: { code: 'contact_not_verified' } });
    expect(hashing.hashes).toBe(0);
    expect(log.entries).toEqual([{ event: 'authz_fail', reason: 'contact_not_verified' }]);
  });

  it('is judged by the same rules as any other (R20, ASVS-6.3.4)', async () => {
    const { set, hashing } = situation();
    expect(await set({}, 'short')).toMatchObject({ refusal: { code: 'password_policy_violated' } });
    expect(await set({}, LISTED)).toMatchObject({ refusal: { code: 'password_breached' } });
    expect(hashing.hashes).toBe(0);
  });
});

describe('the login behind a first password', () => {
  it('may be 10 minutes old and no older (R17, RFC9470-3)', async () => {
    expect(
      await situation().set({ caller: caller({ authTime: secondsBefore(600) }) }),
    ).toMatchObject({ kind: 'done' });
    const late = await situation().set({ caller: caller({ authTime: secondsBefore(601) }) });
    expect(late).toEqual({
      kind: 'refused',
      refusal: { code: 'insufficient_user_authentication', maxAgeSeconds: 600 },
    });
  });

  it('of unknown age counts as old (R17, ASVS-6.8.4)', async () => {
    const { authTime: _unknown, ...ageless } = caller();
    expect(await situation().set({ caller: ageless })).toMatchObject({
      refusal: { code: 'insufficient_user_authentication', maxAgeSeconds: 600 },
    });
  });

  it('must show a second factor where the tenant requires one and one is enrolled (R18, ASVS-6.3.3)', async () => {
    const strict = passwordless({ tenant: { secondFactorRequired: true } });
    const weak = caller({ multiFactor: false, factorKinds: new Set(['possession'] as const) });
    expect(await situation(strict).set({ caller: weak })).toMatchObject({
      refusal: { code: 'insufficient_user_authentication' },
    });
    const unenrolled = { ...strict, enrolled: new Set(['EMAIL'] as const) };
    expect(await situation(unenrolled).set({ caller: weak })).toMatchObject({ kind: 'done' });
  });
});

describe('the order of checks for a first password', () => {
  const old = caller({ multiFactor: false, factorKinds: new Set(), authTime: secondsBefore(9999) });
  const weak = account({ hasVerifiedContact: false, tenant: { secondFactorRequired: true } });
  const quarantined = { ...weak, quarantined: true };
  const managed = { ...quarantined, managedBy: 'corp' };
  const off = { ...managed, tenant: { ...managed.tenant, passwordEnabled: false } };

  it.each([
    ['invalid_token', 'bob', old, undefined],
    ['subject_mismatch', 'bob', old, off],
    ['password_not_enabled', 'alice', old, off],
    ['managed_identity', 'alice', old, managed],
    ['quarantined', 'alice', old, quarantined],
    ['insufficient_user_authentication', 'alice', old, weak],
    ['password_already_set', 'alice', caller(), weak],
    ['contact_not_verified', 'alice', caller(), passwordless({ hasVerifiedContact: false })],
    ['password_policy_violated', 'alice', caller(), passwordless()],
  ] as const)(
    '%s comes before everything below it',
    async (code, claimedSubject, who, arriving) => {
      const { setPassword, hashing, credentials } = passwordUseCases(arriving);
      const password = new Password('short');
      const command = { caller: who, origin: ORIGIN, claimedSubject, password };
      expect(await setPassword.set(command)).toMatchObject({
        kind: 'refused',
        refusal: { code },
      });
      expect([hashing.hashes, credentials.written]).toEqual([0, []]);
    },
  );
});

describe('an enterprise identity', () => {
  it('is refused with the name of who manages it (R17)', async () => {
    const { set } = situation(passwordless({ managedBy: 'corp' }));
    expect(await set()).toEqual({
      kind: 'refused',
      refusal: { code: 'managed_identity', managedBy: 'corp' },
    });
  });
});
