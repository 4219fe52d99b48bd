import type { Words } from './words.js';

type SettingsCode = 'precondition_required' | 'precondition_failed' | 'policy_contradiction';

/** What every page of settings may have to say; the pages of both services explain it alike. */
export const VERSIONED_SETTINGS_WORDS: Words<SettingsCode> = {
  precondition_failed: {
    status: 412,
    code: 'PWD_4120',
    says: 'Somebody else changed these settings since you read them.',
    hint: 'Read them again, look at the difference, and repeat your change with the new ETag.',
  },
  policy_contradiction: {
    status: 422,
    code: 'PWD_4226',
    says: 'Nobody could meet these settings.',
    hint: 'For a policy, change one of the rules named in contradictions; for multifactor settings keep a method active that counts as a second factor, or make it optional.',
  },
  precondition_required: {
    status: 428,
    code: 'PWD_4280',
    says: 'The request does not say which version of the settings it changes.',
    hint: 'Read the settings and send their ETag as If-Match.',
  },
};
