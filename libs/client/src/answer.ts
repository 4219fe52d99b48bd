/** What has to be proven before the same request succeeds (RFC 9470 §3). */
export interface Challenge {
  /** Seconds since the login that are allowed. */
  readonly maxAge?: number;
  readonly acrValues?: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  /** The word for it in whatever interface was asked; empty where it has none. */
  readonly code: string;
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
  readonly challenge?: Challenge;
}

/** Everything that may come of a request. */
export type Answer<Body> =
  | { readonly kind: 'ok'; readonly status: number; readonly body: Body; readonly etag?: string }
  | Refused
  /** No answer came: whether anything happened is not known. */
  | { readonly kind: 'unreachable' };

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const wordOf = (...candidates: readonly unknown[]): string =>
  candidates.find((one): one is string => typeof one === 'string') ?? '';

/** Problem details, the native envelope and the account screen each keep their word elsewhere. */
export function codeOf(body: unknown): string {
  const { code, error, reason, validation } = fieldsOf(body);
  const inner = fieldsOf(error);
  return wordOf(code, inner['error'], inner['code'], error, reason, validation);
}

export function challengeOf(header: string | null): Challenge | undefined {
  if (!header?.includes('insufficient_user_authentication')) return undefined;
  const age = /\bmax_age="?(\d+)/.exec(header)?.[1];
  const values = /\bacr_values="([^"]*)"/.exec(header)?.[1];
  return {
    ...(age !== undefined && { maxAge: Number(age) }),
    ...(values !== undefined && { acrValues: values }),
  };
}

/** Seconds; dates are not used by any interface of ours. */
export function retryAfterOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
