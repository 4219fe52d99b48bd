import { describe, expect, it } from '@jest/globals';

import { Password } from '#libs/identity';
import type { AgeExemption } from '#libs/password-policy';
import { ageVerdict, effectivePolicy, mustWait, shadowVerdict } from '#libs/password-policy';

const DAY = 86_400_000;
const changedAt = new Date('2026-01-01T00:00:00Z');
const after = (days: number) => new Date(changedAt.getTime() + days * DAY);

describe('the age of a password', () => {
  it('means nothing under the NIST preset (NIST-3.1.1.2-6a, ASVS-6.2.10)', () => {
    for (const second of [true, false]) {
      const policy = effectivePolicy('nist-800-63b-4', second);
      expect(ageVerdict(policy, changedAt, after(9999))).toEqual({
        expired: false,
        warn: false,
        tooYoung: false,
      });
    }
  });

  it('that has no minimum lets a change follow within the same millisecond', () => {
    const policy = effectivePolicy('legacy', true);
    const sooner = new Date(changedAt.getTime() - 1);
    expect(ageVerdict(policy, changedAt, sooner).tooYoung).toBe(false);
  });

  const legacy = effectivePolicy('legacy', true);

  it.each([
    [0, false, false],
    [75.9, false, false],
    [76, true, false],
    [89.9, true, false],
    [90, true, true],
    [900, true, true],
  ])('under legacy after %f days: warned %s, expired %s', (days, warn, expired) => {
    expect(ageVerdict(legacy, changedAt, after(days))).toEqual({
      expiresAt: after(90),
      warn,
      expired,
      tooYoung: false,
    });
  });

  it('under PCI matters only where the password is the only factor', () => {
    const ends = (second: boolean) =>
      ageVerdict(effectivePolicy('pci-dss-4', second), changedAt, after(91)).expired;
    expect([ends(true), ends(false)]).toEqual([false, true]);
  });

  it('does not bind whom somebody has exempted, until the day they named', () => {
    const exemption: AgeExemption = {
      from: 'maximum_age',
      owner: 'dora',
      reason: 'service account of the till',
      until: after(200),
    };
    expect(ageVerdict(legacy, changedAt, after(199), [exemption]).expired).toBe(false);
    expect(ageVerdict(legacy, changedAt, after(200), [exemption]).expired).toBe(true);
  });

  it('that is too young holds back only a change of one’s own will', () => {
    const policy = { ...legacy, minimumAgeHours: 24 };
    const young = ageVerdict(policy, changedAt, after(0.5));
    expect(young).toMatchObject({ tooYoung: true, changeableAt: after(1) });
    expect(mustWait(young, 'change')).toBe(true);
    expect(mustWait(young, 'set')).toBe(false);
    expect(mustWait(young, 'forced_change')).toBe(false);
    expect(mustWait(ageVerdict(policy, changedAt, after(1)), 'change')).toBe(false);
    const exemption = { from: 'minimum_age', owner: 'd', reason: 'r', until: after(9) } as const;
    expect(ageVerdict(policy, changedAt, after(0.5), [exemption]).tooYoung).toBe(false);
  });
});

describe('a policy in shadow', () => {
  it('tells which rules a password would fail, each once and nothing of the password', () => {
    const verdict = shadowVerdict(new Password('summer2025'), effectivePolicy('legacy', true), {});
    expect(verdict).toEqual({ wouldFail: true, codes: ['missing_class'] });
  });

  it('is content with what meets it', () => {
    const shadow = effectivePolicy('nist-800-63b-4', false);
    expect(shadowVerdict(new Password('Initial-passphrase-1'), shadow, {})).toEqual({
      wouldFail: false,
      codes: [],
    });
  });
});
