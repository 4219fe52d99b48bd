import { expect } from '@jest/globals';

import { statusOf } from './native.tongue.js';
import type { Tongue } from './tongue.js';

const OWN: Readonly<Record<string, { status: number; body: unknown }>> = {
  invalid_token: { status: 401, body: { state: 'unauthenticated' } },
  insufficient_user_authentication: { status: 401, body: { state: 'unauthenticated' } },
  password_policy_violated: {
    status: 422,
    body: { validation: 'invalid', requirements: expect.any(Array) },
  },
  password_breached: {
    status: 422,
    body: {
      validation: 'invalid',
      requirements: expect.any(Array),
      error: 'password_breached',
    },
  },
  password_not_enabled: {
    status: 405,
    body: { error: 'password_not_enabled', message: expect.stringMatching(/\S/) },
  },
  managed_identity: {
    status: 405,
    body: { error: 'managed_identity', message: expect.stringMatching(/\S/) },
  },
};

export const accountV3Tongue: Tongue = {
  name: 'account-v3',
  change: ({ current, next, extra }) => ({
    method: 'POST',
    path: '/v3/account/password/change',
    body: { currentPassword: current, newPassword: next, ...extra },
  }),
  done: { state: 'password_updated' },
  refusal: (word) => OWN[word] ?? { status: statusOf(word), body: { error: word } },
  empty: {
    current: { status: 400, body: { validation: 'required', field: 'currentPassword' } },
    next: { status: 422, body: { validation: 'invalid', requirements: expect.any(Array) } },
  },
  fields: { current: 'currentPassword', next: 'newPassword' },
};
