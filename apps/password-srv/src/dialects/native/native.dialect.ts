import { nativeRefusal } from '#libs/platform';

import type { Dialect } from '../dialect.js';
import { NATIVE_WORDS } from './native.errors.js';

/** A breach is told with its class of occurrences and the corpus that knows it, beside the words. */
export const native: Dialect = {
  speaks: (path) => path === '/password-srv/password' || path.startsWith('/password-srv/password/'),
  refuse(refusal, { requestId }) {
    const reply = nativeRefusal(NATIVE_WORDS, refusal, requestId);
    if (refusal.code !== 'password_breached') return reply;
    const body = reply.body as { readonly error: object };
    const { atLeast, corpusVersion } = refusal;
    const error = {
      ...body.error,
      occurrences: { at_least: atLeast },
      corpus_version: corpusVersion,
    };
    return { ...reply, body: { ...body, error } };
  },
};
