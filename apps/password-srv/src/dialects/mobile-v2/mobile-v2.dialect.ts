import { refusalHeaders, saidOf } from '#libs/platform';

import type { AnyRefusal, Dialect } from '../dialect.js';
import { NATIVE_WORDS } from '../words.js';

/** This interface says native's words, so native's table is its own: complete by type. */
export const mobileV2: Dialect = {
  speaks: (path) => path.startsWith('/v2/mobile/'),
  refuse(refusal) {
    const word = NATIVE_WORDS[refusal.code];
    const details = detailsOf(refusal);
    const error = { code: refusal.code, message: saidOf(refusal, word), ...details };
    return {
      status: word.status,
      headers: refusalHeaders(refusal),
      body: { success: false, error },
    };
  },
};

/** What an app can point at; absent where there is nothing to point at. */
function detailsOf(refusal: AnyRefusal): { readonly details?: readonly object[] } {
  if ('fields' in refusal) return { details: refusal.fields };
  if (refusal.code === 'password_too_young') {
    return { details: [{ changeable_at: refusal.changeableAt.toISOString() }] };
  }
  return 'violations' in refusal ? { details: refusal.violations } : {};
}
