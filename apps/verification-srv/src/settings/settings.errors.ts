import type { CommonRefusal } from '#libs/identity';
import type { Words } from '#libs/platform';
import { COMMON_WORDS, VERSIONED_SETTINGS_WORDS } from '#libs/platform';
import type { VerificationRefusal } from '#libs/verification';

export const SETTINGS_WORDS: Words<(CommonRefusal | VerificationRefusal)['code']> = {
  ...COMMON_WORDS,
  ...VERSIONED_SETTINGS_WORDS,
  last_first_factor: {
    status: 409,
    code: 'PWD_4092',
    says: 'No method with which a login can begin would be left.',
    hint: 'Switch another one of PASSWORD, EMAIL, FIDO2 or PUSH on first.',
  },
};
