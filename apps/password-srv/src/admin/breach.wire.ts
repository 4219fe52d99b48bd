import type { BreachStatus, SourceStatus } from '#libs/credentials';

export const breachWire = ({ sources, coverage }: BreachStatus) => ({
  alarm: sources.some(({ alarm }) => alarm),
  sources: sources.map(sourceWire),
  coverage: {
    ...coverage,
    // Of no passwords there is no share.
    share: coverage.passwords === 0 ? null : coverage.checked / coverage.passwords,
  },
});

const sourceWire = ({ source, usable, alarm, version, date, ageDays, entries }: SourceStatus) => ({
  source,
  usable,
  alarm,
  ...(version !== undefined && { corpus_version: version }),
  ...(date && { corpus_date: date.toISOString() }),
  ...(ageDays !== undefined && { age_days: ageDays }),
  ...(entries !== undefined && { entries }),
});
