import type { CountryCode } from 'libphonenumber-js/core';
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumber,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

/** What people write between digits (ITU-T E.123); no extension, no parameter, no other digits. */
const WRITTEN = /^\+?[\d\s().\-/]{1,40}$/;

/** Whether national numbers of this region (ISO 3166-1 alpha-2) can be read. */
export const isRegion = (text: string): boolean =>
  isSupportedCountry(text as CountryCode, metadata);

/**
 * E.164. Without `+` the digits are a national number of the region and nothing else: neither an
 * international prefix nor a country code in front of them is guessed at.
 */
export function mobileLookup(text: string, region: string | undefined): string | undefined {
  const written = text.trim();
  if (!WRITTEN.test(written)) return undefined;
  const international = written.startsWith('+') ? written : nationalOf(written, region);
  const number = international && parsed(international);
  return number && number.isPossible() ? number.number : undefined;
}

function nationalOf(written: string, region: string | undefined): string | undefined {
  const country = region as CountryCode | undefined;
  if (country === undefined || !isSupportedCountry(country, metadata)) return undefined;
  return `+${getCountryCallingCode(country, metadata)} ${written}`;
}

function parsed(international: string): ReturnType<typeof parsePhoneNumber> | undefined {
  try {
    return parsePhoneNumber(international, { extract: false }, metadata);
  } catch {
    return undefined;
  }
}
