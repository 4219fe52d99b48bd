import { constants, createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TestAlgorithm = 'RS256' | 'ES256' | 'PS256';

/** A key as its issuer holds it: one algorithm, one key id. */
export interface TestKey {
  readonly algorithm: TestAlgorithm;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function testKey(algorithm: TestAlgorithm = 'ES256', kid: string = randomUUID()): TestKey {
  const pair =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { algorithm, kid, ...pair };
}

export const publicJwk = ({ publicKey, kid, algorithm }: TestKey): JsonWebKey => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: algorithm,
  use: 'sig',
});

/** Overrides of a part of a token; undefined leaves the member out. */
export type Overrides = Readonly<Record<string, unknown>>;

export interface Minting {
  readonly header?: Overrides;
  readonly key?: TestKey;
  /** Signs the token's first two parts in place of the key: forgeries. */
  readonly signature?: (signingInput: string) => string;
}

/** An issuer that says whatever a test wants it to say. */
export class TestIssuer {
  keys: TestKey[];

  constructor(
    readonly issuer = 'https://issuer.example',
    private readonly now: () => Date = () => new Date(),
    key = testKey(),
  ) {
    this.keys = [key];
  }

  /** Goes on with another key; the old one is no longer published. */
  rotate(key = testKey()): void {
    this.keys = [key];
  }

  jwks(): { keys: JsonWebKey[] } {
    return { keys: this.keys.map(publicJwk) };
  }

  /** An entry of `LATCHKEY_ISSUERS` with the keys inline. */
  configuration(overrides: Overrides = {}): Record<string, unknown> {
    return without({
      issuer: this.issuer,
      home_of: ['demo'],
      audience: ['latchkey'],
      jwks: this.jwks(),
      ...overrides,
    });
  }

  /** A person's access token, valid for 15 minutes, unless told otherwise. */
  mint(claims: Overrides = {}, minting: Minting = {}): string {
    const now = Math.floor(this.now().getTime() / 1000);
    const payload = {
      iss: this.issuer,
      sub: 'alice',
      aud: 'latchkey',
      iat: now,
      exp: now + 900,
      auth_time: now,
      sid: 'session-1',
      ...claims,
    };
    return this.signed(JSON.stringify(without(payload)), minting);
  }

  /** A machine token for the internal interface. */
  mintForService(claims: Overrides = {}): string {
    return this.mint({ aud: 'latchkey-internal', sub: 'login', sid: undefined, ...claims });
  }

  /** Signs any text as a payload. */
  signed(payload: string, { header = {}, key = this.key(), signature }: Minting = {}): string {
    const full = without({ alg: key.algorithm, kid: key.kid, typ: 'at+jwt', ...header });
    const input = `${base64url(JSON.stringify(full))}.${base64url(payload)}`;
    return `${input}.${signature ? signature(input) : signatureOf(input, key)}`;
  }

  key(): TestKey {
    const [key] = this.keys;
    if (!key) throw new Error('this issuer has no key left');
    return key;
  }
}

/** Signs with HMAC, as an attacker does who takes a public key for a shared secret. */
export const hmacWith = (secret: string) => (input: string) =>
  createHmac('sha256', secret).update(input).digest('base64url');

/** Serves whatever `body` answers at any path of a free port of this machine. */
export async function serveJson(
  body: (path: string) => unknown,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = body(request.url ?? '/');
    response.writeHead(answer === undefined ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function signatureOf(input: string, { algorithm, privateKey }: TestKey): string {
  const options = {
    RS256: { key: privateKey },
    ES256: { key: privateKey, dsaEncoding: 'ieee-p1363' as const },
    PS256: {
      key: privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    },
  }[algorithm];
  return sign('sha256', Buffer.from(input), options).toString('base64url');
}

const base64url = (text: string) => Buffer.from(text).toString('base64url');

const without = (members: Overrides): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
