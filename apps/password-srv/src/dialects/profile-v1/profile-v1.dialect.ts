import { refusalHeaders } from '#libs/platform';

import type { Dialect, WireErrors } from '../dialect.js';
import { lineOf } from '../dialect.js';

interface Line {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const line = (status: number, code: number, message: string): Line => ({ status, code, message });

const STEP_UP = line(401, 4011, 'Sign in again before you change the password');
const NOT_FOUND = line(404, 3001, 'Entity not found');
const NOT_HERE = line(403, 4030, 'The password cannot be changed here');
const BUSY = line(503, 5030, 'Try again later');

const PROFILE_V1_ERRORS: WireErrors<Line> = {
  invalid_request: ({ fields }) =>
    line(400, 5000, `Invalid request: ${fields.map((f) => `${f.field} ${f.problem}`).join('; ')}`),
  body_too_large: line(413, 5001, 'Request body too large'),
  unsupported_media_type: line(415, 5002, 'Content type must be application/json'),
  not_found: NOT_FOUND,
  invalid_token: ({ problem }) =>
    problem === 'missing' ? line(401, 4002, 'No auth token') : line(401, 4001, 'Unauthorized'),
  insufficient_user_authentication: STEP_UP,
  forbidden: line(403, 4030, 'Forbidden'),
  subject_mismatch: line(403, 4030, 'Forbidden'),
  password_not_enabled: NOT_HERE,
  managed_identity: NOT_HERE,
  quarantined: NOT_HERE,
  contact_not_verified: NOT_HERE,
  no_password_set: NOT_FOUND,
  password_already_set: line(409, 5026, 'There is a password already'),
  invalid_current_password: line(400, 5023, 'Incorrect old password'),
  changed_meanwhile: line(409, 5026, 'The password was changed meanwhile'),
  request_in_flight: line(409, 5028, 'The same request is under way'),
  password_policy_violated: ({ violations }) =>
    line(422, 5024, `Password policy not met: ${violations.map(({ code }) => code).join(', ')}`),
  password_breached: ({ source }) =>
    source === 'tenant'
      ? line(422, 5025, 'The password is on a list of refused passwords')
      : line(422, 5025, 'The password is known from a breach'),
  password_too_young: line(422, 5024, 'The password was changed too recently'),
  idempotency_key_reused: line(422, 5027, 'The idempotency key was used for another request'),
  too_many_attempts: line(429, 4029, 'Too many attempts'),
  temporarily_overloaded: BUSY,
  breach_check_unavailable: BUSY,
  outcome_unknown: line(503, 5030, 'The outcome is unknown; sign in to find out'),
  internal_error: line(500, 5000, 'Internal error'),
};

export const profileV1: Dialect = {
  speaks: (path) => path.startsWith('/v1/users/profile/'),
  refuse(refusal) {
    const { status, code, message } = lineOf(PROFILE_V1_ERRORS, refusal);
    const body = { status: false, error: { code, message } };
    return { status, headers: refusalHeaders(refusal), body };
  },
};
