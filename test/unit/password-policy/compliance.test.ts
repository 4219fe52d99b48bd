import { describe, expect, it } from '@jest/globals';

import type { Policy, Preset } from '#libs/password-policy';
import {
  attemptLimit,
  deviations,
  effectivePolicy,
  LANGUAGES,
  PRESET_NAMES,
  sayDeviation,
} from '#libs/password-policy';

const named = (policy: Policy) => deviations(policy).map(({ standard, id }) => `${standard} ${id}`);
const ofPreset = (preset: Preset, second: boolean) => named(effectivePolicy(preset, second));
const nist = effectivePolicy('nist-800-63b-4', false);

describe('the compliance report', () => {
  it('of the NIST preset names nothing of NIST or ASVS (NIST-3.1.1.2-5, ASVS-6.2.5, ASVS-6.2.10)', () => {
    for (const second of [true, false]) {
      expect(ofPreset('nist-800-63b-4', second).filter((id) => !id.startsWith('PCI'))).toEqual([]);
    }
  });

  it('of the NIST preset names what PCI asks for beyond it', () => {
    expect(ofPreset('nist-800-63b-4', false)).toEqual([
      'PCI DSS 4.0.1 8.3.4',
      'PCI DSS 4.0.1 8.3.6',
      'PCI DSS 4.0.1 8.3.7',
      'PCI DSS 4.0.1 8.3.9',
    ]);
  });

  it('of the PCI preset names nothing of PCI, but where the others disagree', () => {
    expect(ofPreset('pci-dss-4', false)).toEqual([
      'NIST SP 800-63B-4 3.1.1.2-1a',
      'NIST SP 800-63B-4 3.1.1.2-5',
      'NIST SP 800-63B-4 3.1.1.2-6a',
      'ASVS 5.0 6.2.5',
      'ASVS 5.0 6.2.10',
    ]);
  });

  it('of the legacy preset names all three', () => {
    expect(ofPreset('legacy', true)).toEqual([
      'NIST SP 800-63B-4 3.1.1.2-5',
      'NIST SP 800-63B-4 3.1.1.2-6a',
      'ASVS 5.0 6.2.5',
      'ASVS 5.0 6.2.10',
      'PCI DSS 4.0.1 8.3.4',
      'PCI DSS 4.0.1 8.3.6',
    ]);
  });

  it.each([
    [{ classes: ['digit'] }, 'NIST SP 800-63B-4 3.1.1.2-5'],
    [{ classes: ['digit'] }, 'ASVS 5.0 6.2.5'],
    [{ sequences: 4 }, 'NIST SP 800-63B-4 3.1.1.2-5'],
    [{ maximumAgeDays: 365 }, 'NIST SP 800-63B-4 3.1.1.2-6a'],
    [{ maximumAgeDays: 365 }, 'ASVS 5.0 6.2.10'],
    [{ maximum: 63 }, 'NIST SP 800-63B-4 3.1.1.2-2'],
    [{ maximum: 63 }, 'ASVS 5.0 6.2.9'],
    [{ breached: null }, 'NIST SP 800-63B-4 3.1.1.2-blk-a'],
    [{ breached: 10 }, 'ASVS 5.0 6.2.12'],
    [{ contextWords: false }, 'ASVS 5.0 6.2.11'],
    [{ minimum: 14 }, 'NIST SP 800-63B-4 3.1.1.2-1a'],
    [{ minimum: 7 }, 'NIST SP 800-63B-4 3.1.1.2-1b'],
    [{ attempts: { ...nist.attempts, cap: 101 } }, 'NIST SP 800-63B-4 3.2.2-a'],
  ] as const)(
    'names the contradiction of a tenant that chose %j: %s (NIST-3.1.1.2-5, NIST-3.1.1.2-6a, ASVS-6.2.5, ASVS-6.2.10)',
    (chosen, id) => {
      expect(named({ ...nist, ...chosen })).toContain(id);
    },
  );

  it('has a sentence for each, in every language', () => {
    const worst = { ...nist, minimum: 1, maximum: 5, classes: ['lower'], breached: null } as const;
    const bad = {
      ...worst,
      maximumAgeDays: 99,
      contextWords: false,
      attempts: { ...nist.attempts, cap: 999 },
    };
    const found = deviations(bad);
    expect(found).toHaveLength(18);
    for (const language of LANGUAGES) {
      expect(new Set(found.map((one) => sayDeviation(one, language))).size).toBeGreaterThan(15);
    }
  });
});

describe('the limit of attempts', () => {
  it.each(['nist-800-63b-4', 'legacy'] as const)(
    'under %s waits from the 5th and stops at 50, 25 and 25 of 100 (NIST-3.2.2-a, NIST-3.2.2-b)',
    (preset) => {
      const policy = effectivePolicy(preset, false);
      const waits = { waitsFrom: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600 };
      expect(attemptLimit(policy, 'owner')).toEqual({ ...waits, cap: 50 });
      expect(attemptLimit(policy, 'known_device')).toEqual({ ...waits, cap: 25 });
      expect(attemptLimit(policy, 'stranger')).toEqual({ ...waits, cap: 25 });
    },
  );

  it('under PCI locks for 30 minutes after 10 over all classes (NIST-3.2.2-a)', () => {
    const policy = effectivePolicy('pci-dss-4', false);
    const classes = ['owner', 'known_device', 'stranger'] as const;
    const limits = classes.map((evidence) => attemptLimit(policy, evidence));
    expect(limits.map(({ waitsFrom }) => waitsFrom)).toEqual([5, 3, 2]);
    for (const limit of limits) {
      expect(limit).toMatchObject({ firstWaitSeconds: 1800, longestWaitSeconds: 1800 });
    }
  });

  it('sums to what the policy allows, and leaves nobody without an attempt', () => {
    const policy = effectivePolicy('nist-800-63b-4', false);
    for (let cap = 4; cap <= 100; cap += 1) {
      const under = { ...policy, attempts: { ...policy.attempts, cap } };
      const classes = ['owner', 'known_device', 'stranger'] as const;
      const caps = classes.map((one) => attemptLimit(under, one).cap);
      expect(caps.reduce((all, one) => all + one)).toBe(cap);
      expect(Math.min(...caps)).toBeGreaterThan(0);
    }
  });

  it.each(PRESET_NAMES)('of %s is one that its own report accepts', (preset) => {
    expect(ofPreset(preset, true).filter((id) => id.includes('3.2.2'))).toEqual([]);
  });
});
