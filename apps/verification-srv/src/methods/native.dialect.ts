import type { CommonRefusal } from '#libs/identity';
import type { PathDialect, Reply } from '#libs/platform';
import { COMMON_WORDS, nativeRefusal } from '#libs/platform';

const ROUTES = ['/verification-srv/config/', '/verification-srv/v2/'] as const;

/** The native interface as this service speaks it: lists only, so the common words are enough. */
export const native = {
  speaks: (path: string): boolean => ROUTES.some((route) => path.startsWith(route)),
  refuse: (refusal: CommonRefusal, about: { readonly requestId: string }): Reply =>
    nativeRefusal(COMMON_WORDS, refusal, about.requestId),
} satisfies PathDialect;
