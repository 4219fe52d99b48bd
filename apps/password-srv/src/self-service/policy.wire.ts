import { createHash } from 'node:crypto';

import type { Assessment, EvaluateRefusal } from '#libs/credentials';
import type { Caller, CommonRefusal } from '#libs/identity';
import { Password } from '#libs/identity';
import type { Language } from '#libs/password-policy';
import type { Reply, Words } from '#libs/platform';
import { COMMON_WORDS, invalid, IsText, LONGEST_BODY, strictBody } from '#libs/platform';

export const EVALUATE_WORDS: Words<(CommonRefusal | EvaluateRefusal)['code']> = {
  ...COMMON_WORDS,
  too_many_attempts: {
    status: 429,
    code: 'PWD_4291',
    says: 'Too many passwords were tried out in a short time.',
    hint: 'Wait for the time in Retry-After.',
  },
};

export class EvaluateWire {
  @IsText(LONGEST_BODY) password!: string;
}

export const passwordToEvaluate = (body: unknown): Password =>
  new Password(strictBody(EvaluateWire, body).password);

/** A token names its tenant; a query that names another one is a mistake worth telling. */
export function sameTenant(tenant: unknown, caller: Caller): void {
  if (tenant === undefined || tenant === caller.tenant) return;
  invalid([{ field: 'tenant', problem: 'is not the tenant of the token' }]);
}

/** History is one rule to people, however it is compared. */
const UNKNOWN: Partial<Record<string, string>> = { used_before: 'history' };

export const assessmentWire = ({
  admissible,
  violations,
  unknown,
  breach,
  strength,
}: Assessment) => ({
  admissible,
  violations,
  unknown: unknown.map((code) => UNKNOWN[code] ?? code),
  ...(strength && { score: strength.score }),
  breach: {
    verdict: breach.verdict,
    ...(breach.verdict === 'undetermined' ? {} : { corpus_version: breach.corpusVersion }),
  },
});

/** An answer that is kept as long as it stays the same (RFC 9110 §13.1.2). */
export function kept(
  body: object,
  asked: { readonly ifNoneMatch: string | undefined; readonly language: Language },
  audience: 'public' | 'private',
): Reply {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const etag = `"${digest.slice(0, 22)}"`;
  const headers = {
    etag,
    'cache-control': `${audience}, no-cache`,
    'content-language': asked.language,
    vary: 'accept-language, authorization',
  };
  const known = (asked.ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*')
    ? { status: 304, headers, body: undefined }
    : { status: 200, headers, body };
}
