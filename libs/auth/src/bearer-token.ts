import { TokenRefused } from './token-refused.js';

/** As much of a request as carries a token, on Fastify and on node:http alike. */
export interface BearerRequest {
  readonly headers: { readonly authorization?: string | undefined };
  readonly rawHeaders?: readonly string[];
  readonly raw?: { readonly rawHeaders: readonly string[] };
}

/** Real tokens have 1 to 3 KiB; more would only be work for an attacker to hand out. */
export const LONGEST_TOKEN = 8192;

const SCHEME = 'Bearer ';

/**
 * The token of the `Authorization` header, and of nowhere else: query and body end up in logs and
 * histories (RFC 9700 §4.3.2).
 */
export function bearerToken(request: BearerRequest): string | TokenRefused {
  const { authorization } = request.headers;
  if (authorization === undefined) return new TokenRefused('missing', 'there is no token');
  if (isRepeated(request)) return new TokenRefused('invalid', 'there are several authorizations');
  const token = hasScheme(authorization) ? authorization.slice(SCHEME.length).trimStart() : '';
  if (token === '') return new TokenRefused('missing', 'there is no bearer token');
  return token.length > LONGEST_TOKEN ? new TokenRefused('invalid', 'it is too long') : token;
}

/** In any case (RFC 9110 §11.1). */
const hasScheme = (authorization: string) =>
  authorization.startsWith(SCHEME) || /^bearer /i.test(authorization);

/** Node keeps the first of several silently; whoever stands before us may have read the last. */
function isRepeated({ raw, rawHeaders = raw?.rawHeaders ?? [] }: BearerRequest): boolean {
  let seen = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') seen += 1;
  }
  return seen > 1;
}
