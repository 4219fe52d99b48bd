import { BREACH_SOURCES, BreachTally } from '#libs/credentials';
import type { BreachVerdict, SourceInService } from '#libs/credentials';
import type { Metrics } from '#libs/platform';

const VERDICTS = ['clean', 'breached', 'undetermined'] as const;

/** Counts since the start of the process. */
export class CountedBreaches extends BreachTally {
  readonly #lookups = new Map(
    BREACH_SOURCES.flatMap((source) => VERDICTS.map((verdict) => [`${source} ${verdict}`, 0])),
  );
  #debts = 0;

  override lookedUp({ source, verdict }: BreachVerdict): void {
    const key = `${source} ${verdict}`;
    this.#lookups.set(key, (this.#lookups.get(key) ?? 0) + 1);
  }

  override debt(): void {
    this.#debts += 1;
  }

  measure(metrics: Metrics, sources: () => readonly SourceInService[], now: () => Date): void {
    const each = (value: (one: SourceInService) => number | undefined) => () =>
      new Map(sources().flatMap((one) => [[one.source, value(one) ?? Number.NaN] as const]));
    metrics.gauges(
      'latchkey_breach_corpus_age_seconds',
      'Seconds since the source of a corpus was taken; NaN where nobody knows.',
      ['source'],
      each(({ date }) => date && (now().getTime() - date.getTime()) / 1000),
    );
    metrics.gauges(
      'latchkey_breach_source_usable',
      'Whether a source can be asked: 1 or 0.',
      ['source'],
      each(({ usable }) => Number(usable)),
    );
    metrics.gauges(
      'latchkey_breach_lookups_total',
      'Look-ups of passwords, by the source that had the last word and by what it said.',
      ['source', 'verdict'],
      () => this.#lookups,
    );
    metrics.gauge(
      'latchkey_breach_debts_total',
      'Passwords taken or kept although nobody knew whether they are breached.',
      () => this.#debts,
    );
  }
}
