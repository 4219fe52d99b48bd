import type { ImportRefusal } from '#libs/credentials';
import type { CommonRefusal } from '#libs/identity';
import { COMMON_WORDS } from '#libs/platform';
import type { Words } from '#libs/platform';

import { NATIVE_WORDS } from '../dialects/words.js';

export const IMPORT_WORDS: Words<(CommonRefusal | ImportRefusal)['code']> = {
  ...COMMON_WORDS,
  password_already_set: {
    ...NATIVE_WORDS.password_already_set,
    hint: 'An import never replaces a password; remove it first if that is what you want.',
  },
  unsupported_hash: {
    status: 422,
    code: 'PWD_4228',
    says: 'This hash cannot be imported.',
    hint: 'docs/importing.md lists the formats that can; passwords of others come over as people sign in, or are reset.',
  },
  hash_too_costly: {
    status: 422,
    code: 'PWD_4229',
    says: 'This hash asks for more work than a login may cost.',
    hint: 'docs/importing.md lists the bounds; memory is bounded by LATCHKEY_HASH_MEMORY_MIB, too.',
  },
};

/** The same with what is wrong with this one. */
export const wordsFor = (refusal: ImportRefusal): typeof IMPORT_WORDS => {
  if (refusal.code !== 'unsupported_hash' && refusal.code !== 'hash_too_costly')
    return IMPORT_WORDS;
  const { code, reason } = refusal;
  const word = IMPORT_WORDS[code];
  return { ...IMPORT_WORDS, [code]: { ...word, says: `${word.says.slice(0, -1)}: ${reason}.` } };
};
