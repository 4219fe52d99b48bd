import type { CommonRefusal } from '#libs/identity';

/** How one refusal is told: the published word, its number and status, what is wrong, what to do. */
export interface Word {
  readonly status: number;
  /** The first three digits are the HTTP status; stable, for support and for log searches. */
  readonly code: `PWD_${number}`;
  readonly says: string;
  /** What is said instead, by the `source` of a refusal that may have several. */
  readonly saysOf?: Readonly<Partial<Record<string, string>>>;
  readonly hint: string;
}

/** A table with a line for every refusal: a new one does not compile until it can be said. */
export type Words<Code extends string> = Readonly<Record<Code, Word>>;

/** What any interface may have to say, whatever it is about. */
export const COMMON_WORDS: Words<CommonRefusal['code']> = {
  invalid_request: {
    status: 400,
    code: 'PWD_4000',
    says: 'The request cannot be used as it is.',
    hint: 'Correct the named fields and send it again.',
  },
  invalid_token: {
    status: 401,
    code: 'PWD_4010',
    says: 'The access token is missing, expired, revoked or not meant for this service.',
    hint: 'Sign in again and send the new token as "Authorization: Bearer <token>".',
  },
  insufficient_user_authentication: {
    status: 401,
    code: 'PWD_4011',
    says: 'The sign-in behind this token is too old or not strong enough for this operation.',
    hint: 'Authenticate again as the WWW-Authenticate header asks, then repeat the request.',
  },
  forbidden: {
    status: 403,
    code: 'PWD_4030',
    says: 'This caller may not do that.',
    hint: 'Ask for the permission, or use the interface that is meant for you.',
  },
  not_found: {
    status: 404,
    code: 'PWD_4040',
    says: 'There is nothing under this method and path.',
    hint: 'Compare the method and the path with the API documentation.',
  },
  body_too_large: {
    status: 413,
    code: 'PWD_4130',
    says: 'The body is larger than this route reads.',
    hint: 'Send less; nothing that this route needs is that long.',
  },
  unsupported_media_type: {
    status: 415,
    code: 'PWD_4150',
    says: 'The body is not JSON in UTF-8.',
    hint: 'Send "Content-Type: application/json" and a JSON body.',
  },
  internal_error: {
    status: 500,
    code: 'PWD_5000',
    says: 'Something went wrong on our side.',
    hint: 'Quote the reference number to support.',
  },
  temporarily_overloaded: {
    status: 503,
    code: 'PWD_5030',
    says: 'The service cannot do this right now.',
    hint: 'Send the same request again after the time in Retry-After.',
  },
};

const FORBIDDEN_BECAUSE = {
  not_admin: 'The subject of this token is not an admin of this tenant.',
  origin_not_registered: 'The tenant has not registered the origin of this page.',
  scope_missing: 'The token lacks the scope that this route needs.',
  plain_http: 'The request reached the proxy over plain HTTP, so its secrets are no longer secret.',
  interface_off: 'This tenant does not offer this interface.',
  service_only: 'This route is for services, not for the token of a person.',
  tenant_not_granted: 'This service was not granted this tenant.',
  password_change_due:
    'The password of this person has to be changed before anything else: change it with PUT /password-srv/password, then repeat the request.',
} as const;

const TOKEN_BECAUSE = {
  missing: 'No access token was sent.',
  invalid: 'The access token is not valid here.',
  expired: 'The access token has expired.',
  session_ended: 'The session of this token was ended, for example by a change of the password.',
  anchor_missing:
    'Sessions of this person were ended, and this token does not tell when its own began; its issuer has to send the claim that the service is configured for.',
} as const;

/** What is wrong with this very request, as far as it can be told more exactly than by the word. */
export function saidOf(
  refusal: { readonly code: string; readonly source?: string },
  word: Word,
): string {
  const known = refusal as CommonRefusal;
  switch (known.code) {
    case 'invalid_request':
      return (
        known.fields.map(({ field, problem }) => `${field} ${problem}`).join('; ') || word.says
      );
    case 'invalid_token':
      return TOKEN_BECAUSE[known.problem];
    case 'forbidden':
      return FORBIDDEN_BECAUSE[known.reason];
    case 'body_too_large':
      return `The body has more than ${String(known.maximumBytes)} bytes.`;
    default:
      return word.saysOf?.[refusal.source ?? ''] ?? word.says;
  }
}
