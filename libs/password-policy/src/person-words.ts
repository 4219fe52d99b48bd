import type { ContextWord } from './context-words.js';
import type { WordSource } from './violation.js';

/** What is known of a person and where they are, as it is stored. */
export interface PersonAndPlace {
  readonly userNames?: readonly string[];
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  /** Given, family and display names, each by itself. */
  readonly names?: readonly string[];
  readonly tenantNames?: readonly string[];
  readonly productNames?: readonly string[];
}

/** The words that a password of this person must not be made of (ASVS 5.0 6.1.2). */
export const wordsAbout = (about: PersonAndPlace): readonly ContextWord[] => [
  ...worded('user_name', about.userNames, itself),
  ...worded('email', about.emails, ofEmail),
  ...worded('phone', about.phones, ofPhone),
  ...worded('name', about.names, ofName),
  ...worded('tenant', about.tenantNames, itself),
  ...worded('product', about.productNames, itself),
];

const itself = (text: string): readonly string[] => [text];

function worded(
  source: WordSource,
  texts: readonly string[] = [],
  words: (text: string) => readonly string[],
): ContextWord[] {
  return texts.flatMap(words).map((text) => ({ source, text }));
}

/** The whole and the local part, both also without a `+tag`, and every domain label but the last. */
function ofEmail(address: string): readonly string[] {
  const at = address.lastIndexOf('@');
  if (at < 0) return [address];
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const untagged = local.replace(/\+.*$/s, '');
  return [address, `${untagged}@${domain}`, local, untagged, ...domain.split('.').slice(0, -1)];
}

/** Country codes have one to three digits; which of them it is needs no metadata here. */
function ofPhone(number: string): readonly string[] {
  const digits = number.replace(/\D/g, '');
  return [0, 1, 2, 3].map((code) => digits.slice(code)).filter(({ length }) => length >= 4);
}

/** The whole, and its parts: somebody called Anna-Lena Weber is called Anna, Lena and Weber. */
const ofName = (name: string): readonly string[] => [name, ...name.split(/[\s.,'’-]+/)];
