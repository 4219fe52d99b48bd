import { expect } from '@jest/globals';

import { DEVICE } from '../support/tickets.js';
import type { Tongue } from './tongue.js';

const STATUS: Record<string, number> = {
  invalid_request: 400,
  invalid_current_password: 400,
  no_password_set: 400,
  invalid_token: 401,
  insufficient_user_authentication: 403,
  forbidden: 403,
  password_not_enabled: 403,
  managed_identity: 403,
  quarantined: 403,
  not_found: 404,
  changed_meanwhile: 409,
  request_in_flight: 409,
  idempotency_key_reused: 422,
  body_too_large: 413,
  unsupported_media_type: 415,
  password_policy_violated: 422,
  password_breached: 422,
  too_many_attempts: 429,
  temporarily_overloaded: 503,
};

export const mfaV1Refusal = (word: string) => {
  const code = STATUS[word] ?? 0;
  const message = expect.stringMatching(/\S/);
  return { status: code, body: { status: { success: false, code, message } } };
};

export const SUCCESS = { success: true, code: 200, message: 'SUCCESS' };

export const mfaV1Tongue: Tongue = {
  name: 'mfa-v1',
  ticketed: true,
  change: ({ current, next, extra }) => ({
    method: 'POST',
    path: '/auth/v1/mfa/password/change',
    body: {
      deviceId: DEVICE,
      password: current,
      newPassword: next,
      confirmPassword: next,
      brand: 'somebody’s brand',
      token: 'a ticket',
      identifierType: 'USERNAME',
      identifierValue: 'somebody',
      ...extra,
    },
  }),
  done: { status: SUCCESS },
  refusal: mfaV1Refusal,
  fields: { current: 'password', next: 'newPassword' },
};
