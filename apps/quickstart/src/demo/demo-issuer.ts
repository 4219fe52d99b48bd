import { randomUUID } from 'node:crypto';

import type { Issuers } from '#libs/auth';
import { INTERNAL_AUDIENCE, parseIssuers, TokenSigner } from '#libs/auth';
import { Secret } from '#libs/identity';
import type { TenantId } from '#libs/identity';
import type { Clock } from '#libs/platform';

import type { KeptKeys } from '../folder/kept-keys.js';
import type { Epochs } from './epochs.js';
import { CRM, DEMO, LEGACY } from './people.js';
import type { TokenRequest } from './token-request.js';
import { SERVICE } from './token-request.js';

/** No URL: it stays the same at whatever port, and nobody else can ever be found under it. */
export const DEMO_ISSUER = 'urn:latchkey:demo';

const AUDIENCE = 'latchkey';

export interface IssuedToken {
  readonly token: string;
  readonly expiresIn: number;
  readonly sub: string;
  readonly tenant: TenantId | null;
}

/** Gives tokens away to whoever asks: for trying things on one's own machine, and nowhere else. */
export class DemoIssuer {
  constructor(
    private readonly signer: TokenSigner,
    private readonly epochs: Epochs,
    private readonly clock: Clock,
  ) {}

  jwks(): { readonly keys: readonly object[] } {
    return this.signer.jwks();
  }

  async issue(request: TokenRequest): Promise<IssuedToken> {
    const { who, expiresIn } = request;
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const person = who === SERVICE ? undefined : who;
    const sub = person?.sub ?? SERVICE;
    const token = await this.signer.sign({
      iss: DEMO_ISSUER,
      sub,
      iat: now,
      exp: now + expiresIn,
      jti: randomUUID(),
      ...(request.scopes.length > 0 ? { scope: request.scopes.join(' ') } : {}),
      ...(person
        ? {
            aud: AUDIENCE,
            client_id: 'quickstart',
            tenant: person.tenant,
            sid: request.session?.sid ?? randomUUID(),
            epoch: request.session?.epoch ?? (await this.epochs.of(person.tenant, person.sub)),
            auth_time: request.authTime ?? now + request.authTimeOffset,
            amr: request.amr,
            ...(request.acr === undefined ? {} : { acr: request.acr }),
          }
        : { aud: INTERNAL_AUDIENCE, client_id: SERVICE }),
    });
    return { token, expiresIn, sub, tenant: person?.tenant ?? null };
  }
}

/** Kept, so that tokens outlive a restart. */
export async function keptSigner(keys: KeptKeys): Promise<TokenSigner> {
  const made = async (): Promise<string> => (await TokenSigner.generate()).exported().reveal();
  return TokenSigner.restore(new Secret(await keys.get('demo-issuer.json', made)));
}

/** Whom quickstart trusts: its own issuer, which copies our epoch and so ends sessions exactly. */
export const demoIssuers = (signer: TokenSigner): Issuers =>
  parseIssuers([
    {
      issuer: DEMO_ISSUER,
      home_of: [DEMO, LEGACY, CRM],
      services: true,
      audience: AUDIENCE,
      jwks: signer.jwks(),
      session_anchor: 'epoch',
    },
  ]);
