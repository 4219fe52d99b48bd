import type { Reply, Words } from '#libs/platform';
import { nativeRefusal } from '#libs/platform';

import type { AnyRefusal, Dialect } from '../dialect.js';
import { NATIVE_WORDS } from '../words.js';

/** What a refusal tells beside its words: numbers and dates that a client can show. */
function detailsOf(refusal: AnyRefusal): object | undefined {
  switch (refusal.code) {
    case 'password_breached': {
      const { atLeast, corpusVersion } = refusal;
      return { occurrences: { at_least: atLeast }, corpus_version: corpusVersion };
    }
    case 'password_too_young':
      return { changeable_at: refusal.changeableAt.toISOString() };
    default:
      return undefined;
  }
}

/** A refusal in the native envelope, in the words of one of its tables. */
export function refuseNatively<Refusal extends AnyRefusal | { readonly code: string }>(
  words: Words<Refusal['code']>,
  refusal: Refusal,
  { requestId }: { readonly requestId: string },
): Reply {
  const reply = nativeRefusal(words, refusal, requestId);
  const details = detailsOf(refusal as AnyRefusal);
  if (!details) return reply;
  const body = reply.body as { readonly error: object };
  return { ...reply, body: { ...body, error: { ...body.error, ...details } } };
}

export const native: Dialect = {
  speaks: (path) => path === '/password-srv/password' || path.startsWith('/password-srv/password/'),
  refuse: (refusal, about) => refuseNatively(NATIVE_WORDS, refusal, about),
};
