import { domainToASCII } from 'node:url';

/** One `@` divides; whatever a URL would read as more than a host name cannot be a domain. */
const SHAPE = /^([^\s@\p{Cc}]{1,64})@([^\s@\p{Cc}%/?#:\\[\]]{1,255})$/u;

/** Lower-case, the domain as its ASCII form (IDNA, RFC 5891 as UTS #46 reads it). */
export function emailLookup(text: string): string | undefined {
  const [, local, domain] = SHAPE.exec(text.trim().normalize('NFC')) ?? [];
  if (local === undefined || domain === undefined) return undefined;
  const ascii = domainToASCII(domain);
  return ascii && `${local.toLowerCase()}@${ascii.toLowerCase()}`;
}
