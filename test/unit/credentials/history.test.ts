import { describe, expect, it } from '@jest/globals';

import type { RememberedPassword } from '#libs/credentials';
import { changeId, Password } from '#libs/identity';
import { effectivePolicy } from '#libs/password-policy';

import { remembered } from '../../support/fake-hashing.js';
import {
  account,
  caller,
  NOW,
  ORIGIN,
  passwordless,
  passwordUseCases,
} from '../../support/fakes.js';

const CURRENT = 'The current one, 1';
const NEXT = 'Something else, 22!';

const entry = (text: string, id: string, generation?: string): RememberedPassword =>
  remembered(new Password(text), changeId(id), generation);

/** `legacy` remembers 24, `pci-dss-4` 4; the password in force is that of change-0. */
function situation(
  memory: readonly RememberedPassword[],
  preset: 'legacy' | 'pci-dss-4' | 'nist-800-63b-4' = 'legacy',
) {
  const { credential } = account();
  const envelope = `sealed(${CURRENT})`;
  const whose = account({
    policy: effectivePolicy(preset, false),
    ...(credential && { credential: { ...credential, envelope } }),
  });
  const house = passwordUseCases(whose);
  house.credentials.memory = memory;
  const change = (next = NEXT, current = CURRENT) =>
    house.changePassword.change({
      caller: caller(),
      origin: ORIGIN,
      currentPassword: new Password(current),
      newPassword: new Password(next),
    });
  const written = () => house.credentials.written[0]?.next.history;
  return { ...house, change, written };
}

const USED_BEFORE = {
  kind: 'refused',
  refusal: { code: 'password_policy_violated', violations: [{ code: 'used_before' }] },
};

describe('a change with history', () => {
  const known = entry(CURRENT, 'change-0');

  it.each([1, 4, 24])('costs exactly 3 hashes with %d remembered (D-KDF-budget)', async (count) => {
    const others = Array.from({ length: count - 1 }, (_, n) => entry(`Other ${n}`, `old-${n}`));
    const { change, hashing } = situation([known, ...others]);
    expect(await change()).toMatchObject({ kind: 'done' });
    expect(hashing.hashes).toBe(3);
  });

  it('costs 4 while entries of an older generation remain (D-KDF-budget)', async () => {
    const { change, hashing } = situation([known, entry('Other', 'old', 'm=8,t=1,p=1')]);
    expect(await change()).toMatchObject({ kind: 'done' });
    expect(hashing.hashes).toBe(4);
  });

  it('costs 4 once, where the password in force has no entry yet (D-KDF-budget)', async () => {
    const { change, hashing, written } = situation([]);
    expect(await change()).toMatchObject({ kind: 'done' });
    expect(hashing.hashes).toBe(4);
    expect(written()).toEqual({
      add: [{ ...known, enteredAt: account().credential?.changedAt }, entry(NEXT, 'change-1')],
      keep: ['change-0'],
    });
  });

  it('refuses a password that was used before, at 2 hashes and as no failure', async () => {
    const { change, hashing, attempts, credentials } = situation([known, entry(NEXT, 'old')]);
    expect(await change()).toEqual(USED_BEFORE);
    expect([hashing.hashes, attempts.failures, credentials.written]).toEqual([2, [], []]);
  });

  it('tells of a similar password that it was used before as well, at 2 hashes', async () => {
    const similar = 'The current one, 2';
    const reused = situation([known, entry(similar, 'old')]);
    expect(await reused.change(similar)).toEqual({
      kind: 'refused',
      refusal: {
        code: 'password_policy_violated',
        violations: [{ code: 'too_similar' }, { code: 'used_before' }],
      },
    });
    const fresh = situation([known]);
    expect(await fresh.change(similar)).toMatchObject({
      refusal: { violations: [{ code: 'too_similar' }] },
    });
    expect([reused.hashing.hashes, fresh.hashing.hashes]).toEqual([2, 2]);
  });

  it('knows without a hash that the password in force was used before', async () => {
    const { change, hashing, credentials } = situation([known]);
    expect(await change(CURRENT)).toMatchObject({
      refusal: { violations: [{ code: 'same_as_current' }, { code: 'used_before' }] },
    });
    expect([hashing.hashes, credentials.askedMemory]).toEqual([1, 0]);
  });

  it('keeps as many as the policy remembers, the new one among them', async () => {
    const { change, written } = situation(
      [known, entry('b', 'old-1'), entry('c', 'old-2'), entry('d', 'old-3')],
      'pci-dss-4',
    );
    await change();
    expect(written()).toEqual({
      add: [entry(NEXT, 'change-1')],
      keep: ['change-0', 'old-1', 'old-2'],
    });
  });

  it('compares with no more than the policy remembers', async () => {
    const beyond = [known, ...['b', 'c', 'd'].map((text) => entry(text, text)), entry(NEXT, 'e')];
    expect(await situation(beyond, 'pci-dss-4').change()).toMatchObject({ kind: 'done' });
    expect(await situation(beyond).change()).toEqual(USED_BEFORE);
  });

  it('asks for no entries before the current password is proven', async () => {
    const { change, credentials, hashing } = situation([known]);
    expect(await change(NEXT, 'a guess')).toMatchObject({
      refusal: { code: 'invalid_current_password' },
    });
    expect([credentials.askedMemory, hashing.hashes]).toEqual([0, 1]);
  });

  it('that is off costs 2, reads nothing and forgets what there was (D-KDF-budget)', async () => {
    const { change, credentials, hashing, written } = situation([known], 'nist-800-63b-4');
    expect(await change('Something else entirely')).toMatchObject({ kind: 'done' });
    expect([credentials.askedMemory, hashing.hashes]).toEqual([0, 2]);
    expect(written()).toEqual({ add: [], keep: [] });
  });
});

describe('a first password under a policy with history', () => {
  it('is remembered from the beginning, at 2 hashes (D-KDF-budget)', async () => {
    const house = passwordUseCases(passwordless({ policy: effectivePolicy('legacy', false) }));
    const outcome = await house.setPassword.set({
      caller: caller({ authTime: NOW }),
      origin: ORIGIN,
      password: new Password(NEXT),
    });
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(house.hashing.hashes).toBe(2);
    expect(house.credentials.written[0]?.next.history).toEqual({
      add: [entry(NEXT, 'change-1')],
      keep: [],
    });
  });
});
