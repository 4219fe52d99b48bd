import { describe, expect, it } from '@jest/globals';

import type { PasswordCredential } from '#libs/credentials';
import { Password, subjectId, tenantId } from '#libs/identity';
import { effectivePolicy } from '#libs/password-policy';

import {
  account,
  DAY,
  LISTED,
  NOW,
  ORIGIN,
  passwordUseCases,
  secondsBefore,
} from '../../support/fakes.js';

/** Alice, whose password is `text`, where people have a week. */
function situation(text: string, different: Partial<PasswordCredential> = {}, minimum = 15) {
  const { credential } = account();
  if (!credential) throw new Error('she has one');
  const envelope = `sealed(${text})`;
  const policy = { ...effectivePolicy('nist-800-63b-4', false), graceDays: 7, minimum };
  const house = passwordUseCases(
    account({ policy, credential: { ...credential, envelope, ...different } }),
  );
  const verify = () =>
    house.verifyPassword.verify({
      tenant: tenantId('demo'),
      subject: subjectId('alice'),
      password: new Password(text),
      evidence: 'stranger',
      origin: ORIGIN,
    });
  return { ...house, verify };
}

describe('a password that falls short of rules that were tightened', () => {
  it('has time from when that is first seen', async () => {
    const { verify, credentials } = situation('short');
    expect(await verify()).toMatchObject({
      value: {
        mustChange: false,
        reasons: ['policy_tightened'],
        graceEndsAt: new Date(NOW.getTime() + 7 * DAY * 1000),
      },
    });
    expect([credentials.shortfalls, credentials.forced]).toEqual([[true], []]);
  });

  it('has to be changed once that time is over, just the one that was seen', async () => {
    const { verify, credentials } = situation('short', { tightenedAt: secondsBefore(7 * DAY) });
    expect(await verify()).toMatchObject({
      value: { mustChange: true, reasons: ['policy_tightened'] },
    });
    expect(credentials.forced).toEqual([{ version: 7, reason: 'policy_tightened' }]);
    expect(credentials.shortfalls).toEqual([]);
    const almost = situation('short', { tightenedAt: secondsBefore(7 * DAY - 1) });
    expect(await almost.verify()).toMatchObject({ value: { mustChange: false } });
  });

  it('and is found in a breach at that very moment, is due for both, forced for the graver (NIST-3.1.1.2-6b)', async () => {
    const over = { tightenedAt: secondsBefore(7 * DAY) };
    const { verify, credentials, breachRecords } = situation(LISTED, over, 100);
    expect(await verify()).toMatchObject({
      value: { mustChange: true, reasons: ['breached', 'policy_tightened'] },
    });
    expect(breachRecords.forced).toHaveLength(1);
    expect(credentials.forced).toEqual([]);
  });

  it.each(['compromised', 'breached', 'requested_by_admin'] as const)(
    'keeps the reason %s where that is forced already',
    async (mustChange) => {
      const over = { tightenedAt: secondsBefore(7 * DAY), mustChange };
      const { verify, credentials } = situation('short', over);
      expect(await verify()).toMatchObject({
        value: { mustChange: true, reasons: [mustChange, 'policy_tightened'] },
      });
      expect(credentials.forced).toEqual([]);
    },
  );

  it('is left alone where the rules were relaxed again, and time begins anew after that', async () => {
    const relaxed = { tightenedAt: secondsBefore(99 * DAY) };
    const { verify, credentials } = situation('long enough for everybody', relaxed);
    expect(await verify()).toMatchObject({ value: { mustChange: false, reasons: [] } });
    expect([credentials.shortfalls, credentials.forced]).toEqual([[false], []]);
  });
});
