import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';

import type { PolicyDocument } from '#libs/password-policy';
import { PRESET_NAMES, PRESETS } from '#libs/password-policy';

import {
  beginning,
  documentOf,
  isOwn,
  meaningOf,
  valueOf,
  withoutRule,
  withPreset,
  withRule,
} from '../../../apps/admin-console/src/policy/policy-draft.js';

const nist: PolicyDocument = { format: 1, preset: 'nist-800-63b-4', rules: {} };

describe('a draft of the policy', () => {
  it('shows the preset’s value until it has one of its own, and again once that is given up', () => {
    expect(valueOf(nist, 'minimum')).toBe(8);
    const stricter = withRule(nist, 'minimum', 20);
    expect([valueOf(stricter, 'minimum'), isOwn(stricter, 'minimum')]).toEqual([20, true]);
    expect(withoutRule(stricter, 'minimum')).toEqual(nist);
  });

  it('has no choice of its own where it chooses what the preset says', () => {
    expect(withRule(withRule(nist, 'history', 4), 'history', 0)).toEqual(nist);
  });

  it('keeps its own choices under another preset, but not those that this one makes, too', () => {
    const own = withRule(withRule(nist, 'history', 4), 'minimum', 20);
    const pci = withPreset(own, 'pci-dss-4');
    expect(pci).toEqual({ format: 1, preset: 'pci-dss-4', rules: { minimum: 20 } });
    expect(valueOf(pci, 'history')).toBe(4);
  });

  it('never changes what it was asked not to', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PRESET_NAMES),
        fc.constantFrom(...PRESET_NAMES),
        fc.integer({ min: 8, max: 128 }),
        (before, after, minimum) => {
          const draft = withRule({ format: 1, preset: before, rules: {} }, 'minimum', minimum);
          const next = withPreset(draft, after);
          if (isOwn(draft, 'minimum')) expect(valueOf(next, 'minimum')).toBe(minimum);
          expect(valueOf(next, 'history')).toBe(PRESETS[after].history);
        },
      ),
    );
  });

  it('is not read where somebody newer saved it', () => {
    expect(documentOf({ format: 1, rules: { colour: 'green' } }, undefined)).toBeUndefined();
  });

  it('of a tenant that chose no preset begins with the default one', () => {
    const wire = { format: 1, rules: { minimum: 20 } } as const;
    expect(documentOf(wire, undefined)).toEqual({ ...nist, rules: { minimum: 20 } });
  });

  it('that was turned back is as it was read, whatever the order of the turns', () => {
    const saved = { format: 1, preset: 'nist-800-63b-4', rules: { minimum: 9, history: 3 } };
    const read = documentOf(saved as never, undefined) as PolicyDocument;
    const turned = withRule(withoutRule(read, 'minimum'), 'minimum', 9);
    expect(JSON.stringify(turned)).toBe(JSON.stringify(saved));
  });
});

describe('a draft of a group’s policy', () => {
  const none: PolicyDocument = { format: 1, rules: {} };

  it('asks for nothing but what it names, until it is given a preset', () => {
    expect(documentOf({ format: 1, rules: {} }, 'operators')).toEqual(none);
    expect(valueOf(none, 'minimum')).toBe(0);
    const pci = withPreset(none, 'pci-dss-4');
    expect(valueOf(pci, 'minimum')).toBe(12);
    expect(withPreset(withRule(pci, 'history', 9), undefined)).toEqual(
      withRule(none, 'history', 9),
    );
  });

  it('begins a choice at what the tenant asks, or with the least that means something', () => {
    expect(beginning('minimum', 12)).toBe(12);
    expect(beginning('contextWords', false)).toBe(true);
    expect(beginning('maximumAgeDays', null)).toBe(1);
  });

  it('is judged together with the tenant’s, the stricter winning', () => {
    const group = { name: 'operators', document: withRule(none, 'minimum', 20) };
    const { requirements } = meaningOf({ tenant: nist, groups: [group] }, true, 'en');
    expect(requirements.map(({ text }) => text)).toContain('At least 20 characters');
  });
});

describe('what a draft means', () => {
  it('is told in the sentences that people will read, and by standard', () => {
    const meaning = meaningOf({ tenant: withRule(nist, 'classes', ['digit']) }, true, 'de');
    expect(meaning.requirements.some(({ code }) => code === 'missing_class')).toBe(true);
    expect(meaning.deviations.map(({ code }) => code)).toContain('nist_composition');
    expect(meaning.contradictions).toEqual([]);
  });

  it('names rules that cannot all be obeyed before anybody saves them', () => {
    const clash = withRule(withRule(nist, 'minimum', 30), 'maximum', 20);
    const { contradictions } = meaningOf({ tenant: clash }, true, 'en');
    expect(contradictions.map(({ code }) => code)).toContain('minimum_above_maximum');
  });
});
