import { expect } from '@jest/globals';

import type { Tongue } from './tongue.js';

const ERRORS: Record<string, readonly [status: number, code: number]> = {
  invalid_request: [400, 5000],
  invalid_current_password: [400, 5023],
  invalid_token: [401, 4001],
  insufficient_user_authentication: [401, 4011],
  password_not_enabled: [403, 4030],
  managed_identity: [403, 4030],
  quarantined: [403, 4030],
  not_found: [404, 3001],
  no_password_set: [404, 3001],
  changed_meanwhile: [409, 5026],
  request_in_flight: [409, 5028],
  body_too_large: [413, 5001],
  unsupported_media_type: [415, 5002],
  password_policy_violated: [422, 5024],
  password_breached: [422, 5025],
  idempotency_key_reused: [422, 5027],
  too_many_attempts: [429, 4029],
  temporarily_overloaded: [503, 5030],
};

export const profileV1Tongue: Tongue = {
  name: 'profile-v1',
  change: ({ current, next, extra }) => ({
    method: 'POST',
    path: '/v1/users/profile/change-password',
    body: { oldPassword: current, newPassword: next, ...extra },
  }),
  done: { status: true, data: { passwordChanged: 'OK' } },
  refusal(word) {
    const [status, code] = ERRORS[word] ?? [0, 0];
    const error = { code, message: expect.stringMatching(/\S/) };
    return { status, body: { status: false, error } };
  },
  fields: { current: 'oldPassword', next: 'newPassword' },
};
