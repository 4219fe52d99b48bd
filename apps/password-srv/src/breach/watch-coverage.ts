import type { BreachCorpus, BreachCoverage } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormBreachRecords } from '#libs/persistence';
import type { Logger, Metrics } from '#libs/platform';

import type { Background } from '../background.js';
import { inTheBackground } from '../background.js';

/** As often as metrics are mostly read; the store tells a dear count again for a while. */
const EVERY_MS = 60_000;

export interface WatchedCoverage extends Background {
  measure(metrics: Metrics): void;
}

/** Counts in the background how many passwords the corpus in service protects. */
export function watchCoverage(
  database: Database,
  corpus: BreachCorpus,
  logger: Logger,
  everyMs = EVERY_MS,
): WatchedCoverage {
  const records = new TypeormBreachRecords(database);
  let last: BreachCoverage | undefined;
  const counting = inTheBackground({
    everyMs,
    round: async () => {
      last = await records.coverageOfAll(corpus.inService().at(-1)?.version);
    },
    complaint: 'passwords could not be counted by what is known of them',
    logger,
  });
  return {
    ...counting,
    measure(metrics) {
      metrics.gauges(
        'latchkey_breach_passwords',
        'Stored passwords by what is known of them; NaN before they were first counted.',
        ['state'],
        () =>
          new Map([
            ['all', last?.passwords ?? Number.NaN],
            ['checked', last?.checked ?? Number.NaN],
            ['undetermined', last?.debts ?? Number.NaN],
            ['breached', last?.breached ?? Number.NaN],
          ]),
      );
    },
  };
}
