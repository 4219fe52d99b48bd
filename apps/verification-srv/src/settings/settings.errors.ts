import type { CommonRefusal } from '#libs/identity';
import type { Words } from '#libs/platform';
import { COMMON_WORDS } from '#libs/platform';
import type { VerificationRefusal } from '#libs/verification';

export const SETTINGS_WORDS: Words<(CommonRefusal | VerificationRefusal)['code']> = {
  ...COMMON_WORDS,
  last_first_factor: {
    status: 409,
    code: 'PWD_4092',
    says: 'No method with which a login can begin would be left.',
    hint: 'Switch another one of PASSWORD, EMAIL, FIDO2 or PUSH on first.',
  },
  precondition_failed: {
    status: 412,
    code: 'PWD_4120',
    says: 'Somebody else changed these settings since you read them.',
    hint: 'Read them again, look at the difference, and repeat your change with the new ETag.',
  },
  policy_contradiction: {
    status: 422,
    code: 'PWD_4222',
    says: 'Nobody could meet these settings.',
    hint: 'Keep TOTP, FIDO2, PUSH or another second factor active, or make it optional.',
  },
  precondition_required: {
    status: 428,
    code: 'PWD_4280',
    says: 'The request does not say which version of the settings it changes.',
    hint: 'Read the settings and send their ETag as If-Match.',
  },
};
