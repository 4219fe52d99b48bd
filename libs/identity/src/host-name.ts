/** As rows of ours spell it: RFC 1035 §2.3.4 allows 253 characters; colons are those of IPv6. */
const NAME = /^[a-z0-9.:_-]{1,253}$/u;

/**
 * The one spelling of a host without its port, out of a Host header or whatever an operator types:
 * lower case, punycode, no final dot (WHATWG URL §3.5). Undefined: it is none.
 */
export function hostName(text: string): string | undefined {
  const url = `http://${text}`;
  if (/[\s/?#@\\]/u.test(text) || !URL.canParse(url)) return undefined;
  const name = new URL(url).hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
  return NAME.test(name) ? name : undefined;
}
