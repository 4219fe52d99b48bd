import { describe, expect, it } from '@jest/globals';

import {
  MULTI_FACTOR_ACR,
  RECENT_LOGIN_SECONDS,
  requireRecentLogin,
  requireSecondFactor,
  showsSecondFactor,
} from '#libs/identity';
import type { Caller, FactorKind } from '#libs/identity';

import { caller, NOW, secondsBefore } from '../../support/fakes.js';

const single = (different: Partial<Caller> = {}) =>
  caller({ multiFactor: false, factorKinds: new Set<FactorKind>(['knowledge']), ...different });

function withoutAuthTime(): Caller {
  const { authTime: _unknown, ...rest } = single();
  return rest;
}

describe('a recent login', () => {
  it('may be exactly as old as the limit and no second older (R17, RFC9470-3)', () => {
    const aged = (seconds: number) =>
      requireRecentLogin(caller({ authTime: secondsBefore(seconds) }), 600, NOW);
    expect(aged(600)).toBeUndefined();
    expect(aged(601)).toEqual({ code: 'insufficient_user_authentication', maxAgeSeconds: 600 });
  });

  it('of unknown age counts as long ago (R17, ASVS-6.8.4)', () => {
    expect(requireRecentLogin(withoutAuthTime(), 600, NOW)).toMatchObject({ maxAgeSeconds: 600 });
  });
});

describe('a second factor', () => {
  it('is two kinds of proof, or the word of the issuer; the same kind twice is one (R18)', () => {
    const kinds = (...factorKinds: FactorKind[]) => single({ factorKinds: new Set(factorKinds) });
    expect(showsSecondFactor(kinds('possession', 'possession'))).toBe(false);
    expect(showsSecondFactor(kinds())).toBe(false);
    expect(showsSecondFactor(kinds('knowledge', 'possession'))).toBe(true);
    expect(showsSecondFactor(single({ multiFactor: true }))).toBe(true);
  });

  it('is asked for by acr where one is enrolled, however fresh the login is (R18, ASVS-6.3.3)', () => {
    expect(requireSecondFactor(single(), true, NOW)).toEqual({
      code: 'insufficient_user_authentication',
      acrValues: [MULTI_FACTOR_ACR],
    });
  });

  it('is replaced by a recent login where none is enrolled yet', () => {
    const old = single({ authTime: secondsBefore(RECENT_LOGIN_SECONDS + 1) });
    expect(requireSecondFactor(single(), false, NOW)).toBeUndefined();
    expect(requireSecondFactor(old, false, NOW)).toMatchObject({
      maxAgeSeconds: RECENT_LOGIN_SECONDS,
    });
    expect(requireSecondFactor(withoutAuthTime(), false, NOW)).toMatchObject({
      maxAgeSeconds: RECENT_LOGIN_SECONDS,
    });
  });

  it('that the token shows is enough, however old the login is', () => {
    expect(requireSecondFactor(caller({ authTime: new Date(0) }), true, NOW)).toBeUndefined();
  });
});
