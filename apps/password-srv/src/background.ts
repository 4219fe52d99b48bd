import type { Logger } from '#libs/platform';

export interface Background {
  /** Lets a round that is under way come to an end. */
  stop(): Promise<void>;
}

interface Work {
  readonly everyMs: number;
  readonly round: (stopping: AbortSignal) => Promise<unknown>;
  /** What a failed round means; the next one tries again. */
  readonly complaint: string;
  readonly logger: Logger;
}

/** Does something again and again, never twice at once. */
export function inTheBackground({ everyMs, round, complaint, logger }: Work): Background {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    try {
      await round(stopping.signal);
    } catch (error) {
      logger.warn({ error }, complaint);
    }
    running = undefined;
  };
  const timer = setInterval(() => {
    running ??= once();
  }, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
