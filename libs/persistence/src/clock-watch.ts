import type { Clock, Logger, Metrics } from '#libs/platform';

import type { Database } from './database.js';
import { statement } from './statement.js';

const NOW = statement(
  'installation_now',
  'SELECT clock_timestamp() AS now',
  'concerns the installation, which has no tenant',
);

const EVERY_MS = 60_000;

/** Tokens are judged by this process's clock, waits and cut-offs by the database's (F05). */
const TOLERATED_SECONDS = 60;

/**
 * Compares the clock of this process with the database's. Neither is believed more than the other:
 * what is told is that one of them is wrong.
 */
export class ClockWatch {
  #skewSeconds = 0;
  #apart = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Pick<Logger, 'error' | 'info'>,
  ) {}

  /** How far this process is ahead of the database, as of the last look. */
  get skewSeconds(): number {
    return this.#skewSeconds;
  }

  /** Whether one of the two clocks is wrong, as of the last look. */
  get apart(): boolean {
    return this.#apart;
  }

  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look(), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  measure(metrics: Metrics): void {
    metrics.gauge(
      'latchkey_clock_skew_seconds',
      "How far this process's clock is ahead of the database's.",
      () => this.skewSeconds,
    );
  }

  /** An alarm when the clocks have come apart, and a word when they agree again. */
  async look(): Promise<void> {
    const before = this.clock.now().getTime();
    const row = await this.#now();
    if (!row) return;
    const half = (before + this.clock.now().getTime()) / 2;
    this.#skewSeconds = (half - row.now.getTime()) / 1_000;
    const apart = Math.abs(this.#skewSeconds) > TOLERATED_SECONDS;
    if (apart === this.#apart) return;
    this.#apart = apart;
    const skew = { event: 'clock_skew', skew_seconds: Math.round(this.#skewSeconds) };
    if (apart) {
      this.logger.error(skew, 'the clocks of this process and of the database are apart');
    } else {
      this.logger.info(skew, 'the clocks of this process and of the database agree again');
    }
  }

  /** A database that is away is told of elsewhere. */
  async #now(): Promise<{ readonly now: Date } | undefined> {
    try {
      const [row] = await this.database.query<{ now: Date }>(NOW, []);
      return row;
    } catch {
      return undefined;
    }
  }
}
