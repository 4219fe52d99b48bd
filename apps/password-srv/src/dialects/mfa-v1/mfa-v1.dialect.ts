import type { Reply } from '#libs/platform';
import { refusalHeaders } from '#libs/platform';

import type { Dialect, WireErrors } from '../dialect.js';
import { lineOf } from '../dialect.js';

interface Line {
  readonly status: number;
  readonly message: string;
}

const line = (status: number, message: string): Line => ({ status, message });

/** Whoever is not found, has no password or does not know it is told the same. */
const WRONG = line(400, 'Invalid credentials');
const NOT_HERE = line(403, 'The password cannot be changed here');
const BUSY = line(503, 'Try again later');

const MFA_V1_ERRORS: WireErrors<Line> = {
  invalid_request: ({ fields }) =>
    line(400, `Invalid request: ${fields.map((f) => `${f.field} ${f.problem}`).join('; ')}`),
  body_too_large: line(413, 'Request body too large'),
  unsupported_media_type: line(415, 'Content type must be application/json'),
  not_found: line(404, 'Not found'),
  invalid_token: line(401, 'Invalid or expired token'),
  insufficient_user_authentication: line(403, 'A second factor is required'),
  forbidden: line(403, 'This interface is not available'),
  subject_mismatch: line(403, 'Forbidden'),
  password_not_enabled: NOT_HERE,
  managed_identity: NOT_HERE,
  quarantined: NOT_HERE,
  contact_not_verified: NOT_HERE,
  no_password_set: WRONG,
  password_already_set: line(409, 'There is a password already'),
  invalid_current_password: WRONG,
  changed_meanwhile: line(409, 'The password was changed meanwhile'),
  password_policy_violated: ({ violations }) =>
    line(422, `Password policy not met: ${violations.map(({ code }) => code).join(', ')}`),
  password_breached: ({ source }) =>
    source === 'tenant'
      ? line(422, 'The password is on a list of refused passwords')
      : line(422, 'The password is known from a breach'),
  password_too_young: line(422, 'The password was changed too recently'),
  idempotency_key_reused: line(422, 'The Idempotency-Key was used for another request'),
  request_in_flight: line(409, 'The same request is still being answered'),
  too_many_attempts: line(429, 'Too many attempts'),
  temporarily_overloaded: BUSY,
  breach_check_unavailable: BUSY,
  outcome_unknown: line(503, 'The outcome is unknown; validate the new password to find out'),
  internal_error: line(500, 'Internal error'),
};

const PATHS = ['/auth/v1/mfa/password/', '/auth/v1/password/'];

export const mfaV1: Dialect = {
  speaks: (path) => PATHS.some((prefix) => path.startsWith(prefix)),
  refuse(refusal) {
    const { status: code, message } = lineOf(MFA_V1_ERRORS, refusal);
    const body = { status: { success: false, code, message } };
    return { status: code, headers: refusalHeaders(refusal), body };
  },
};

export const mfaV1Success = (more: { readonly token?: string } = {}): Reply => ({
  status: 200,
  body: { status: { success: true, code: 200, message: 'SUCCESS' }, ...more },
});
