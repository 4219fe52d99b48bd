import { refusalHeaders } from './refusal-headers.js';
import type { Reply } from './reply.js';
import type { Word, Words } from './words.js';
import { saidOf } from './words.js';

type AnyRefusal = {
  readonly code: string;
  readonly retryAfterSeconds?: number;
  readonly violations?: readonly unknown[];
};

/** The success/status/data envelope of the native interface. */
export const nativeSuccess = (data: unknown): Reply => ({
  status: 200,
  body: { success: true, status: 200, data },
});

/** Says a refusal in the native envelope, with the word under its own code. */
export function nativeRefusal<Refusal extends AnyRefusal>(
  words: Words<Refusal['code']>,
  refusal: Refusal,
  requestId: string,
): Reply {
  const word: Word = words[refusal.code as Refusal['code']];
  return {
    status: word.status,
    headers: refusalHeaders(refusal),
    body: {
      success: false,
      status: word.status,
      error: {
        code: word.code,
        error: refusal.code,
        error_description: saidOf(refusal, word),
        hint: word.hint,
        ...(refusal.violations ? { violations: refusal.violations } : {}),
      },
      refnum: requestId,
    },
  };
}
