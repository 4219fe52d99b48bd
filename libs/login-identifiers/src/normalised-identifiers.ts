import { IdentifierSpelling } from '#libs/credentials';
import type { IdentifierType } from '#libs/identity';

import { emailLookup } from './email.js';
import { mobileLookup } from './mobile.js';

/** RFC 5321 §4.5.3.1: no mail address is longer, and nobody is called by more (characters). */
const LONGEST = 320;

type Reader = (text: string, region: string | undefined) => string | undefined;

const READERS: Readonly<Record<IdentifierType, Reader>> = {
  MOBILE: mobileLookup,
  EMAIL: emailLookup,
  /** As people remember their names: in whatever case (RFC 8265 §3.3). */
  USERNAME: (text) => text.trim().normalize('NFC').toLowerCase().normalize('NFC'),
  /** Another system's key: ours only to compare. */
  EXTERNALID: (text) => text,
};

/** One spelling per identifier, by the metadata of libphonenumber and by IDNA. */
export class NormalisedIdentifiers extends IdentifierSpelling {
  override lookupOf(
    type: IdentifierType,
    value: string,
    region: string | undefined,
  ): string | undefined {
    return value.length > LONGEST ? undefined : READERS[type](value, region) || undefined;
  }
}
