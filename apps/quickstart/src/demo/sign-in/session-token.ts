import type { Reply } from '#libs/platform';

import { BELONGINGS } from '../belongings.js';
import type { DemoIssuer } from '../demo-issuer.js';
import type { DemoSession } from './sessions.js';

/** Seconds: as short as a page can well renew. */
const TOKEN_LIFE = 300;

export async function tokenOfSession(issuer: DemoIssuer, session: DemoSession): Promise<Reply> {
  const { person, sid, epoch, authTime, amr } = session;
  const { token, sub, tenant } = await issuer.issue({
    who: person,
    scopes: person.scopes,
    amr,
    authTime,
    authTimeOffset: 0,
    expiresIn: TOKEN_LIFE,
    session: { sid, epoch },
  });
  const mediums = BELONGINGS.find((one) => one.person === person)?.mediums ?? [];
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      signed_in: true,
      user: person.name,
      tenant,
      sub,
      email: mediums.find(({ type }) => type === 'EMAIL')?.name ?? '',
      access_token: token,
      expires_in: TOKEN_LIFE,
    },
  };
}
