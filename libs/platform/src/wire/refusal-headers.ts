import type { AccessRefusal } from '#libs/identity';

type AnyRefusal = {
  readonly code: string;
  readonly retryAfterSeconds?: number;
  readonly limit?: { readonly name: string; readonly requests: number; readonly seconds: number };
};

/** The headers that belong to a refusal in every dialect. */
export function refusalHeaders(refusal: AnyRefusal): Record<string, string> {
  const headers: Record<string, string> = {};
  if (refusal.retryAfterSeconds !== undefined) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(refusal.retryAfterSeconds)));
  }
  if (refusal.limit) {
    // draft-ietf-httpapi-ratelimit-headers: what is left, and for how many seconds.
    const { name, requests, seconds } = refusal.limit;
    headers['ratelimit-policy'] = `"${name}";q=${String(requests)};w=${String(seconds)}`;
    headers['ratelimit'] = `"${name}";r=0;t=${headers['retry-after'] ?? String(seconds)}`;
  }
  const challenge = challengeOf(refusal as AccessRefusal);
  if (challenge) headers['www-authenticate'] = challenge;
  return headers;
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
