import { expect } from '@jest/globals';

import type { Tongue } from './tongue.js';

const STATUS: Record<string, number> = {
  invalid_request: 400,
  invalid_current_password: 400,
  invalid_reset_proof: 400,
  invalid_token: 401,
  insufficient_user_authentication: 401,
  forbidden: 403,
  subject_mismatch: 403,
  password_not_enabled: 403,
  managed_identity: 403,
  contact_not_verified: 403,
  quarantined: 403,
  not_found: 404,
  no_password_set: 404,
  password_already_set: 409,
  changed_meanwhile: 409,
  request_in_flight: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  password_policy_violated: 422,
  password_breached: 422,
  verification_type_not_supported: 422,
  idempotency_key_reused: 422,
  too_many_attempts: 429,
  temporarily_overloaded: 503,
};

/** The status that a word has here, and wherever it is borrowed. */
export const statusOf = (word: string): number => STATUS[word] ?? 0;

export const nativeRefusal = (word: string) => ({
  status: statusOf(word),
  body: expect.objectContaining({
    success: false,
    status: STATUS[word],
    error: expect.objectContaining({
      code: expect.stringMatching(/^PWD_\d{4}$/),
      error: word,
      error_description: expect.stringMatching(/\S/),
      hint: expect.stringMatching(/\S/),
    }),
    refnum: expect.stringMatching(/\S/),
  }),
});

export const nativeTongue: Tongue = {
  name: 'native',
  change: ({ current, next, extra }) => ({
    method: 'PUT',
    path: '/password-srv/password',
    body: { old_password: current, new_password: next, confirm_password: next, ...extra },
  }),
  done: {
    success: true,
    status: 200,
    data: {
      sub: expect.any(String),
      changed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      change_id: expect.any(String),
      sessions: expect.stringMatching(/^(ended|pending)$/),
    },
  },
  refusal: nativeRefusal,
  fields: { current: 'old_password', next: 'new_password' },
};
