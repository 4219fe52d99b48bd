/** Fewer hidden characters than this would be a puzzle, not a mask. */
const LEAST_HIDDEN = 3;

/**
 * Shows an address so that its owner recognises it and nobody else learns it: the local part keeps
 * its first ⌈n/3⌉ and last ⌊n/5⌋ characters, a domain label its first and last, the top-level
 * domain stays. `muster.mannheim1test@gmail.com` is shown as `muster.*********test@g***l.com`.
 */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return maskWhole(address);
  const labels = address.slice(at + 1).split('.');
  const topLevel = labels.length > 1 ? labels.pop() : undefined;
  const domain = labels.map((label) => keep(label, 1, 1));
  if (topLevel !== undefined) domain.push(topLevel);
  return `${maskLocalPart(address.slice(0, at))}@${domain.join('.')}`;
}

function maskLocalPart(local: string): string {
  const { length } = charactersOf(local);
  return keep(local, Math.ceil(length / 3), Math.floor(length / 5));
}

/** ASCII is its own list of characters; only beyond it one may take two places. */
const charactersOf = (text: string): string | string[] =>
  /^[\x00-\x7f]*$/.test(text) ? text : Array.from(text);

/** Keeps the country code and the last 3 digits of an E.164 number (`+917411639213`). */
export function maskPhone(number: string): string {
  return keep(number, countryCode(number).length, 3);
}

/** ITU-T E.164: zones 1 and 7 have one digit, these have two, every other has three. */
const TWO_DIGITS = /^\+(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

function countryCode(number: string): string {
  const code = /^\+[17]/.exec(number) ?? TWO_DIGITS.exec(number) ?? /^\+\d{3}/.exec(number);
  return code?.[0] ?? '';
}

/** Hides every character. */
export const maskWhole = (text: string): string => '*'.repeat(charactersOf(text).length);

/** Keeps `first` and `last` characters if that hides at least three, otherwise hides all. */
function keep(text: string, first: number, last: number): string {
  const characters = charactersOf(text);
  const hidden = characters.length - first - last;
  if (hidden < LEAST_HIDDEN) return maskWhole(text);
  const end = characters.slice(characters.length - last);
  return joined(characters.slice(0, first)) + '*'.repeat(hidden) + joined(end);
}

const joined = (characters: string | string[]): string =>
  typeof characters === 'string' ? characters : characters.join('');
