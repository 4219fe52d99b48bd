import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { ConfiguredSessionIssuers, IssuersInvalid, parseIssuers } from '#libs/auth';
import { tenantId } from '#libs/identity';

import type { Overrides } from '../../support/tokens.js';
import { publicJwk, TestIssuer, testKey } from '../../support/tokens.js';

const issuer = new TestIssuer();
const entry = (overrides: Overrides = {}) => issuer.configuration(overrides);

function mistakesOf(json: unknown): readonly string[] {
  try {
    parseIssuers(json);
    return [];
  } catch (error) {
    if (error instanceof IssuersInvalid) return error.mistakes;
    throw error;
  }
}

describe('The trusted issuers', () => {
  it('have the defaults that the documentation names', () => {
    const [trusted] = parseIssuers([entry()]).all;
    expect(trusted).toMatchObject({
      issuer: issuer.issuer,
      algorithms: new Set(['RS256', 'ES256', 'PS256']),
      types: new Set(['at+jwt']),
      anchor: 'auth_time',
      skewSeconds: 1,
      services: false,
    });
  });

  it('are found by discovery where no keys are named, whatever slash ends the issuer', () => {
    const [trusted] = parseIssuers([
      entry({ jwks: undefined, issuer: 'https://a.example/b/' }),
    ]).all;
    expect(trusted?.keys).toEqual({
      kind: 'discovery',
      uri: 'https://a.example/b/.well-known/openid-configuration',
    });
  });

  it.each([
    ['a text', 'https://issuer.example'],
    ['an object', {}],
    ['nothing', undefined],
    ['an empty list', []],
  ])('cannot be %s', (_, json) => {
    expect(mistakesOf(json)).toEqual(['the issuers must be a list with at least one entry']);
  });

  it('name every mistake at once', () => {
    const wrong = {
      home_of: ['de mo'],
      algorithms: ['RS256', 'HS256'],
      typ: ['JWT', 'id_token', 'Application/SecEvent+JWT'],
      claims: { sid: 7, tenent: 'org' },
      amr: { otp: 'strong' },
      session_anchor: 'jti',
      skew_seconds: 61,
      services: 'yes',
      jwks_uri: 'ftp://keys.example',
      audiance: 'latchkey',
    };
    expect(mistakesOf([wrong, 7])).toEqual([
      'issuers[0].issuer is missing',
      'issuers[0].home_of holds what cannot be a tenant',
      'issuers[0].services must be true or false',
      'issuers[0].jwks_uri must be an http or https URL',
      'issuers[0].audience must name an audience of ours',
      'issuers[0].algorithms must be some of RS256, ES256, PS256',
      'issuers[0].typ must not accept id_token',
      'issuers[0].typ must not accept secevent+jwt',
      'issuers[0].claims.sid must be a text that is not empty',
      'issuers[0].claims.tenent is not a setting',
      'issuers[0].amr.otp must be one of knowledge, possession, inherence, multi, none',
      'issuers[0].session_anchor must be one of epoch, auth_time, iat',
      'issuers[0].skew_seconds must be a whole number from 0 to 60',
      'issuers[0].home_of or tenants must name a tenant',
      'issuers[0].audiance is not a setting',
      'issuers[1] must be an object',
      'issuers[1].issuer is missing',
      'issuers[1].audience must name an audience of ours',
      'issuers[1].home_of or tenants must name a tenant',
    ]);
  });

  it.each([
    ['jwks beside jwks_uri', { jwks_uri: 'https://k.example' }, 'jwks_uri and jwks exclude'],
    ['no key', { jwks: { keys: [] } }, 'jwks holds no key'],
    ['no key set', { jwks: [] }, 'jwks : this is not a JWK set'],
    ['the internal audience', { audience: 'latchkey-internal' }, 'audience must not be latchkey-'],
    ['an issuer without a URL', { jwks: undefined, issuer: 'me' }, 'issuer must be an http or'],
    ['a URL with a password', { jwks: undefined, jwks_uri: 'https://a:b@c.example' }, 'jwks_uri'],
    ['a skew of half a second', { skew_seconds: 0.5 }, 'skew_seconds must be a whole number'],
    ['an audience twice', { audience: ['a', 'a'] }, 'audience names something twice'],
    ['an empty text', { audience: [''] }, 'audience must hold texts that are not empty'],
  ])('cannot have %s', (_, overrides, mistake) => {
    const mistakes = mistakesOf([entry(overrides)]);
    expect(mistakes[0]).toContain(`issuers[0].${mistake}`);
  });

  it('cannot have a private or a weak key in the configuration', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const { privateKey } = testKey();
    const keys = [
      { ...weak.publicKey.export({ format: 'jwk' }), kid: 'weak' },
      { ...privateKey.export({ format: 'jwk' }), kid: 'private' },
      { ...publicJwk(testKey()), kid: undefined },
      { kty: 'oct', kid: 'shared', k: 'c2VjcmV0' },
    ];
    expect(mistakesOf([entry({ jwks: { keys } })])).toEqual([
      'issuers[0].jwks : keys[0] fits none of RS256, ES256, PS256',
      'issuers[0].jwks : keys[1] is not public',
      'issuers[0].jwks : keys[2] has no kid',
      'issuers[0].jwks : keys[3] is not public',
    ]);
  });

  it('may be for services alone, without tenants and audience', () => {
    const services = entry({ home_of: undefined, audience: undefined, services: true });
    expect(mistakesOf([services])).toEqual([]);
  });

  it('give each tenant one home, no more and no less', () => {
    const second = { issuer: 'https://second.example' };
    expect(mistakesOf([entry(), entry(second)])).toEqual([
      'tenant demo must have one home issuer, it has 2',
    ]);
    expect(mistakesOf([entry({ home_of: undefined, tenants: ['demo'] })])).toEqual([
      'tenant demo must have one home issuer, it has 0',
    ]);
    expect(mistakesOf([entry(), entry({ ...second, home_of: [], tenants: ['demo'] })])).toEqual([]);
  });

  it('are each configured once', () => {
    expect(mistakesOf([entry(), entry({ home_of: ['crm'] })])).toEqual([
      `issuer ${issuer.issuer} is configured twice`,
    ]);
  });
});

describe('The sessions of a tenant', () => {
  const partner = (session_anchor: string) =>
    entry({ issuer: 'https://partner.example', home_of: [], tenants: ['demo'], session_anchor });
  const acknowledgement = (tenant: string, ...issuers: unknown[]) =>
    new ConfiguredSessionIssuers(parseIssuers(issuers)).acknowledgement(tenantId(tenant));

  it('are ended where every issuer of the tenant copies our epoch', () => {
    const home = entry({ session_anchor: 'epoch' });
    expect(acknowledgement('demo', home)).toBe('ended');
    expect(acknowledgement('demo', home, partner('epoch'))).toBe('ended');
  });

  it('are pending where one issuer does not, or where nobody issues', () => {
    const home = entry({ session_anchor: 'epoch' });
    expect(acknowledgement('demo', home, partner('auth_time'))).toBe('pending');
    expect(acknowledgement('demo', entry())).toBe('pending');
    expect(acknowledgement('nowhere', home)).toBe('pending');
  });
});
