import type { Origin, Outcome } from '#libs/identity';
import { done } from '#libs/identity';

import type { PasswordInForce } from './password-writer.js';
import type { KeptAnswer } from './ports/idempotent-requests.js';

/** What an answer may say about its request, beside what came of it. */
export interface AnswerContext {
  readonly requestId: string;
  readonly language?: string;
}

export const contextOf = ({ requestId, repeatable }: Origin): AnswerContext => ({
  requestId,
  ...(repeatable && { language: repeatable.language }),
});

/** `first`: this is the answer to an earlier request, to be said as it was said then. */
export type Answered<No> = Outcome<PasswordInForce, No> & { readonly first?: AnswerContext };

/** The time of a change is only known when it is committed, and kept beside the answer. */
type Keepable<No> = Outcome<Omit<PasswordInForce, 'changedAt'>, No>;

interface Kept<No> {
  readonly outcome: Keepable<No>;
  readonly first: AnswerContext;
}

export const answerText = <No>(outcome: Keepable<No>, first: AnswerContext): string =>
  JSON.stringify({ outcome, first } satisfies Kept<No>);

/** Reads what was kept, which is what `answerText` wrote. */
export function firstAnswer<No>({ text, at }: KeptAnswer): Answered<No> {
  const { outcome, first } = JSON.parse(text, withDates) as Kept<No>;
  const answer = outcome.kind === 'done' ? done({ ...outcome.value, changedAt: at }) : outcome;
  return { ...answer, first };
}

/** The times that refusals tell. */
const TIMES = new Set(['changeableAt']);

const withDates = (name: string, value: unknown): unknown =>
  TIMES.has(name) && typeof value === 'string' ? new Date(value) : value;
