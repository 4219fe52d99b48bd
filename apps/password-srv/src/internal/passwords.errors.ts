import type { VerifyLoginRefusal } from '#libs/credentials';
import type { CommonRefusal } from '#libs/identity';
import { COMMON_WORDS } from '#libs/platform';
import type { Words } from '#libs/platform';

export const VERIFY_WORDS: Words<(CommonRefusal | VerifyLoginRefusal)['code']> = {
  ...COMMON_WORDS,
  not_found: {
    ...COMMON_WORDS.not_found,
    says: 'There is no such tenant, or no such subject in it.',
    hint: 'Compare the tenant and the subject with the directory.',
  },
  legacy_verifier_unavailable: {
    status: 503,
    code: 'PWD_5033',
    says: 'Whether the password is right cannot be told: the software that may know it gives no answer.',
    hint: 'Tell the person to try again after the time in Retry-After; their password may well be right.',
  },
};
