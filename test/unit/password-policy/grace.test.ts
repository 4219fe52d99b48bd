import { describe, expect, it } from '@jest/globals';

import { composedRules, effectivePolicy, graceVerdict } from '#libs/password-policy';

const SEEN = new Date('2026-03-01T12:00:00.000Z');
const after = (days: number, ms = 0): Date => new Date(SEEN.getTime() + days * 86_400_000 + ms);

describe('grace after a policy grew stricter', () => {
  it('is over at the very moment that it ends, and not a millisecond sooner', () => {
    expect(graceVerdict({ graceDays: 7 }, SEEN, after(7, -1))).toEqual({
      endsAt: after(7),
      over: false,
    });
    expect(graceVerdict({ graceDays: 7 }, SEEN, after(7))).toEqual({
      endsAt: after(7),
      over: true,
    });
  });

  it('of no days is over at once; without a choice nobody is forced', () => {
    expect(graceVerdict({ graceDays: 0 }, SEEN, SEEN)).toEqual({ endsAt: SEEN, over: true });
    expect(graceVerdict({ graceDays: null }, SEEN, after(9999))).toEqual({ over: false });
    expect(effectivePolicy('nist-800-63b-4', false).graceDays).toBeNull();
  });

  it('is the shorter of what tenant and groups give', () => {
    const giving = (graceDays: number | null) => ({ format: 1, rules: { graceDays } }) as const;
    const composed = (tenant: number | null, group: number | null) =>
      composedRules({ tenant: giving(tenant), groups: [{ name: 'g', document: giving(group) }] });
    expect(composed(30, 7).graceDays).toBe(7);
    expect(composed(null, 7).graceDays).toBe(7);
  });
});
