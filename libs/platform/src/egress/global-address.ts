import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/**
 * Whether an address belongs to the public internet. Everything else leads to ourselves or to our
 * neighbours: loopback, private, link-local (cloud metadata), shared, reserved, multicast, and the
 * IPv6 ranges that carry an IPv4 address which nobody looked at (RFC 6890, RFC 6052).
 */
export function isGlobalAddress(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.process(text).range() === 'unicast';
}
