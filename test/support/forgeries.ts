import type { Person } from './person.js';
import type { Minting, Overrides } from './tokens.js';
import { hmacWith, publicJwk, testKey } from './tokens.js';

const attacker = testKey();

/** A token of the person's that is good but for what is told. */
const token = ({ tenant, subject, issuer }: Person, claims: Overrides, minting: Minting = {}) =>
  issuer.mint({ sub: subject, tenant, epoch: 0, amr: ['pwd'], ...claims }, minting);

const saying = (claims: Overrides) => (person: Person) => token(person, claims);
const under = (header: Overrides) => (person: Person) => token(person, {}, { header });

const signedBySecret = (secretOf: (person: Person) => string) => (person: Person) =>
  token(person, {}, { header: { alg: 'HS256' }, signature: hmacWith(secretOf(person)) });

const seconds = () => Math.floor(Date.now() / 1000);

/** Every way in which an access token is none, each as the only thing wrong with it. */
export const FORGERIES: Readonly<Record<string, (person: Person) => string>> = {
  'alg none, unsigned': (person) =>
    token(person, {}, { header: { alg: 'none' }, signature: () => '' }),
  'alg none with the signature of another': under({ alg: 'none' }),
  'HS256 by the public key in PEM': signedBySecret(({ issuer }) =>
    issuer.key().publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  ),
  'HS256 by the public key as JWK': signedBySecret(({ issuer }) =>
    JSON.stringify(publicJwk(issuer.key())),
  ),
  'no alg': under({ alg: undefined }),
  'an alg that does not fit the key': under({ alg: 'RS256' }),
  'a key of its own under the issuer’s kid': (person) =>
    token(person, {}, { key: { ...attacker, kid: person.issuer.key().kid } }),
  'a key of its own in a jwk header': (person) =>
    token(person, {}, { key: attacker, header: { jwk: publicJwk(attacker) } }),
  'a jku header': under({ jku: 'https://evil.example/jwks' }),
  'an x5u header': under({ x5u: 'https://evil.example/cert' }),
  'a kid that nobody has': under({ kid: 'unknown' }),
  'claims changed after signing': (person) => {
    const [header, , signature] = token(person, { sub: 'somebody else' }).split('.');
    return [header, token(person, {}).split('.')[1], signature].join('.');
  },
  'no exp': saying({ exp: undefined }),
  'an exp that is over': (person) => token(person, { exp: seconds() - 61 }),
  'no iat': saying({ iat: undefined }),
  'an iat in two minutes': (person) => token(person, { iat: seconds() + 120 }),
  'no aud': saying({ aud: undefined }),
  'another aud': saying({ aud: 'elsewhere' }),
  'the aud of programs': saying({ aud: 'latchkey-internal' }),
  'no iss': saying({ iss: undefined }),
  'an iss that nobody trusts': saying({ iss: 'https://stranger.example' }),
  'no sub': saying({ sub: undefined }),
  'no typ': under({ typ: undefined }),
  'the typ of any JWT': under({ typ: 'JWT' }),
  'the typ of a security event': under({ typ: 'secevent+jwt' }),
  'the nonce of an ID token': saying({ nonce: 'n-0S6_WzA2Mj' }),
  'the at_hash of an ID token': saying({ at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng' }),
  'a tenant that its issuer may not assert': saying({ tenant: 'elsewhere' }),
  'an issuer to which the person is not linked': (person) =>
    person.tokenOfOtherIssuer({ sub: person.subject }),
};
