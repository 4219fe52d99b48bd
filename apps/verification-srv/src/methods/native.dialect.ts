import type { UnprovenRefusal } from '#libs/credentials';
import type { CommonRefusal } from '#libs/identity';
import type { PathDialect, Reply, Words } from '#libs/platform';
import { COMMON_WORDS, nativeRefusal } from '#libs/platform';

const ROUTES = ['/verification-srv/config/', '/verification-srv/v2/'] as const;

export type MethodsRefusal =
  CommonRefusal | UnprovenRefusal | { readonly code: 'verification_type_not_supported' };

const WORDS: Words<MethodsRefusal['code']> = {
  ...COMMON_WORDS,
  too_many_attempts: {
    status: 429,
    code: 'PWD_4290',
    says: 'There were too many attempts from this network.',
    hint: 'Wait for the time in Retry-After.',
  },
  verification_type_not_supported: {
    status: 422,
    code: 'PWD_4225',
    says: 'A setup of this verification method cannot be begun here.',
    hint: 'Only PASSWORD can be set up; other methods are enrolled where they are managed.',
  },
};

/** The native interface as this service speaks it. */
export const native = {
  speaks: (path: string): boolean => ROUTES.some((route) => path.startsWith(route)),
  refuse: (refusal: MethodsRefusal, about: { readonly requestId: string }): Reply =>
    nativeRefusal(WORDS, refusal, about.requestId),
} satisfies PathDialect;
