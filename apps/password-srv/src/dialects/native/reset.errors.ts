import type { ResetRefusal } from '#libs/credentials';
import type { Words } from '#libs/platform';

import type { AnyRefusal } from '../dialect.js';
import { NATIVE_WORDS } from '../words.js';

export type CompanionRefusal = AnyRefusal | ResetRefusal;

/** The native words, and what only a reset has to say. */
export const RESET_WORDS: Words<CompanionRefusal['code']> = {
  ...NATIVE_WORDS,
  invalid_reset_proof: {
    status: 400,
    code: 'PWD_4005',
    says: 'The reset request, its code or its exchange is wrong, spent or has expired.',
    hint: 'Compare the code with the newest message, or begin again; after several wrong codes ask for a link.',
  },
  verification_type_not_supported: {
    status: 422,
    code: 'PWD_4225',
    says: 'A password cannot be reset by this medium.',
    hint: 'Use EMAIL with CODE or LINK, or SMS with CODE.',
  },
};
