import { ForgetAgedHistory } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormAgedHistory, TypeormIdempotentRequests } from '#libs/persistence';
import type { Logger } from '#libs/platform';

import type { Background } from './background.js';
import { inTheBackground } from './background.js';

const ANSWERS_EVERY_MS = 60_000;

/** Ages are counted in days, and what is over stops counting by itself. */
const HISTORY_EVERY_MS = 60 * 60_000;

/** Deletes, in the background and in short steps, what nobody needs any more. */
export function forgetOutdated(database: Database, logger: Logger): Background {
  const requests = new TypeormIdempotentRequests(database);
  const history = new ForgetAgedHistory(new TypeormAgedHistory(database));
  const works = [
    inTheBackground({
      everyMs: ANSWERS_EVERY_MS,
      round: async (stopping) => {
        while (!stopping.aborted && (await requests.forget()) > 0);
      },
      complaint: 'old answers could not be deleted',
      logger,
    }),
    inTheBackground({
      everyMs: HISTORY_EVERY_MS,
      round: (stopping) => history.round(stopping),
      complaint: 'remembered passwords whose age is over could not be deleted',
      logger,
    }),
  ];
  return {
    async stop() {
      await Promise.all(works.map((work) => work.stop()));
    },
  };
}
