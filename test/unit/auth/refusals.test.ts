import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { hmacWith, publicJwk, TestIssuer, testKey } from '../../support/tokens.js';
import { GuardedApplication, INVALID, settingsOf } from './harness.js';

const rsa = testKey('RS256');
const home = new TestIssuer('https://home.example', undefined, rsa);
const other = new TestIssuer('https://other.example');
const stranger = new TestIssuer('https://stranger.example');
const onlyEs256 = new TestIssuer('https://es256.example', undefined, testKey('RS256'));

let application: GuardedApplication;

beforeAll(async () => {
  application = await GuardedApplication.start(
    settingsOf([
      home.configuration(),
      other.configuration({ home_of: ['crm', 'legacy'] }),
      onlyEs256.configuration({ home_of: ['third'], algorithms: ['ES256'] }),
    ]),
  );
});

afterAll(() => application.close());

const now = Math.floor(Date.now() / 1000);
const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const jwkText = JSON.stringify(publicJwk(rsa));
const attacker = testKey('RS256', rsa.kid);

/** Every way in which a token is not one, each as the only thing wrong with it. */
const FORGERIES: Record<string, () => string> = {
  'an unsigned token (alg none)': () =>
    home.mint({}, { header: { alg: 'none' }, signature: () => '' }),
  'alg none with the signature of another token': () => home.mint({}, { header: { alg: 'none' } }),
  'alg nOnE': () => home.mint({}, { header: { alg: 'nOnE' } }),
  'HS256 with the public key in PEM as its secret': () =>
    home.mint({}, { header: { alg: 'HS256' }, signature: hmacWith(pem) }),
  'HS256 with the public key as JWK as its secret': () =>
    home.mint({}, { header: { alg: 'HS256' }, signature: hmacWith(jwkText) }),
  'an algorithm that is missing': () => home.mint({}, { header: { alg: undefined } }),
  'an algorithm that its issuer may not use': () => onlyEs256.mint({}),
  'an algorithm that does not fit the key': () => home.mint({}, { header: { alg: 'ES256' } }),
  'another padding than the algorithm that the key is for': () =>
    home.mint({}, { key: { ...rsa, algorithm: 'PS256' } }),
  'a jku header': () => home.mint({}, { header: { jku: 'https://evil.example/jwks' } }),
  'a jwk header with the attacker’s own key': () =>
    home.mint({}, { key: attacker, header: { jwk: publicJwk(attacker) } }),
  'an x5u header': () => home.mint({}, { header: { x5u: 'https://evil.example/cert' } }),
  'an x5c header': () => home.mint({}, { header: { x5c: ['MIIB'] } }),
  'a critical extension': () => home.mint({}, { header: { crit: ['b64'], b64: false } }),
  'a signature by another key': () => home.mint({}, { key: attacker }),
  'a kid that its issuer does not have': () => home.mint({}, { header: { kid: 'unknown' } }),
  'a kid of another issuer': () => home.mint({}, { key: other.key() }),
  'no kid': () => home.mint({}, { header: { kid: undefined } }),
  'a kid that names a prototype': () => home.mint({}, { header: { kid: '__proto__' } }),
  'an ES256 signature of the wrong length': () => other.mint({ tenant: 'crm' }).slice(0, -4),
  'a payload changed after signing': () => {
    const [header, , signature] = home.mint().split('.');
    return [header, home.mint({ sub: 'dora' }).split('.')[1], signature].join('.');
  },
};

const MISTYPED: Record<string, () => string> = {
  'a payload that is a list': () => home.signed('[]'),
  'a payload that is a text': () => home.signed('"alice"'),
  'a payload that is null': () => home.signed('null'),
  'a payload that is no JSON': () => home.signed('{'),
  'two parts': () => home.mint().split('.').slice(0, 2).join('.'),
  'five parts, an encrypted token': () => `${home.mint()}.AAAA.AAAA`,
  'characters that base64url does not have': () => `${home.mint()}+/=`,
  'more than 8 KiB': () => home.mint({ padding: 'x'.repeat(8192) }),
};

