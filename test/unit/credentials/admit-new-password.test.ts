import { describe, expect, it } from '@jest/globals';

import { AdmitNewPassword, OWNER_ATTEMPTS } from '#libs/credentials';
import { Password } from '#libs/identity';

import { account, FakeCorpus } from '../../support/fakes.js';

const admit = new AdmitNewPassword(new FakeCorpus(['password', 'correct horse battery']));
const locally = (text: string, arriving = account()) => admit.locally(arriving, new Password(text));

describe('a new password', () => {
  it('hears every objection at once, the breach by name (NIST-3.1.1.2-blk-c)', () => {
    expect(locally('password')).toEqual({
      code: 'password_breached',
      atLeast: 1,
      corpusVersion: 'fake-1',
      violations: [
        { code: 'breached', at_least: 1 },
        { code: 'too_short', minimum: 15 },
      ],
    });
  });

  it('that merely contains a listed word is not refused for it (NIST-3.1.1.2-blk-b)', () => {
    expect(locally('my password is longer')).toBeUndefined();
    expect(locally('correct horse battery staple')).toBeUndefined();
  });

  it('may be 8 code points long where the tenant requires a second factor (NIST-3.1.1.2-1a)', () => {
    const strict = account({ tenant: { secondFactorRequired: true } });
    expect(locally('Test12345$', strict)).toBeUndefined();
    expect(locally('Test12345$')).toMatchObject({ code: 'password_policy_violated' });
  });

  it('is compared with the current one after NFC, and only exactly (R24)', () => {
    const same = (a: string, b: string) => admit.afterProof(new Password(a), new Password(b));
    expect(same('A\u030angstro\u0308m', '\u00c5ngstr\u00f6m')).toMatchObject({
      violations: [{ code: 'same_as_current' }],
    });
    expect(same('Test1234%', 'Test12345$')).toBeUndefined();
  });
});

describe('the owner’s attempts', () => {
  it('wait from the 5th failure on, 30 s to 1 h, and stop at half of NIST’s 100 (NIST-3.2.2-b)', () => {
    expect(OWNER_ATTEMPTS).toEqual({
      waitsFrom: 5,
      firstWaitSeconds: 30,
      longestWaitSeconds: 3600,
      cap: 50,
    });
  });
});
