import type { PolicyOutlinesRefusal } from '#libs/credentials';
import type { CommonRefusal } from '#libs/identity';
import type { Words } from '#libs/platform';

import { ADMIN_WORDS } from './admin.errors.js';

/** The words of the companion route for policies. */
export const POLICIES_WORDS: Words<(CommonRefusal | PolicyOutlinesRefusal)['code']> = {
  ...ADMIN_WORDS,
  policy_exists: {
    status: 409,
    code: 'PWD_4094',
    says: 'There is a policy under this id already.',
    hint: 'Replace it with PUT, or delete it first.',
  },
  pattern_not_supported: {
    status: 422,
    code: 'PWD_4227',
    says: 'A pattern in strengthRegexes is none that can be kept as a rule.',
    hint: 'Say lengths, character classes and repetitions, each as a usual pattern such as ^.{12,64}$, (?=.*[0-9]) or ^(?!.*(.)\\1{3}); the one at index in pattern is something else.',
  },
};
