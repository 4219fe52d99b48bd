import { expect } from '@jest/globals';

import { carried } from '../contract/ticketed.js';
import { accountV3Tongue } from '../contract/account-v3.tongue.js';
import { mfaV1Tongue } from '../contract/mfa-v1.tongue.js';
import { mobileV2Tongue } from '../contract/mobile-v2.tongue.js';
import { nativeRefusal, nativeTongue } from '../contract/native.tongue.js';
import { profileV1Tongue } from '../contract/profile-v1.tongue.js';
import type { Answer, Sent, Tongue } from '../contract/tongue.js';
import type { House, Person } from './house.js';
import { resetClient } from './reset-client.js';

export const CURRENT = 'Quiet-harbour-58, at night';

export interface WritingRoute {
  /** For somebody without a password. */
  readonly first?: true;
  send(house: House, person: Person, next: string): Promise<Answer>;
  refusal(word: string): { readonly status: number; readonly body: unknown };
}

const changed = (tongue: Tongue, path?: string): WritingRoute => ({
  async send(house, person, next) {
    const proof = tongue.ticketed ? await house.ticket(person) : person.token();
    const [sent, token] = carried(tongue, { current: CURRENT, next }, person, proof);
    return house.ask(house.passwordUrl, { ...sent, ...at(path) }, token);
  },
  refusal: (word) => tongue.refusal(word),
});

const at = (path: string | undefined): Partial<Sent> => (path === undefined ? {} : { path });

/** Every route by which a new password comes into force, and how somebody sends one there. */
export const WRITING_ROUTES: Readonly<Record<string, WritingRoute>> = {
  'PUT /password-srv/password': changed(nativeTongue),
  'POST /password-srv/password': {
    first: true,
    send: (house, person, next) => {
      const body = { password: next, confirmPassword: next };
      const sent = { method: 'POST', path: '/password-srv/password', body };
      return house.ask(house.passwordUrl, sent, person.token());
    },
    refusal: nativeRefusal,
  },
  'POST /users-srv/changepassword': {
    ...changed(nativeTongue),
    send: (house, person, next) => {
      const sent = nativeTongue.change({ current: CURRENT, next });
      const companion = { ...sent, method: 'POST', path: '/users-srv/changepassword' };
      return house.ask(house.passwordUrl, companion, person.token());
    },
  },
  'POST /users-srv/resetpassword/accept': {
    send: async (house, person, next) => {
      const client = resetClient(house);
      return client.accept(...(await client.proven(person)), next);
    },
    refusal: nativeRefusal,
  },
  'PUT /v2/mobile/password/change': changed(mobileV2Tongue),
  'POST /auth/v1/mfa/password/change': changed(mfaV1Tongue),
  'POST /auth/v1/password/change': changed(mfaV1Tongue, '/auth/v1/password/change'),
  'POST /v3/account/password/change': changed(accountV3Tongue),
  'POST /v1/users/profile/change-password': changed(profileV1Tongue),
  'PUT /internal/v1/subjects/:sub/password': {
    send: async (house, { tenant, subject }, password) => {
      const path = `/internal/v1/subjects/${subject}/password`;
      const sent = { method: 'PUT', path, body: { tenant, password } };
      return house.ask(house.passwordUrl, sent, await house.serviceToken('password:admin'));
    },
    refusal: (code) => ({ status: 422, body: expect.objectContaining({ code }) }),
  },
};
