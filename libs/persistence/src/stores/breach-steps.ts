import type { BreachRecord } from '#libs/credentials';

import { NOW } from './journal-steps.js';

export const BREACH_COLUMNS = 'breach_state, breach_corpus, breach_corpus_date, breach_checked_at';

/** The values of those columns, out of the JSON of `breachJson` in the placeholder of that number. */
export const breachValues = (record: number): string => {
  const json = `$${record}::jsonb`;
  return `${json} ->> 'state', ${json} ->> 'corpus', (${json} ->> 'date')::timestamptz, ${NOW}`;
};

export const breachJson = ({ state, corpusVersion, corpusDate }: BreachRecord): string =>
  JSON.stringify({ state, corpus: corpusVersion, date: corpusDate?.toISOString() });
