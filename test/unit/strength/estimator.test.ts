import { beforeAll, describe, expect, it } from '@jest/globals';

import type { Estimator } from '#libs/password-policy';
import { STRENGTH_REASONS, STRENGTH_SUGGESTIONS } from '#libs/password-policy';
import { loadEstimator } from '#libs/strength';

describe('the estimator', () => {
  let estimate: Estimator;

  beforeAll(async () => {
    estimate = await loadEstimator();
  }, 60_000);

  it('is loaded once and shared', async () => {
    expect(await loadEstimator()).toBe(estimate);
  });

  it.each([
    ['password', 0, 'top_password'],
    ['qwertyuiop', 0, 'top_password'],
    ['aaaaaaaaaaaaaaaa', 0, 'repeated_character'],
    ['Test1234%', 1, 'similar_to_common'],
    ['correct horse battery staple', 4, undefined],
  ])('scores %s with %i because of %s', (password, score, reason) => {
    expect(estimate(password, [])).toMatchObject({ score, ...(reason && { reason }) });
  });

  it('thinks little of words that belong to the person', () => {
    const alone = estimate('zwiebelfeld-anna', []);
    const known = estimate('zwiebelfeld-anna', ['Zwiebelfeld', 'anna']);
    expect(known.score).toBeLessThan(alone.score);
    expect(estimate('Zwiebelfeld', ['Zwiebelfeld']).reason).toBe('personal');
  });

  it('speaks only codes that have words', () => {
    const passwords = [
      '2019',
      '1.1.1990',
      'drowssap',
      'PASSWORD',
      'p4ssw0rd',
      'zxcvfr',
      'abcabcabc',
    ];
    for (const password of [...passwords, 'michael', 'Michael Smith', 'abcdef', '', '😀😀😀']) {
      const { score, reason, suggestion } = estimate(password, []);
      expect([0, 1, 2, 3, 4]).toContain(score);
      if (reason) expect(STRENGTH_REASONS).toContain(reason);
      if (suggestion) expect(STRENGTH_SUGGESTIONS).toContain(suggestion);
    }
  });

  it('finds strength at the end of a long password, too', () => {
    const end = 'umbrella-Kontrabass-Fjord-91 quick';
    expect(estimate('a'.repeat(60) + end, []).score).toBe(4);
  });

  it('answers for any text, the longest and strangest included', () => {
    for (const text of ['@4013$57'.repeat(128), '\ud800'.repeat(100), '\0', '😀'.repeat(256)]) {
      expect(estimate(text, ['\ud800', '']).score).toBeGreaterThanOrEqual(0);
    }
  });
});
