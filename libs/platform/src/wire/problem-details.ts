import type { CommonRefusal, Quota } from '#libs/identity';

import { refusalHeaders, violatedQuota } from './refusal-headers.js';
import type { Reply } from './reply.js';
import type { Word, Words } from './words.js';
import { saidOf } from './words.js';

type AnyRefusal = {
  readonly code: string;
  readonly retryAfterSeconds?: number;
  readonly violations?: readonly unknown[];
  readonly quota?: Quota;
};

/** Says a refusal as RFC 9457 problem details; `type` resolves to a page of this very service. */
export function problem<Refusal extends AnyRefusal>(
  words: Words<Refusal['code']>,
  refusal: Refusal,
  about: { readonly requestId: string; readonly publicUrl: string },
): Reply {
  const word: Word = words[refusal.code as Refusal['code']];
  const fields = (refusal as Partial<Extract<CommonRefusal, { code: 'invalid_request' }>>).fields;
  const quota = violatedQuota(refusal);
  return {
    status: word.status,
    headers: { ...refusalHeaders(refusal), 'content-type': 'application/problem+json' },
    body: {
      type: `${about.publicUrl}/problems/${refusal.code}`,
      title: word.says,
      status: word.status,
      detail: saidOf(refusal, word),
      code: refusal.code,
      hint: word.hint,
      refnum: about.requestId,
      ...(fields ? { errors: fields } : {}),
      ...(refusal.violations ? { violations: refusal.violations } : {}),
      ...(quota ? { 'violated-policies': [quota.name] } : {}),
    },
  };
}
