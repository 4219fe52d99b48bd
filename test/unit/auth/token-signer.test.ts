import { afterEach, describe, expect, it } from '@jest/globals';

import { TokenSigner } from '#libs/auth';

import { TestIssuer } from '../../support/tokens.js';
import { GuardedApplication, settingsOf } from './harness.js';

let application: GuardedApplication | undefined;

afterEach(() => application?.close());

const now = Math.floor(Date.now() / 1000);
const claims = { sub: 'alice', aud: 'latchkey', iat: now, exp: now + 60 };

async function trusting(signer: TokenSigner) {
  const issuer = new TestIssuer();
  application = await GuardedApplication.start(
    settingsOf([issuer.configuration({ jwks: signer.jwks() })]),
  );
  return { iss: issuer.issuer, ask: (token: string) => application?.asPerson(token) };
}

describe('A signer of ours', () => {
  it.each(['ES256', 'RS256', 'PS256'] as const)(
    'signs access tokens with %s that its published keys verify',
    async (algorithm) => {
      const signer = await TokenSigner.generate(algorithm);
      const { iss, ask } = await trusting(signer);
      const verdict = await ask(await signer.sign({ ...claims, iss }));
      expect(verdict).toMatchObject({ caller: { sub: 'alice' } });
    },
  );

  it('publishes nothing private, and prints nothing private', async () => {
    const signer = await TokenSigner.generate('RS256');
    const [key] = signer.jwks().keys;
    expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(String(signer.exported())).toBe('[secret]');
  });

  it('goes on with the same key after a restart', async () => {
    const before = await TokenSigner.generate();
    const after = await TokenSigner.restore(before.exported());
    expect(after.jwks()).toEqual(before.jwks());
    const { iss, ask } = await trusting(before);
    const verdict = await ask(await after.sign({ ...claims, iss }));
    expect(verdict).toMatchObject({ caller: { sub: 'alice' } });
  });

  it('is not restored from a public key', async () => {
    const signer = await TokenSigner.generate();
    const { Secret } = await import('#libs/identity');
    const published = new Secret(JSON.stringify(signer.jwks().keys[0]));
    await expect(TokenSigner.restore(published)).rejects.toThrow('not a signing key');
  });
});
