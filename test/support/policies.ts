import type { SomeRules } from '#libs/password-policy';

import type { Answer } from '../contract/tongue.js';
import type { House, Person } from './house.js';

const PATH = '/password-srv/settings/policy';

export const adminToken = (house: House, admin: Person): Promise<string> =>
  house.freshToken(admin, { scope: 'tenant:admin' });

/** Saves rules as the tenant's or a group's admin does: over whatever stood there. */
export async function askRules(
  house: House,
  admin: Person,
  rules: SomeRules,
  group?: string,
): Promise<Answer> {
  const path = group === undefined ? PATH : `${PATH}?group=${group}`;
  const authorization = `Bearer ${await adminToken(house, admin)}`;
  const read = await house.send(
    house.passwordUrl,
    { method: 'GET', path },
    { headers: { authorization } },
  );
  const body = { ...(read.body as object), rules };
  const headers = {
    'content-type': 'application/json',
    'if-match': read.headers.get('etag') ?? '',
  };
  return house.send(
    house.passwordUrl,
    { method: 'PUT', path },
    { headers: { authorization, ...headers }, body: JSON.stringify(body) },
  );
}
