import { TokenRefused } from './token-refused.js';

/** As much of a request as carries a token, on Fastify and on node:http alike. */
export interface BearerRequest {
  readonly headers: { readonly authorization?: string | undefined };
  readonly rawHeaders?: readonly string[];
  readonly raw?: { readonly rawHeaders: readonly string[] };
}

/** Real tokens have 1 to 3 KiB; more would only be work for an attacker to hand out. */
export const LONGEST_TOKEN = 8192;

/** The scheme in any case (RFC 9110 §11.1), then a compact JWS (RFC 7515 §7.1). */
const SCHEME = /^bearer(?: +|$)/i;
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The token of the `Authorization` header, and of nowhere else: query and body end up in logs and
 * histories (RFC 9700 §4.3.2).
 * @throws TokenRefused if there is none, or nothing that could be one.
 */
export function bearerToken(request: BearerRequest): string {
  const { authorization } = request.headers;
  if (authorization === undefined) throw new TokenRefused('missing', 'there is no token');
  if (isRepeated(request)) throw new TokenRefused('invalid', 'there are several authorizations');
  const scheme = SCHEME.exec(authorization);
  const token = scheme ? authorization.slice(scheme[0].length) : '';
  if (token === '') throw new TokenRefused('missing', 'there is no bearer token');
  if (token.length > LONGEST_TOKEN) throw new TokenRefused('invalid', 'it is too long');
  if (!COMPACT_JWS.test(token)) throw new TokenRefused('invalid', 'it is not a signed token');
  return token;
}

/** Node keeps the first of several silently; whoever stands before us may have read the last. */
function isRepeated({ raw, rawHeaders = raw?.rawHeaders ?? [] }: BearerRequest): boolean {
  let seen = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') seen += 1;
  }
  return seen > 1;
}
