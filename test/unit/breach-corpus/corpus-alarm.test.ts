import { describe, expect, it } from '@jest/globals';

import type { SourceInService } from '#libs/credentials';

import { CorpusAlarm } from '../../../apps/password-srv/src/breach/corpus-alarm.js';

const DAY_MS = 86_400_000;

describe('the alarm of a corpus that grows old', () => {
  const taken = new Date('2026-01-01T00:00:00Z');
  const file = { source: 'corpus_file', usable: true, version: 'one', date: taken } as const;
  const builtIn = { ...file, source: 'built_in', version: 'list' } as const;
  let now = taken;
  let sources: readonly SourceInService[] = [builtIn, file];
  const lines: object[] = [];
  const logger = { error: (facts: object) => lines.push(facts) };
  const alarm = new CorpusAlarm(
    () => sources,
    35,
    () => now,
    logger as never,
  );
  const lookAt = (days: number): number => {
    now = new Date(taken.getTime() + days * DAY_MS);
    alarm.look();
    return lines.length;
  };

  it('is raised past its limit, once per generation, never for the built-in list (F02)', () => {
    expect(lookAt(35)).toBe(0);
    expect(lookAt(35.1)).toBe(1);
    expect(lines).toEqual([{ corpus_version: 'one', age_days: 35, limit_days: 35 }]);
    expect(lookAt(90)).toBe(1);
    sources = [builtIn, { ...file, version: 'two' }];
    expect(lookAt(91)).toBe(2);
    sources = [builtIn, { source: 'corpus_file', usable: false }];
    expect(lookAt(92)).toBe(2);
    alarm.close();
  });
});
