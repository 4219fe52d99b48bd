import { tooCostly } from './demand.js';
import { FAMILIES } from './families.js';
import type { ForeignRecipe } from './recipe.js';
import { UnreadableHash } from './spellings/spelling.js';

export type ForeignReading =
  | { readonly kind: 'read'; readonly foreign: ForeignRecipe }
  /** `reason` repeats nothing of the hash. */
  | { readonly kind: 'unsupported_hash' | 'hash_too_costly'; readonly reason: string };

/** Keycloak's export of one credential takes 600 characters; what is far longer is something else. */
const MOST_CHARACTERS = 2048;

const UNKNOWN = 'it is of no known format';
/** Known, so that whoever has them need not wonder. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^(?:\{CRYPT\})?\$(?:y|gy)\$/, 'yescrypt has no well-kept implementation for Node.js'],
  [/^(?:\{CRYPT\})?[./A-Za-z0-9]{13}$/, 'DES crypt knows only eight characters of a password'],
  [/^(?:\{CRYPT\})?_[./A-Za-z0-9]{19}$/, 'extended DES crypt folds a password into 56 bits'],
  [/^[0-9a-f]{32}$/i, 'bare hexadecimal may be MD5 or NTLM: say which, as {MD5}…'],
  [/^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$/i, 'bare hexadecimal: say which, as {SHA256}…'],
];

/** Reads a hash of other software; bounds come before anything is computed. */
export function readForeign(text: string, mostMemoryKiB: number): ForeignReading {
  if (text.length > MOST_CHARACTERS) return unsupported(`it is longer than ${MOST_CHARACTERS}`);
  try {
    for (const spelling of Object.values(FAMILIES)) {
      const foreign = spelling(text);
      if (foreign) return judged(foreign, mostMemoryKiB);
    }
  } catch (error) {
    if (error instanceof UnreadableHash) return unsupported(error.message);
    throw error;
  }
  return unsupported(REFUSED.find(([shape]) => shape.test(text))?.[1] ?? UNKNOWN);
}

function judged(foreign: ForeignRecipe, mostMemoryKiB: number): ForeignReading {
  const reason = tooCostly(foreign.recipe, mostMemoryKiB);
  return reason === undefined
    ? { kind: 'read', foreign }
    : { kind: 'hash_too_costly', reason: `it asks for ${reason}` };
}

const unsupported = (reason: string): ForeignReading => ({ kind: 'unsupported_hash', reason });
