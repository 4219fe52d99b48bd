import type { SourceInService } from '#libs/credentials';
import { statusOf } from '#libs/credentials';
import type { Logger } from '#libs/platform';

/** A corpus ages by days: looking every hour is soon enough. */
const EVERY_MS = 3_600_000;

/** Says once per generation that a corpus file has grown too old, not with every request (F02). */
export class CorpusAlarm {
  readonly #told = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly sources: () => readonly SourceInService[],
    private readonly limitDays: number,
    private readonly now: () => Date,
    private readonly logger: Pick<Logger, 'error'>,
  ) {
    this.look();
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  look(): void {
    for (const one of this.sources()) {
      const { alarm, version, ageDays } = statusOf(one, this.now(), this.limitDays);
      // One that cannot be used is told of by whoever tried to open it.
      if (!alarm || version === undefined || ageDays === undefined) continue;
      if (this.#told.has(version)) continue;
      this.#told.add(version);
      const facts = { corpus_version: version, age_days: ageDays, limit_days: this.limitDays };
      this.logger.error(facts, 'the breach corpus is too old: build a new one');
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
