import { argon2Spelling } from './spellings/argon2.js';
import { auth0Spelling } from './spellings/auth0.js';
import { bcryptSpelling } from './spellings/bcrypt.js';
import { digestSpelling } from './spellings/digest.js';
import { keycloakSpelling } from './spellings/keycloak.js';
import { md5CryptSpelling } from './spellings/md5-crypt.js';
import { pbkdf2Spelling } from './spellings/pbkdf2.js';
import { phpassSpelling } from './spellings/phpass.js';
import { firebaseSpelling, scryptSpelling } from './spellings/scrypt.js';
import { shaCryptSpelling } from './spellings/sha-crypt.js';
import type { Spelling } from './spellings/spelling.js';

/** Everything that can be imported; docs/importing.md has a row for each, and a test compares. */
export const FAMILIES: Readonly<Record<string, Spelling>> = {
  argon2: argon2Spelling,
  bcrypt: bcryptSpelling,
  scrypt: scryptSpelling,
  'firebase-scrypt': firebaseSpelling,
  pbkdf2: pbkdf2Spelling,
  'sha-crypt': shaCryptSpelling,
  'md5-crypt': md5CryptSpelling,
  phpass: phpassSpelling,
  digest: digestSpelling,
  keycloak: keycloakSpelling,
  auth0: auth0Spelling,
};
