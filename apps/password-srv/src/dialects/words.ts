import { COMMON_WORDS } from '#libs/platform';
import type { Words } from '#libs/platform';

import type { AnyRefusal } from './dialect.js';

/** The native interface's words. Other dialects borrow statuses and words from here. */
export const NATIVE_WORDS: Words<AnyRefusal['code']> = {
  ...COMMON_WORDS,
  invalid_current_password: {
    status: 400,
    code: 'PWD_4001',
    says: 'The current password is wrong.',
    hint: 'Enter the password that is in force now, or reset it.',
  },
  subject_mismatch: {
    status: 403,
    code: 'PWD_4031',
    says: 'The sub in the body is not the subject of the token.',
    hint: 'Leave sub out, or send the token of the person whose password it is.',
  },
  password_not_enabled: {
    status: 403,
    code: 'PWD_4032',
    says: 'This tenant does not allow passwords.',
    hint: 'Use another verification method, or ask an admin to enable PASSWORD.',
  },
  managed_identity: {
    status: 403,
    code: 'PWD_4033',
    says: 'This account is managed by an enterprise provider, which keeps its password.',
    hint: 'Change the password at that provider.',
  },
  contact_not_verified: {
    status: 403,
    code: 'PWD_4034',
    says: 'No contact of this person is verified, so nobody could be told about the password.',
    hint: 'Verify an e-mail address or a phone number first.',
  },
  quarantined: {
    status: 403,
    code: 'PWD_4035',
    says: 'What was set up here before the account was proven is held back.',
    hint: 'Confirm or discard it first.',
  },
  no_password_set: {
    status: 404,
    code: 'PWD_4041',
    says: 'There is no password to change.',
    hint: 'Set a first password with POST.',
  },
  password_already_set: {
    status: 409,
    code: 'PWD_4090',
    says: 'There is a password already.',
    hint: 'Change it with PUT, which asks for the current one.',
  },
  changed_meanwhile: {
    status: 409,
    code: 'PWD_4091',
    says: 'The password was changed while this request was under way.',
    hint: 'If that was you, the new password is in force; otherwise reset it now.',
  },
  request_in_flight: {
    status: 409,
    code: 'PWD_4093',
    says: 'A request with this Idempotency-Key is still under way.',
    hint: 'Send the same request again after the time in Retry-After; it gets that answer.',
  },
  password_policy_violated: {
    status: 422,
    code: 'PWD_4220',
    says: 'The new password does not meet the policy.',
    hint: 'Choose a password that meets every rule named in violations.',
  },
  password_breached: {
    status: 422,
    code: 'PWD_4221',
    says: 'The new password is publicly known from breaches, so attackers try it first.',
    saysOf: {
      tenant: 'The new password stands on the list of passwords that this tenant refuses.',
    },
    hint: 'Choose a password that nobody has used before, best one that a password manager makes.',
  },
  password_too_young: {
    status: 422,
    code: 'PWD_4222',
    says: 'The password was changed too recently to be changed again.',
    hint: 'Wait until the time that the policy states has passed, or ask an admin to require a change.',
  },
  idempotency_key_reused: {
    status: 422,
    code: 'PWD_4223',
    says: 'This Idempotency-Key came with another body before.',
    hint: 'Make a new key for every new request; keep it only to repeat the same one.',
  },
  too_many_attempts: {
    status: 429,
    code: 'PWD_4290',
    says: 'There were too many attempts of this person, or from this network.',
    hint: 'Wait for the time in Retry-After; a forgotten password can be reset.',
  },
  breach_check_unavailable: {
    status: 503,
    code: 'PWD_5032',
    says: 'Whether the new password is known from breaches cannot be found out at the moment.',
    hint: 'Try again after the time in Retry-After; the password was not changed.',
  },
  outcome_unknown: {
    status: 503,
    code: 'PWD_5031',
    says: 'The connection to the database was lost at the last moment; the change may be in force.',
    hint: 'After the time in Retry-After try to sign in with the new password, then with the old one.',
  },
};
