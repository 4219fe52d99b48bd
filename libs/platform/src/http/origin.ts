import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { isIPv4 } from 'node:net';

import type { Origin, Repeatable } from '#libs/identity';
import { Secret } from '#libs/identity';

import { languageOf } from './language.js';

/** Where a request comes from, for the journal, the mail and the limits. */
export function originOf(request: FastifyRequest): Origin {
  const ip = clientAddress(request, request.server.edge.trustedProxies);
  const repeatable = repeatableOf(request);
  const page = otherPage(request);
  return {
    requestId: request.id,
    isGone: () => request.raw.socket.destroyed,
    ...(ip === undefined ? {} : { ip }),
    ...(page !== undefined && { page }),
    ...(repeatable && { repeatable }),
  };
}

/** Where a browser says that the request was made, unless it was made by a page of ours. */
export function otherPage({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const { origin, 'sec-fetch-site': site } = headers;
  return origin === undefined || site === 'same-origin' ? undefined : String(origin);
}

function repeatableOf({ headers }: Pick<FastifyRequest, 'headers'>): Repeatable | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  return { key: new Secret(String(key)), language: languageOf(headers['accept-language']) };
}

/**
 * The address that the outermost proxy of ours saw. Each of them appends the address it was called
 * from, so ours are counted from the right and whatever a client wrote stands left of them (R04).
 */
export function clientAddress(
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
  trustedProxies: number,
): string | undefined {
  const peer = socket.remoteAddress;
  const forwarded = hop(headers['x-forwarded-for'], trustedProxies);
  return canonicalAddress(forwarded ?? '') ?? canonicalAddress(peer ?? '');
}

/**
 * Whether a proxy marks the request as plain HTTP (NIST SP 800-63B-4 §3.1.1.2: an authenticated
 * protected channel). Behind proxies no mark counts as plain; somebody on this very machine who
 * comes without a proxy is exempt, and on the internal port only an explicit mark counts.
 */
export function arrivedOverPlainHttp(
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
  trustedProxies: number,
  internal: boolean,
): boolean {
  if (trustedProxies === 0) return false;
  const marked = hop(headers['x-forwarded-proto'], trustedProxies);
  if (marked !== undefined) return marked.toLowerCase() !== 'https';
  const direct = headers['x-forwarded-for'] === undefined && isLoopback(socket.remoteAddress);
  return !internal && !direct;
}

/** The entry of a list header that the outermost trusted proxy wrote. */
function hop(header: string | string[] | undefined, trustedProxies: number): string | undefined {
  if (header === undefined || trustedProxies === 0) return undefined;
  const entries = String(header).split(',');
  return entries.at(Math.max(0, entries.length - trustedProxies))?.trim();
}

/** `1.2.3.4:567` and `[::1]:567`, as some proxies write it, and the zone of a link-local address. */
const DECORATED = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/u;

/** One spelling per address (RFC 5952); an IPv4-mapped one is the IPv4 address (R05). */
export function canonicalAddress(text: string): string | undefined {
  const [, bracketed, withPort] = DECORATED.exec(text) ?? [];
  const bare = (bracketed ?? withPort ?? text).replace(/%.*$/u, '');
  // Node takes one spelling of an IPv4 address only; 010.0.0.1 is 8.0.0.1 to some, not to others.
  if (isIPv4(bare)) return bare;
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare).toString() : undefined;
}

/** What a limit is counted on: one IPv4 address, or an IPv6 /64, which is one customer (R05). */
export function networkOf(address: string): string | undefined {
  const canonical = canonicalAddress(address);
  if (canonical === undefined || !canonical.includes(':')) return canonical;
  const network = ipaddr.IPv6.parse(canonical).parts.slice(0, 4);
  return `${new ipaddr.IPv6([...network, 0, 0, 0, 0]).toString()}/64`;
}

/** Whose address cannot be told shares one count with everybody alike. */
export const networkNamed = (address: string | undefined): string =>
  (address !== undefined && networkOf(address)) || 'unknown';

/** A CIDR block (RFC 4632, RFC 4291 §2.3). */
export type Network = ReturnType<typeof ipaddr.parseCIDR>;

export const isWithin = (address: string, networks: readonly Network[]): boolean => {
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return false;
  const known = ipaddr.parse(canonical);
  return networks.some((network) => known.kind() === network[0].kind() && known.match(network));
};

function isLoopback(address: string | undefined): boolean {
  const canonical = canonicalAddress(address ?? '');
  return canonical === '::1' || (canonical?.startsWith('127.') ?? false);
}
