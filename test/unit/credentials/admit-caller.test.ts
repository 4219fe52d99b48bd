import { describe, expect, it } from '@jest/globals';

import { admitPasswordWriter, admitSession } from '#libs/credentials';

import { account, caller, NOW, secondsBefore } from '../../support/fakes.js';

const ended = account({
  standing: {
    status: 'active',
    epoch: 1,
    cutoff: { at: NOW, kept: { issuer: 'https://issuer.example', sid: 'another' } },
  },
});

describe('a session', () => {
  it('from before the cut-off is over; the kept one and later ones live (R06, R07)', () => {
    expect(admitSession(caller(), ended)).toEqual({
      kind: 'refused',
      refusal: { code: 'invalid_token', problem: 'session_ended' },
    });
    const kept = { issuer: 'https://issuer.example', sid: 'another' };
    expect(admitSession(caller({ session: kept }), ended)).toMatchObject({ kind: 'done' });
    const later = caller({ anchor: { kind: 'epoch', epoch: 1 } });
    expect(admitSession(later, ended)).toMatchObject({ kind: 'done' });
  });

  it('of nobody looks like one of a disabled person (R07, ASVS-7.4.2)', () => {
    const disabled = account({ standing: { status: 'disabled', epoch: 0 } });
    expect(admitSession(caller(), disabled)).toEqual(admitSession(caller(), undefined));
  });
});

describe('a change', () => {
  const weak = { multiFactor: false, factorKinds: new Set(['knowledge'] as const) };

  it('asks for no fresh login where one factor is enough', () => {
    const old = caller({ ...weak, authTime: secondsBefore(86_400) });
    expect(admitPasswordWriter(old, account(), 'change', NOW)).toBeUndefined();
  });

  it('asks for the second factor where the tenant requires one (R18, ASVS-6.3.3)', () => {
    const strict = account({ tenant: { secondFactorRequired: true } });
    expect(admitPasswordWriter(caller(weak), strict, 'change', NOW)).toMatchObject({
      code: 'insufficient_user_authentication',
      acrValues: [expect.any(String)],
    });
    expect(admitPasswordWriter(caller(), strict, 'change', NOW)).toBeUndefined();
  });

  it('does not take EMAIL or a password for an enrolled second factor (ASVS-6.3.6)', () => {
    const strict = account({
      tenant: { secondFactorRequired: true },
      enrolled: new Set(['EMAIL', 'PATTERN'] as const),
    });
    const old = caller({ ...weak, authTime: secondsBefore(601) });
    expect(admitPasswordWriter(old, strict, 'change', NOW)).toMatchObject({ maxAgeSeconds: 600 });
  });
});
