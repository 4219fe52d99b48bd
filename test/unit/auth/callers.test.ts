import { afterEach, describe, expect, it } from '@jest/globals';

import { createHmac } from 'node:crypto';

import type { Caller } from '#libs/identity';
import { showsSecondFactor } from '#libs/identity';

import type { Overrides } from '../../support/tokens.js';
import { TestIssuer, testKey } from '../../support/tokens.js';
import { GuardedApplication, settingsOf } from './harness.js';

const issuer = new TestIssuer();
let application: GuardedApplication | undefined;

afterEach(() => application?.close());

/** Who the token's bearer is, where one issuer is configured so. */
async function callerOf(claims: Overrides, configuration: Overrides = {}): Promise<Caller> {
  return callerBy(issuer.mint(claims), issuer.configuration(configuration));
}

async function callerBy(token: string, ...issuers: unknown[]): Promise<Caller> {
  application = await GuardedApplication.start(settingsOf(issuers));
  const verdict = await application.asPerson(token);
  if (!('caller' in verdict)) throw new Error(`refused: ${JSON.stringify(verdict)}`);
  return verdict.caller;
}

describe('A caller', () => {
  it('is who the token says, with its scopes and the time of the login', async () => {
    const caller = await callerOf({ scope: 'openid  tenant:admin', auth_time: 1_700_000_000 });
    expect(caller).toMatchObject({
      tenant: 'demo',
      issuer: issuer.issuer,
      sub: 'alice',
      home: true,
      session: { issuer: issuer.issuer, sid: 'session-1' },
    });
    expect(caller.authTime).toEqual(new Date('2023-11-14T22:13:20Z'));
    expect(caller.scopes).toEqual(new Set(['openid', 'tenant:admin']));
  });

  it.each(['RS256', 'ES256', 'PS256'] as const)('may be signed for with %s', async (algorithm) => {
    const signing = new TestIssuer('https://signing.example', undefined, testKey(algorithm));
    const caller = await callerBy(signing.mint(), signing.configuration());
    expect(caller.sub).toBe('alice');
  });

  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/At+Jwt'])(
    'may come in a token of the type %s (RFC 9068 §4)',
    async (typ) => {
      const caller = await callerBy(issuer.mint({}, { header: { typ } }), issuer.configuration());
      expect(caller.sub).toBe('alice');
    },
  );

  it('may come in a token of type JWT where its issuer is configured so', async () => {
    const token = issuer.mint({ typ: 'Bearer' }, { header: { typ: 'JWT' } });
    const caller = await callerBy(token, issuer.configuration({ typ: ['JWT'] }));
    expect(caller.sub).toBe('alice');
  });

  it('is read from claims by the names that the issuer gives them', async () => {
    const names = { sid: 'session_state', tenant: 'https://x.example/org', scope: 'scp' };
    const claims = { 'https://x.example/org': 'crm', session_state: 's-9', scp: ['a', 'b'] };
    const caller = await callerOf(claims, { claims: names, home_of: ['demo', 'crm'] });
    expect(caller).toMatchObject({ tenant: 'crm', session: { sid: 's-9' } });
    expect(caller.scopes).toEqual(new Set(['a', 'b']));
  });

  it('of a second issuer with an equal sub is not at home', async () => {
    const partner = new TestIssuer('https://partner.example');
    const caller = await callerBy(
      partner.mint({ sub: 'alice' }),
      issuer.configuration(),
      partner.configuration({ home_of: undefined, tenants: ['demo'] }),
    );
    expect(caller).toMatchObject({ sub: 'alice', tenant: 'demo', home: false });
  });
});

describe('The session of a caller', () => {
  const mac = (text: string) =>
    createHmac('sha256', Buffer.alloc(32, 7)).update(text).digest('base64url');

  it('without sid is a MAC of the token’s jti', async () => {
    const { session } = await callerOf({ sid: undefined, jti: 'token-1' });
    expect(session).toEqual({ issuer: issuer.issuer, tokenMac: mac('token-1') });
  });

  it('without sid and jti is a MAC of the token itself', async () => {
    const token = issuer.mint({ sid: undefined });
    const { session } = await callerBy(token, issuer.configuration());
    expect(session).toEqual({ issuer: issuer.issuer, tokenMac: mac(token) });
  });

  it.each([
    ['auth_time', { auth_time: 1_700_000_000 }, { at: new Date(1_700_000_000_000) }],
    ['auth_time', { auth_time: undefined }, {}],
    ['iat', { iat: 1_700_000_000 }, { at: new Date(1_700_000_000_000) }],
  ])('begins at %s %j', async (session_anchor, claims, expected) => {
    const { anchor } = await callerOf(claims, { session_anchor, skew_seconds: 5 });
    expect(anchor).toEqual({ kind: session_anchor, ...expected, skewSeconds: 5 });
  });

  it.each([
    ['the epoch in it', { epoch: 3 }, { kind: 'epoch', epoch: 3 }],
    ['no epoch', {}, { kind: 'epoch' }],
  ])('is of %s, where the issuer copies ours', async (_, claims, expected) => {
    const { anchor } = await callerOf(claims, { session_anchor: 'epoch' });
    expect(anchor).toEqual(expected);
  });

  it('begins at auth_time, with a second of skew, unless configured otherwise', async () => {
    const { anchor } = await callerOf({ auth_time: 1_700_000_000 });
    expect(anchor).toMatchObject({ kind: 'auth_time', skewSeconds: 1 });
  });
});

describe('A second factor', () => {
  it.each([
    ['two codes by e-mail', ['email', 'email'], false],
    ['two codes of any kind', ['otp', 'otp'], false],
    ['a code by e-mail and a code', ['email', 'otp'], false],
    ['a code and a text message', ['otp', 'sms'], false],
    ['a password and a PIN', ['pwd', 'pin'], false],
    ['a password and a code by e-mail', ['pwd', 'email'], false],
    ['a password and a known answer', ['pwd', 'kba'], false],
    ['a password and an unknown word', ['pwd', 'constructor'], false],
    ['a password and a code', ['pwd', 'otp'], true],
    ['a fingerprint and a device', ['fpt', 'hwk'], true],
    ['the issuer’s own word', ['mfa'], true],
    ['nothing at all', undefined, false],
  ])('(R18) of %s: %j shows one: %s', async (_, amr, shown) => {
    expect(showsSecondFactor(await callerOf({ amr }))).toBe(shown);
  });

  it.each([
    ['gold', true],
    ['silver', false],
    [undefined, false],
  ])('is shown by an acr that the issuer is configured with: %s, %s', async (acr, shown) => {
    const caller = await callerOf({ acr }, { multi_factor_acr: ['gold'] });
    expect(showsSecondFactor(caller)).toBe(shown);
  });

  it('is shown by the meaning that the configuration gives a word of amr', async () => {
    const caller = await callerOf({ amr: ['pwd', 'duo'] }, { amr: { duo: 'possession' } });
    expect(caller.factorKinds).toEqual(new Set(['knowledge', 'possession']));
  });

  it('is no longer shown by a word whose meaning the configuration takes away (R18)', async () => {
    const caller = await callerOf({ amr: ['pwd', 'otp'] }, { amr: { otp: 'none' } });
    expect(showsSecondFactor(caller)).toBe(false);
  });
});
