import type { AccessRefusal, Quota, Spent } from '#libs/identity';

type AnyRefusal = {
  readonly code: string;
  readonly retryAfterSeconds?: number;
  readonly quota?: Quota;
};

/** The headers that belong to a refusal in every dialect. */
export function refusalHeaders(refusal: AnyRefusal): Record<string, string> {
  const headers: Record<string, string> = {};
  const quota = violatedQuota(refusal);
  if (quota && refusal.retryAfterSeconds !== undefined) {
    const resetSeconds = Math.max(1, Math.ceil(refusal.retryAfterSeconds));
    headers['retry-after'] = String(resetSeconds);
    Object.assign(headers, quotaHeaders({ quota, remaining: 0, resetSeconds }));
  }
  const challenge = challengeOf(refusal as AccessRefusal);
  if (challenge) headers['www-authenticate'] = challenge;
  return headers;
}

/** What a refusal says was exceeded: its own quota, or that there is one try after the wait. */
export function violatedQuota(refusal: AnyRefusal): Quota | undefined {
  const { code, retryAfterSeconds, quota } = refusal;
  if (retryAfterSeconds === undefined) return undefined;
  const name = code === 'too_many_attempts' ? 'attempts' : 'capacity';
  return quota ?? { name, requests: 1, seconds: Math.max(1, Math.ceil(retryAfterSeconds)) };
}

/** RateLimit header fields for HTTP (draft-ietf-httpapi-ratelimit-headers-10 §3, §4). */
export function quotaHeaders({
  quota: { name, requests, seconds },
  remaining,
  resetSeconds,
}: Pick<Spent, 'quota' | 'remaining' | 'resetSeconds'>): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${String(requests)};w=${String(seconds)}`,
    ratelimit: `"${name}";r=${String(remaining)};t=${String(resetSeconds)}`,
  };
}

/** RFC 6750 §3 and RFC 9470 §3. Without a token there is nothing to call invalid (§3.1). */
function challengeOf(refusal: AccessRefusal): string | undefined {
  if (refusal.code === 'invalid_token') {
    return refusal.problem === 'missing'
      ? 'Bearer realm="latchkey"'
      : 'Bearer realm="latchkey", error="invalid_token"';
  }
  if (refusal.code !== 'insufficient_user_authentication') return undefined;
  const parameters = ['error="insufficient_user_authentication"'];
  if (refusal.maxAgeSeconds !== undefined) {
    parameters.push(`max_age="${String(refusal.maxAgeSeconds)}"`);
  }
  if (refusal.acrValues) parameters.push(`acr_values="${refusal.acrValues.join(' ')}"`);
  return `Bearer ${parameters.join(', ')}`;
}
