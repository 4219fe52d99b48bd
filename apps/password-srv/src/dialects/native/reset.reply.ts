import type { Pages, ResetPages } from '#libs/credentials';
import type { Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { nativeSuccess } from '#libs/platform';

import { refuseNatively } from './native.dialect.js';
import type { CompanionRefusal } from './reset.errors.js';
import { RESET_WORDS } from './reset.errors.js';

/** What an answer tells, as JSON or in a fragment. */
type Told = Readonly<Record<string, string | boolean>>;

interface Asked {
  readonly requestToken: string;
  readonly contentType: string | undefined;
  readonly requestId: string;
  /** What the page needs to ask the same again, where the request is still open. */
  readonly again?: Told;
}

/**
 * Programs post JSON and read the answer. Browsers post forms and are sent on to the tenant's page
 * (303, RFC 9110 §15.4.4) with the same in the fragment, which reaches no server and no log of one.
 */
export async function answered(
  pages: ResetPages,
  { requestToken, contentType = '', requestId, again = {} }: Asked,
  outcome: Outcome<{ readonly data: Told; readonly page: keyof Pages }, CompanionRefusal>,
): Promise<Reply> {
  const refused = outcome.kind === 'refused';
  const isForm = /^application\/x-www-form-urlencoded/iu.test(contentType);
  const page = isForm
    ? await pages.behind(requestToken, refused ? 'reset' : outcome.value.page)
    : undefined;
  if (page === undefined) {
    return refused
      ? refuseNatively(RESET_WORDS, outcome.refusal, { requestId })
      : nativeSuccess(outcome.value.data);
  }
  const told = refused
    ? { ...toldOf(outcome.refusal), resetRequestId: requestToken, ...again }
    : outcome.value.data;
  const pairs = Object.entries(told).map(([name, one]): [string, string] => [name, String(one)]);
  const fragment = new URLSearchParams(pairs);
  return { status: 303, headers: { location: `${page}#${fragment.toString()}` }, body: '' };
}

/** A page has the words for these; the envelope has those of a program. */
function toldOf(refusal: CompanionRefusal): Told {
  const violations = 'violations' in refusal ? refusal.violations : [];
  const wait = 'retryAfterSeconds' in refusal ? refusal.retryAfterSeconds : undefined;
  return {
    error: refusal.code,
    ...(violations.length > 0 && { violations: violations.map(({ code }) => code).join(',') }),
    ...(wait !== undefined && { retryAfter: String(wait) }),
  };
}