const CLAIMS: Record<string, Record<string, unknown>> = {
  'no exp': { exp: undefined },
  'an exp that is a text': { exp: String(now + 900) },
  'an exp that is null': { exp: null },
  'an exp beyond every date': { exp: 1e300 },
  'no iat': { iat: undefined },
  'an iat that is a text': { iat: String(now) },
  'no aud': { aud: undefined },
  'an empty aud': { aud: [] },
  'an aud that is a number': { aud: 7 },
  'an aud that holds a number': { aud: ['latchkey', 7] },
  'no iss': { iss: undefined },
  'an iss that is a list': { iss: ['https://home.example'] },
  'an iss with a slash more': { iss: 'https://home.example/' },
  'no sub': { sub: undefined },
  'an empty sub': { sub: '' },
  'a sub that is a number': { sub: 7 },
  'a sub that is an object': { sub: { toString: 'alice' } },
  'a sub with NUL': { sub: 'alice\u0000' },
  'a sub with a space': { sub: 'alice b' },
  'a sub of 256 characters': { sub: 'a'.repeat(256) },
  'an nbf that is a text': { nbf: 'now' },
  'an auth_time that is a text': { auth_time: 'now' },
  'a sid that is an object': { sid: {} },
  'a sid with NUL': { sid: 'session\u0000' },
  'an amr that is an object': { amr: { pwd: true } },
  'a scope that is a number': { scope: 7 },
};

describe('A token is refused (R25c, ASVS-9.1.1, ASVS-9.1.2, ASVS-9.1.3) when it has', () => {
  it.each(Object.entries(FORGERIES))('%s', async (_, mint) => {
    expect(await application.asPerson(mint())).toEqual(INVALID);
  });

  it.each(Object.entries(MISTYPED))('%s', async (_, mint) => {
    expect(await application.asPerson(mint())).toEqual(INVALID);
  });

  it('an issuer that nobody trusts', async () => {
    expect(await application.asPerson(stranger.mint())).toEqual(INVALID);
  });
});

describe('A token is refused (R25c, ASVS-9.2.1) with', () => {
  it.each(Object.entries(CLAIMS))('%s', async (_, claims) => {
    expect(await application.asPerson(home.mint(claims))).toEqual(INVALID);
  });
});

describe('A token is refused (R25c, ASVS-9.2.3) that is for', () => {
  it.each([
    'elsewhere',
    ['elsewhere', 'another'],
    'latchkey-internal',
    ['latchkey', 'latchkey-internal'],
  ])('the audience %j', async (aud) => {
    expect(await application.asPerson(home.mint({ aud }))).toEqual(INVALID);
  });

  it.each([
    ['a tenant of another issuer', home, 'crm'],
    ['a tenant that nobody has', other, 'nowhere'],
    ['no tenant, although its issuer has several', other, undefined],
    ['a tenant that is a list', other, ['crm']],
    ['a tenant that is a prototype’s property', other, 'constructor'],
  ])('%s', async (_, issuer, tenant) => {
    expect(await application.asPerson(issuer.mint({ tenant }))).toEqual(INVALID);
  });
});

describe('What is no access token is refused (R25c, ASVS-9.2.2, RFC 9068 §4):', () => {
  it.each([undefined, 'JWT', 'id_token', 'logout+jwt', 'secevent+jwt', '', 7])(
    'the header type %j',
    async (typ) => {
      expect(await application.asPerson(home.mint({}, { header: { typ } }))).toEqual(INVALID);
    },
  );

  it.each([
    ['an ID token by its nonce', { nonce: 'n-0S6_WzA2Mj' }],
    ['an ID token by its at_hash', { at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng' }],
    ['an ID token by its c_hash', { c_hash: 'LDktKdoQak3Pk0cnXxCltA' }],
    ['a security event or logout token by its events', { events: {} }],
    ['an ID token by the type in its payload', { typ: 'ID' }],
    ['a refresh token by the type in its payload', { typ: 'Refresh' }],
    ['a logout token by the type in its payload', { typ: 'Logout' }],
    ['a token bound to a key (RFC9449)', { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2Hg' } }],
    ['a token bound to a certificate (RFC 8705)', { cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5' } }],
  ])('%s', async (_, claims) => {
    expect(await application.asPerson(home.mint(claims))).toEqual(INVALID);
  });
});
