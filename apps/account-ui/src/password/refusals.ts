import type { Refused } from '#libs/client';

import type { Complaint, ComplaintCode } from './state.js';

type About = Complaint['about'];

/** Which field a refusal is about. What stands nowhere here is nobody's fault. */
const ABOUT: Readonly<Partial<Record<ComplaintCode, About>>> = {
  invalid_current_password: 'current',
  too_many_attempts: 'current',
  password_breached: 'next',
  password_policy_violated: 'next',
};

/** The interfaces' words for the same thing, where they differ from the dialog's own. */
const WORDS: Readonly<Record<string, ComplaintCode>> = {
  invalid_current_password: 'invalid_current_password',
  password_breached: 'password_breached',
  password_policy_violated: 'password_policy_violated',
  invalid: 'password_policy_violated',
  password_too_young: 'password_too_young',
  changed_meanwhile: 'changed_meanwhile',
  too_many_attempts: 'too_many_attempts',
  temporarily_overloaded: 'temporarily_overloaded',
  breach_check_unavailable: 'breach_check_unavailable',
  outcome_unknown: 'outcome_unknown',
};

const isWord = (code: string): boolean => Object.hasOwn(WORDS, code);

export function complaintOf({ code, body, retryAfterSeconds }: Refused): Complaint {
  const word = (isWord(code) ? WORDS[code] : undefined) ?? 'unexpected';
  const changeableAt = fieldsOf(fieldsOf(body)['error'])['changeable_at'];
  return {
    code: word,
    about: ABOUT[word] ?? 'form',
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(typeof changeableAt === 'string' && { changeableAt }),
  };
}

/** The rules that a refused password breaks, as either interface lists them. */
export function violated({ body, code }: Refused): ReadonlySet<string> {
  const fields = fieldsOf(body);
  const lists = [fields['requirements'], fieldsOf(fields['error'])['violations']];
  const codes = lists.flatMap((list) =>
    Array.isArray(list) ? list.map((one: unknown) => fieldsOf(one)['code']) : [],
  );
  const listed = codes.filter((one): one is string => typeof one === 'string');
  return new Set(code === 'password_breached' ? [...listed, 'breached'] : listed);
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
