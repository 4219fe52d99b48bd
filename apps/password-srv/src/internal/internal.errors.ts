import type { PutSubjectRefusal, QuarantineRefusal, RemovalRefusal } from '#libs/credentials';
import type { Words } from '#libs/platform';

import type { AnyRefusal } from '../dialects/dialect.js';
import { NATIVE_WORDS } from '../dialects/words.js';

type InternalRefusal = AnyRefusal | PutSubjectRefusal | QuarantineRefusal | RemovalRefusal;

/** What services and people are told who deal with accounts rather than with a password. */
export const INTERNAL_WORDS: Words<InternalRefusal['code']> = {
  ...NATIVE_WORDS,
  not_found: {
    ...NATIVE_WORDS.not_found,
    says: 'There is no such person or thing in this tenant.',
    hint: 'Compare the tenant and the ids with the directory.',
  },
  identifier_taken: {
    status: 409,
    code: 'PWD_4095',
    says: 'Somebody else of this tenant has one of these identifiers already.',
    hint: 'Take the identifier at index away from whoever has it, or from this person.',
  },
  link_taken: {
    status: 409,
    code: 'PWD_4096',
    says: 'One of these links leads to somebody else of this tenant already.',
    hint: 'Take the link at index away from whoever has it, or from this person.',
  },
  version_stale: {
    status: 409,
    code: 'PWD_4097',
    says: 'A newer version of this person was written before.',
    hint: 'Read the person again where they are kept, and send what is true now.',
  },
  last_first_factor: {
    status: 409,
    code: 'PWD_4092',
    says: 'No method with which a login can begin would be left.',
    hint: 'Enrol another one of EMAIL, SMS, IVR, FIDO2 or PUSH first.',
  },
  nothing_quarantined: {
    status: 409,
    code: 'PWD_4098',
    says: 'Nothing of this person is held back.',
    hint: 'There is nothing to decide.',
  },
};
