import type { Violation } from '#libs/password-policy';
import { refusalHeaders } from '#libs/platform';

import type { AnyRefusal, Dialect, WireErrors } from '../dialect.js';
import { lineOf } from '../dialect.js';
import { NATIVE_WORDS } from '../words.js';
import { REQUIRED } from './account-v3.wire.js';

interface Line {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Native's status and word, and nothing else: what this interface says where it publishes nothing. */
const AS_NATIVE = Object.fromEntries(
  Object.entries(NATIVE_WORDS).map(([error, { status }]) => [error, { status, body: { error } }]),
) as Readonly<Record<AnyRefusal['code'], Line>>;

const unauthenticated = (reason: string): Line => ({
  status: 401,
  body: { state: 'unauthenticated', reason },
});

const unacceptable = (requirements: readonly Violation[], more: object = {}): Line => ({
  status: 422,
  body: { validation: 'invalid', requirements, ...more },
});

/** The screen itself can still be had, so the method is what is not allowed (RFC 9110 §15.5.6). */
const blocked = (error: AnyRefusal['code']): Line => ({
  status: 405,
  headers: { allow: 'PUT' },
  body: { error, message: NATIVE_WORDS[error].says },
});

const ACCOUNT_V3_ERRORS: WireErrors<Line> = {
  ...AS_NATIVE,
  invalid_token: ({ problem }) => unauthenticated(problem),
  insufficient_user_authentication: ({ code }) => unauthenticated(code),
  invalid_request: ({ code, fields }) => {
    const empty = fields.find(({ problem }) => problem === REQUIRED);
    return empty
      ? { status: 400, body: { validation: 'required', field: empty.field } }
      : { status: 400, body: { error: code, fields } };
  },
  password_policy_violated: ({ violations }) => unacceptable(violations),
  password_breached: ({ code, violations }) => unacceptable(violations, { error: code }),
  password_not_enabled: ({ code }) => blocked(code),
  managed_identity: ({ code }) => blocked(code),
};

export const accountV3: Dialect = {
  speaks: (path) => path.startsWith('/v3/account/'),
  refuse(refusal) {
    const { status, body, headers } = lineOf(ACCOUNT_V3_ERRORS, refusal);
    return { status, headers: { ...refusalHeaders(refusal), ...headers }, body };
  },
};
